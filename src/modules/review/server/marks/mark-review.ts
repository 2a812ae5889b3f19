import { and, eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { forbidden, invalid, notFound } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { panelSees } from '../../phases.ts';
import { isQualityMark } from '../../quality.ts';
import { type DiscussionPlace, openDiscussion } from '../discussion/open-discussion.ts';
import { reviewMark } from '../reminder-tables.ts';
import { reviewerLetters } from '../reviewer-letters.ts';

const mostNote = 2000;

export type MarkReviewInput = DiscussionPlace & {
	/** Of a chair, the assignment; of a member, the letter by which its author goes for the panel. */
	review: string;
	/** One of `qualityMarks`; empty takes the mark back. */
	mark: string;
	/** Of a chair only. */
	note?: string;
};

/**
 * Says how good a review is. Chairs share one mark with a note; a member who has scored may mark the reviews that he sees.
 * Authors of reviews and applicants never learn of either.
 * @throws Refusal as `openDiscussion`; `forbidden` (`score-first`); `invalid` at `mark` (`choose-mark`) and `note`
 */
export async function markReview(ctx: Context, actor: Actor, input: MarkReviewInput): Promise<void> {
	await openDiscussion(ctx, actor, input);
	await transaction(ctx, async (tx) => {
		const open = await openDiscussion(tx, actor, input, { lock: true });
		const { role, person, standing, call, stage } = open;
		const application = standing.application.id;
		if (role === 'chair') demand(tx, actor, 'review.discuss', standing.subject);
		else demand(tx, actor, 'review.score', { within: { application } });
		if (role === 'member') {
			const sight = panelSees(stage, open.phases, { hasScored: open.scored, allIn: open.allIn });
			if (!open.scored || !sight.texts) throw forbidden('score-first');
		} else if (open.secret) throw notFound();
		const assignment =
			role === 'chair'
				? open.asked.find((one) => one.assignment === input.review && one.answered)?.assignment
				: await byLetter(tx, open, input.review);
		if (assignment === undefined) throw notFound();
		const note = role === 'chair' ? cleanText(input.note ?? '', { lines: true }) : '';
		const { mark } = input;
		if (mark !== '' && !isQualityMark(mark)) throw invalid([{ path: 'mark', code: 'choose-mark' }]);
		if (note.length > mostNote) {
			const params = { characters: note.length, max: mostNote };
			throw invalid([{ path: 'note', code: 'too-many-characters', params }]);
		}
		const as = role === 'chair' ? 'chair' : 'fellow';
		await tx.db
			.delete(reviewMark)
			.where(
				and(
					eq(reviewMark.assignmentId, assignment),
					eq(reviewMark.as, as),
					as === 'fellow' ? eq(reviewMark.personId, person) : undefined,
				),
			);
		if (isQualityMark(mark)) {
			const at = tx.clock.edition.now();
			await tx.db
				.insert(reviewMark)
				.values({ id: newId(), assignmentId: assignment, personId: person, as, mark, note, at });
		}
		await record(tx, actor, {
			action: 'mark-review',
			subject: { type: 'application', id: application },
			scope: call.scope,
			data: { stage: stage.id, assignment, as },
		});
	});
}

/** The review that goes by a letter for all of the panel; not one’s own. */
async function byLetter(
	ctx: Context,
	open: Awaited<ReturnType<typeof openDiscussion>>,
	letter: string,
): Promise<string | undefined> {
	const { standing, call, stage, person, asked } = open;
	const application = standing.application.id;
	const letters = (
		await reviewerLetters(ctx, {
			call: call.callId,
			stage: stage.id,
			reader: 'panel',
			applications: [application],
		})
	).get(application);
	return asked.find((one) => !one.ended && one.answered && one.person !== person && letters?.get(one.person) === letter)
		?.assignment;
}
