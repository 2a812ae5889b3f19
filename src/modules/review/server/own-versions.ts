import { desc, eq } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { Answers } from '#modules/calls/answers.ts';
import type { FieldChange } from '#modules/calls/readable.ts';
import { writtenOf } from '../written.ts';
import { reviewChanges } from './compare-reviews.ts';
import type { ScoredStage } from './stage-at.ts';
import { totalOfScore } from './scores.ts';
import { reviewScore } from './tables.ts';

/** A version of a review, as its author and the chairs look back on it. */
export interface ReviewVersion {
	/** Counted from 1. */
	number: number;
	at: number;
	total: number | null;
	notCompetent: boolean;
	/** How it differs from the version before; of the first nothing. */
	changes: FieldChange[];
}

/** All versions of a review that were handed in, the newest first. One query. */
export async function versionsOf(
	ctx: Context,
	assignment: string,
	stage: ScoredStage,
	/** Of the application, for points that follow from them. */
	answers: Answers,
	locale: Locale,
): Promise<ReviewVersion[]> {
	const rows = await ctx.db
		.select()
		.from(reviewScore)
		.where(eq(reviewScore.assignmentId, assignment))
		.orderBy(desc(reviewScore.position));
	return versionsFrom(rows, stage, answers, locale);
}

/** The same of rows that are there already, newest first. Pure. */
export function versionsFrom(
	rows: readonly (typeof reviewScore.$inferSelect)[],
	stage: ScoredStage,
	answers: Answers,
	locale: Locale,
): ReviewVersion[] {
	return rows.map((row, i) => {
		const before = rows[i + 1];
		return {
			number: rows.length - i,
			at: row.at,
			total: totalOfScore(stage.criteria, row, answers),
			notCompetent: row.notCompetent,
			changes: before
				? reviewChanges({ ...stage, fields: row.fields }, writtenOf(before), writtenOf(row), locale, before.fields)
				: [],
		};
	});
}
