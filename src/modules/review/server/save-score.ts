import { eq, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { invalid } from '#core/refusal/index.ts';
import { readWritten } from '../written.ts';
import { reviewChanges } from './compare-reviews.ts';
import { demandPoints, demandScoring, handIn, newestScore, standingText } from './hand-in.ts';
import { openAssignment, type ReviewKey } from './open-assignment.ts';
import { ScoreConflict } from './score-conflict.ts';
import { reviewAssignment } from './tables.ts';

export type SaveScoreInput = ReviewKey & {
	/** As the form posted it: `points.{criterion}`, `comment.{kind}`, `confidence`, and the names of the questions. */
	entries: Iterable<readonly [name: string, value: string]>;
	/** The revision that the page began from. */
	revision: number;
	/** Hands it in; otherwise it is only kept for going on. */
	submit: boolean;
	/** Of the words in which a conflict is shown. */
	locale?: Locale;
};

/**
 * Keeps what somebody writes of a review, right or wrong, or hands it in: a new version, that counts from now on. Until
 * the stage closes or the application is decided it may be changed. What was saved elsewhere since `revision` and says
 * something else is not overwritten.
 * @returns the revision after it
 * @throws Refusal `signed-out`, `not-found`; `invalid` at `points.{criterion}`, `comment.{kind}`, `confidence` and the
 *   questions; `closed` (`scoring-not-open`, `scoring-over`, `ranked-by-ballot`); `ScoreConflict`
 */
export async function saveScore(ctx: Context, actor: Actor, input: SaveScoreInput): Promise<number> {
	// Outside the transaction: what it notes of a try must stay though it is refused.
	await openAssignment(ctx, actor, input);
	return transaction(ctx, async (tx) => {
		const open = await openAssignment(tx, actor, input, { lock: true });
		const { id, stage, call, time, revision } = open;
		demandScoring(time, call.zone);
		demandPoints(stage);
		const moment = { at: tx.clock.edition.now(), zone: call.zone };
		const how = input.submit ? ({ stage: 'submit', ...moment } as const) : ({ stage: 'draft' } as const);
		const { written, problems } = readWritten(stage, input.entries, how);
		if (input.revision !== revision) {
			const newest = await newestScore(tx, id);
			const stored = standingText(open.draft, newest);
			// What was typed as a whole, though it may not do for handing in.
			const typed = readWritten(stage, input.entries, { stage: 'draft' }).written;
			const changes = reviewChanges(stage, stored, typed, input.locale ?? 'en');
			const handedIn = open.draft === null && newest !== undefined && !newest.notCompetent;
			// Sent twice (a double click): the same stands there already.
			if (changes.length === 0 && (input.submit ? handedIn : true)) return revision;
			if (changes.length > 0) throw new ScoreConflict(changes, revision);
		}
		if (problems.length > 0) throw invalid(problems);
		if (input.submit) {
			await handIn(tx, actor, open, written);
		} else {
			await tx.db
				.update(reviewAssignment)
				.set({ draft: written, revision: sql`${reviewAssignment.revision} + 1` })
				.where(eq(reviewAssignment.id, id));
		}
		return revision + 1;
	});
}
