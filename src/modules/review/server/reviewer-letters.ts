import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { pseudonyms } from '../pseudonym.ts';
import { pseudonymHash } from './pseudonyms.ts';
import { reviewAssignment } from './tables.ts';

/**
 * The letters by which the members of a panel go for one reader, by application and person: the same wherever he reads of
 * them (reviews, discussion, rebuttal), others for everybody else and at every other application. Two queries.
 * @param of.reader the id of the person who reads, or `applicant`
 */
export async function reviewerLetters(
	ctx: Context,
	of: { call: string; stage: string; reader: string; applications: readonly string[] },
): Promise<Map<string, Map<string, string>>> {
	if (of.applications.length === 0) return new Map();
	const rows = await ctx.db
		.select({ application: reviewAssignment.applicationId, person: reviewAssignment.personId })
		.from(reviewAssignment)
		.where(and(eq(reviewAssignment.stageId, of.stage), inArray(reviewAssignment.applicationId, [...of.applications])))
		.orderBy(asc(reviewAssignment.at), asc(reviewAssignment.id));
	const hash = await pseudonymHash(ctx, of);
	return new Map(
		of.applications.map((application) => [
			application,
			pseudonyms(
				hash,
				{ reader: of.reader, application },
				rows.filter((row) => row.application === application).map(({ person }) => person),
			),
		]),
	);
}
