import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { day } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { randomText } from '#core/ids/index.ts';
import { answerSchema } from './answer-schema.ts';
import { call } from './call.ts';
import { extractObject } from './extract.ts';
import { languageModelMode } from './tables.ts';
import type { AnswerMode, ModelFault } from './wire.ts';

/** What was found out is believed so long; models behind an address change. */
const goodFor = 7 * day;

/** How the model at the configured address gives structured answers. */
export type Probed = { mode: AnswerMode; calls: number } | { fault: ModelFault; status?: number; calls: number };

function endpointKey(ctx: Context): string {
	return createHash('sha256').update(`${ctx.config.llmUrl}\n${ctx.config.llmModel}`).digest('hex');
}

/** What is known of the mode, from the last probe. */
export async function knownMode(ctx: Context): Promise<AnswerMode | undefined> {
	const [row] = await ctx.db
		.select()
		.from(languageModelMode)
		.where(eq(languageModelMode.endpoint, endpointKey(ctx)));
	return row && row.at > ctx.clock.process.now() - goodFor ? row.mode : undefined;
}

/** Keeps what was found out. */
export async function keepMode(ctx: Context, mode: AnswerMode): Promise<void> {
	const at = ctx.clock.process.now();
	await ctx.db
		.insert(languageModelMode)
		.values({ endpoint: endpointKey(ctx), mode, at })
		.onConflictDoUpdate({ target: languageModelMode.endpoint, set: { mode, at } });
}

/**
 * Tries which form of structured answer the model gives. A server may refuse `response_format: json_schema`, or take it
 * and ignore it; so the schema asks for a word that the conversation does not hold, and only who was held to it says it.
 * Two small calls at most; what remains is plain text, which needs no trying.
 */
export async function probeMode(ctx: Context, pauses?: readonly number[]): Promise<Probed> {
	const word = `w${randomText(8)}`;
	const name = `k${randomText(6)}`;
	const schema = z.strictObject({ [name]: z.literal(word) });
	let calls = 0;
	for (const mode of ['json_schema', 'json_object'] as const) {
		const ask =
			mode === 'json_schema'
				? 'Answer with the one JSON object that you may answer with.'
				: `Answer with this JSON object and nothing else: {"${name}":"${word}"}`;
		const called = await call(ctx, {
			messages: [{ role: 'user', content: ask }],
			mode,
			schemaName: 'probe',
			schema: answerSchema(schema),
			maxTokens: 400,
			pauses,
		});
		calls += called.calls;
		if ('text' in called) {
			if (schema.safeParse(extractObject(called.text)).success) {
				await keepMode(ctx, mode);
				return { mode, calls };
			}
		} else if (!formMayBeAtFault(called)) {
			return { ...called, calls };
		}
	}
	await keepMode(ctx, 'text');
	return { mode: 'text', calls };
}

/** Whether another form of the request may be answered: the server said no to this one, or choked on it. Pure. */
export function formMayBeAtFault({ fault, status }: { fault: ModelFault; status?: number }): boolean {
	if (fault === 'refused') return status !== 404 && status !== 402;
	return fault === 'server-fault' || fault === 'cut-short' || fault === 'not-an-answer';
}
