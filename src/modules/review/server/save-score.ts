import { eq, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, type Problem, Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { beginWork } from '#modules/calls/server/index.ts';
import { type Comments, readPoints } from '../score.ts';
import { openAssignment } from './open-assignment.ts';
import { reviewAssignment, reviewScore } from './tables.ts';

export interface SaveScoreInput {
	application: string;
	/** As the form posted it: `points.{criterion}`, `comment.to-panel`, `comment.to-applicant`. */
	entries: Iterable<readonly [name: string, value: string]>;
	/** The revision that the page began from. */
	revision: number;
	/** Hands it in; otherwise it is only kept for going on. */
	submit: boolean;
}

const mostText = 20_000;

/**
 * Keeps what somebody writes of a score, or hands it in: a new version, that counts from now on. Until the stage closes
 * or the application is decided it may be changed.
 * @returns the revision after it
 * @throws Refusal `signed-out`, `not-found`; `invalid` at `points.{criterion}`, `comment.{kind}`; `closed`
 *   (`scoring-not-open`, `scoring-over`); `conflict` (`score-changed`)
 */
export async function saveScore(ctx: Context, actor: Actor, input: SaveScoreInput): Promise<number> {
	// Outside the transaction: what it notes of a try must stay though it is refused.
	await openAssignment(ctx, actor, input.application);
	return transaction(ctx, async (tx) => {
		const { id, stage, standing, call, time, revision } = await openAssignment(tx, actor, input.application, {
			lock: true,
		});
		if (time.at === 'before') {
			throw new Refusal('closed', 'scoring-not-open', { params: { opens: time.opens, zone: call.zone } });
		}
		if (time.at === 'over') throw new Refusal('closed', 'scoring-over');
		if (input.revision !== revision) throw new Refusal('conflict', 'score-changed');
		const posted = new Map(input.entries);
		const { points, problems: wrong } = readPoints(stage.criteria, posted, { complete: input.submit });
		const problems: Problem[] = [...wrong];
		const comments: Comments = {};
		for (const kind of stage.comments) {
			const text = cleanText(posted.get(`comment.${kind}`) ?? '', { lines: true });
			if (text.length > mostText) {
				const params = { characters: text.length, max: mostText };
				problems.push({ path: `comment.${kind}`, code: 'too-many-characters', params });
			}
			if (text !== '') comments[kind] = text;
		}
		if (problems.length > 0) throw invalid(problems);
		await tx.db
			.update(reviewAssignment)
			.set({ draft: input.submit ? null : { points, comments }, revision: sql`${reviewAssignment.revision} + 1` })
			.where(eq(reviewAssignment.id, id));
		if (input.submit) {
			const { application } = standing;
			await tx.db.insert(reviewScore).values({
				id: newId(),
				assignmentId: id,
				points,
				comments,
				version: application.version,
				at: tx.clock.edition.now(),
			});
			await beginWork(tx, [application.id]);
			await record(tx, actor, {
				action: 'score',
				subject: { type: 'application', id: application.id },
				scope: standing.scope,
				data: { stage: stage.id, version: application.version },
			});
		}
		return revision + 1;
	});
}
