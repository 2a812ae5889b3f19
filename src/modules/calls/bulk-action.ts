import { z } from 'zod';
import { stableId } from './form.ts';

/* What can be done to many applications at once. Pure data, as a page posts it and a row of `bulk_act` keeps it. */

const text = (most: number) => z.string().trim().max(most);
const optional = (most: number) =>
	text(most)
		.optional()
		.transform((value) => value || undefined);

export const bulkActionSchema = z.discriminatedUnion('kind', [
	/** The same determination for each, at its present stage. */
	z.strictObject({
		kind: z.literal('decide'),
		outcome: stableId,
		reason: optional(60),
		track: optional(60),
		conditions: optional(5000),
		note: optional(5000),
		amount: z.number().int().min(0).max(1_000_000_000).optional(),
	}),
	/** The same words to each applicant, by mail and in his messages. */
	z.strictObject({ kind: z.literal('message'), text: text(10_000).min(1) }),
	/** The round of a rolling call; empty takes it out of any. */
	z.strictObject({ kind: z.literal('cohort'), cohort: z.union([stableId, z.literal('')]) }),
	/** Who of the desk sees to them: the one who does it, or nobody. */
	z.strictObject({ kind: z.literal('holder'), holder: z.enum(['me', 'nobody']) }),
	/** The same request for information: fields that may be changed, questions, until when. */
	z.strictObject({
		kind: z.literal('request'),
		fields: z.array(stableId).max(100).default([]),
		questions: z.array(text(5000)).max(20).default([]),
		note: text(5000).default(''),
		due: text(30).min(1),
	}),
	/** Taken back for their applicants, for good, as these have asked for. */
	z.strictObject({ kind: z.literal('withdraw') }),
]);
export type BulkAction = z.infer<typeof bulkActionSchema>;
export type BulkKind = BulkAction['kind'];

export const bulkKinds = [
	'decide',
	'message',
	'cohort',
	'holder',
	'request',
	'withdraw',
] as const satisfies readonly BulkKind[];

/** So many at once: what writes mail or goes through each by itself takes longer. */
export const mostAtOnce: Record<BulkKind, number> = {
	decide: 10_000,
	message: 2000,
	cohort: 10_000,
	holder: 10_000,
	request: 2000,
	withdraw: 2000,
};

/** So many are done within the request that asks for it; more are a job's, which the page follows. */
export const mostInRequest = 50;
/** Decisions are noted together: as many take no longer. Taking them back goes one by one like the rest. */
const mostDecidedInRequest = 250;

/** Whether doing this with so many, or taking it back, is a job's. Pure. */
export function isLong(kind: BulkKind, count: number, act: 'do' | 'undo'): boolean {
	return count > (kind === 'decide' && act === 'do' ? mostDecidedInRequest : mostInRequest);
}

/** What can be taken back afterwards, as far as nothing else has happened to it since. */
export const undoable: ReadonlySet<BulkKind> = new Set<BulkKind>(['decide', 'cohort', 'holder']);
