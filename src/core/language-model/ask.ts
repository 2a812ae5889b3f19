import type { z } from 'zod';
import type { Context } from '#core/context/index.ts';
import { answerSchema, complaints } from './answer-schema.ts';
import { type Called, call } from './call.ts';
import { extractObject } from './extract.ts';
import { formMayBeAtFault, keepMode, knownMode, probeMode } from './mode.ts';
import { type AnswerMode, answerModes, type Message, type ModelFault } from './wire.ts';

export interface Question<T> {
	/** What is asked, in the model's place of trust. What others wrote belongs into `messages` as data. */
	messages: readonly Message[];
	/** Every property required; what may be missing is nullable. */
	schema: z.ZodType<T>;
	schemaName: string;
	/** Most tokens of the answer. */
	maxTokens: number;
	/** Pauses before another try, in milliseconds; for tests. */
	pauses?: readonly number[];
}

export type Asked<T> =
	| { ok: true; value: T; model: string; mode: AnswerMode; repaired: boolean; calls: number }
	| { ok: false; fault: ModelFault; calls: number };

/** Whether the operator has named a model. Pure. */
export function modelIsConfigured({ config }: Pick<Context, 'config'>): boolean {
	return config.llmUrl !== undefined && config.llmModel !== undefined;
}

/**
 * Asks the configured model for an answer of a given form: in the strictest form that it gives (probed once a week),
 * checked here whatever it is. An answer that does not fit is sent back once with what is wrong; then there is none.
 * Never inside a transaction: it takes seconds. Throws nothing that a model or its server can cause.
 */
export async function askModel<T>(ctx: Context, question: Question<T>): Promise<Asked<T>> {
	if (!modelIsConfigured(ctx)) return { ok: false, fault: 'off', calls: 0 };
	let mode = await knownMode(ctx);
	let calls = 0;
	if (mode === undefined) {
		const probed = await probeMode(ctx, question.pauses);
		calls += probed.calls;
		if ('fault' in probed) return { ok: false, fault: probed.fault, calls };
		mode = probed.mode;
	}
	const schema = answerSchema(question.schema);
	let answer = await say(ctx, question, schema, mode, question.messages);
	calls += answer.calls;
	const looser = answerModes[answerModes.indexOf(mode) + 1];
	if ('fault' in answer && answer.fault === 'refused' && formMayBeAtFault(answer) && looser !== undefined) {
		// It gave this form when it was probed and refuses it now: the schema is too much for it, or the server is another.
		mode = looser;
		answer = await say(ctx, question, schema, mode, question.messages);
		calls += answer.calls;
		if ('text' in answer) await keepMode(ctx, mode);
	}
	if ('fault' in answer) return { ok: false, fault: answer.fault, calls };
	const first = question.schema.safeParse(extractObject(answer.text));
	if (first.success) return { ok: true, value: first.data, model: answer.model, mode, repaired: false, calls };
	const again: Message[] = [
		...question.messages,
		{ role: 'assistant', content: answer.text.slice(0, 20_000) },
		{
			role: 'user',
			content: `That answer does not fit:\n${complaints(first.error)}\nGive the whole answer again, as one JSON object and nothing else.`,
		},
	];
	const repaired = await say(ctx, question, schema, mode, again);
	calls += repaired.calls;
	if ('fault' in repaired) return { ok: false, fault: repaired.fault, calls };
	const second = question.schema.safeParse(extractObject(repaired.text));
	if (second.success) return { ok: true, value: second.data, model: repaired.model, mode, repaired: true, calls };
	ctx.log.warn('language-model-fault', { fault: 'not-the-schema', mode });
	return { ok: false, fault: 'not-the-schema', calls };
}

function say<T>(
	ctx: Context,
	{ schemaName, maxTokens, pauses }: Question<T>,
	schema: unknown,
	mode: AnswerMode,
	messages: readonly Message[],
): Promise<Called> {
	// Who is not held to the schema is shown it.
	const shown: readonly Message[] =
		mode === 'json_schema'
			? messages
			: [
					{
						role: 'system',
						content: `Answer with one JSON object that fits this JSON Schema, and nothing else:\n${JSON.stringify(schema)}`,
					},
					...messages,
				];
	return call(ctx, { messages: shown, mode, schemaName, schema, maxTokens, pauses });
}
