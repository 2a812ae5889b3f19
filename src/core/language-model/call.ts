import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '#core/context/index.ts';
import { spend, tokensAtMost } from './budget.ts';
import { completionsOf } from './endpoint.ts';
import { type Posted, postJson } from './post.ts';
import { type AnswerMode, completionSchema, type Message, type ModelFault, passing, requestBody } from './wire.ts';

/** Bytes that an answer may have, unpacked. */
const mostBytes = 512 * 1024;
/** Calls that a fault which may pass is worth, and the pauses between them in milliseconds. */
export const pauses: readonly number[] = [1000, 4000];
/** A model that asks us to wait longer than this is taken as away. */
const longestWait = 20_000;

/** What one request said. */
export type Called =
	| { text: string; model: string; tokens: number; calls: number }
	| { fault: ModelFault; status?: number; calls: number };

export interface CallRequest {
	messages: readonly Message[];
	mode: AnswerMode;
	schemaName: string;
	schema: unknown;
	maxTokens: number;
	/** Pauses before another try, in milliseconds; for tests. */
	pauses?: readonly number[] | undefined;
}

/** Sends one request, again when the fault may pass, within the day's budget. Throws nothing that the model can cause. */
export async function call(ctx: Context, request: CallRequest): Promise<Called> {
	const { llmUrl, llmModel, llmKey, llmTimeout } = ctx.config;
	if (llmUrl === undefined || llmModel === undefined) return { fault: 'off', calls: 0 };
	const body = requestBody({ ...request, model: llmModel });
	const waits = request.pauses ?? pauses;
	for (let calls = 1; ; calls += 1) {
		const spent = await spend(ctx, tokensAtMost(body) + request.maxTokens);
		if (!spent) return { fault: 'budget-spent', calls: calls - 1 };
		const posted = await postJson(completionsOf(llmUrl), llmKey, body, {
			patience: llmTimeout * 1000,
			bytes: mostBytes,
		});
		const read = 'fault' in posted ? posted : readCompletion(posted.body, llmModel);
		// A refusal costs nothing; what broke off may have been thought out to its end, and is counted whole.
		if ('text' in read) await spent.settle(read.tokens ?? tokensAtMost(body) + tokensAtMost(read.text));
		else if (posted.status !== undefined && 'fault' in posted && posted.status >= 300) await spent.settle(0);
		if ('text' in read) return { ...read, tokens: read.tokens ?? 0, calls };
		ctx.log.warn('language-model-fault', { fault: read.fault, status: posted.status, mode: request.mode, call: calls });
		const wait = waits[calls - 1];
		const asked = retryAfterOf(posted);
		if (wait === undefined || !passing.has(read.fault) || (asked ?? 0) > longestWait) {
			return { fault: read.fault, calls, ...(posted.status === undefined ? {} : { status: posted.status }) };
		}
		await sleep(Math.max(wait, asked ?? 0));
	}
}

function retryAfterOf(posted: Posted): number | undefined {
	return 'fault' in posted ? posted.retryAfter : undefined;
}

function readCompletion(
	body: string,
	model: string,
): { text: string; model: string; tokens: number | undefined } | { fault: ModelFault } {
	let value: unknown;
	try {
		value = JSON.parse(body);
	} catch {
		return { fault: 'not-an-answer' };
	}
	const read = completionSchema.safeParse(value);
	const choice = read.data?.choices[0];
	if (!read.success || !choice) return { fault: 'not-an-answer' };
	if (choice.finish_reason === 'length') return { fault: 'cut-short' };
	if (choice.message.refusal || choice.finish_reason === 'content_filter') return { fault: 'declined' };
	if (!choice.message.content) return { fault: 'not-an-answer' };
	const { usage } = read.data;
	const tokens = usage ? usage.prompt_tokens + usage.completion_tokens : 0;
	return {
		text: choice.message.content,
		model: read.data.model ?? model,
		tokens: tokens > 0 ? tokens : undefined,
	};
}
