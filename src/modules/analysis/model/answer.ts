import { z } from 'zod';

/** Rises when the form of the answer changes: part of what an analysis was made from. */
export const schemaVersion = '1';

/** Where a statement is taken from: a sentence by number, and words that stand in it exactly so. */
const evidence = z.strictObject({ sentence: z.int().min(1).max(5000), quote: z.string().min(1).max(1200) });

const statement = z.strictObject({ text: z.string().min(1).max(800), evidence: z.array(evidence).max(6) });
export type RawStatement = z.infer<typeof statement>;

const trend = z.strictObject({ ...statement.shape, archive: z.array(z.string().max(8)).max(6) });
export type RawTrend = z.infer<typeof trend>;

/**
 * The form in which a language model answers. Lists may be long here: what is too much is cut by the checks, so that a
 * generous model is not refused for it.
 * @param readers keys of the profiles; no other reader can be answered for
 */
export function answerSchemaFor(readers: readonly [string, ...string[]]) {
	return z.strictObject({
		readers: z
			.array(
				z.strictObject({
					reader: z.enum(readers),
					/** The article says too little for this reader to be scored. */
					abstain: z.boolean(),
					score: z.int().min(0).max(10).nullable(),
					rationale: z.array(statement).max(10),
					summary: z.array(statement).max(10),
				}),
			)
			.max(12),
		summary: z.array(statement).max(12),
		trends: z.array(trend).max(12),
		questions: z.array(statement).max(15),
	});
}
export type RawAnswer = z.infer<ReturnType<typeof answerSchemaFor>>;
