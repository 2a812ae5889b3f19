import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { QualityMark } from '../../quality.ts';
import { panelSees } from '../../phases.ts';
import { type MarksOfReview, marksGiven, marksOf } from '../marks/read-marks.ts';
import { type MetaReviewView, metaReviewOf } from '../meta-review/read-meta-review.ts';
import { type ReadRebuttal, rebuttalForPanel } from '../rebuttal/rebuttal-for-panel.ts';
import { type DiscussionView, discussionOf } from './discussion-page.ts';
import { type NameHere, namesHere } from './names-here.ts';
import { type DiscussionPlace, openDiscussion } from './open-discussion.ts';

/** A review that may be marked. */
export interface MarkableReview {
	/** What `markReview` is told: of a chair the assignment, of a member the letter. */
	review: string;
	who: NameHere;
	/** For chairs. */
	marks: MarksOfReview | null;
	/** What the reader himself has said as a fellow. */
	given: QualityMark | null;
}

/** All that is around the reviews of an application, for a member who has scored it or for a chair. */
export interface AroundReviews {
	discussion: DiscussionView;
	/** Undefined before its window has closed, and where the stage asks for none. */
	rebuttal: ReadRebuttal | undefined;
	/** Undefined where the stage knows none. */
	metaReview: MetaReviewView | undefined;
	/** Reviews that the reader may mark. */
	markable: MarkableReview[];
}

/**
 * What the page of a discussion shows: what those who applied answered, the meta-review, the posts, the marks. A constant
 * number of queries. @throws Refusal as `openDiscussion`
 */
export async function aroundReviews(
	ctx: Context,
	actor: Actor,
	input: DiscussionPlace & { locale: Locale },
): Promise<AroundReviews> {
	const open = await openDiscussion(ctx, actor, input);
	const { role, person, asked, stage, phases, scored, allIn, secret } = open;
	const discussion = await discussionOf(ctx, actor, open, input.locale);
	const sees = role === 'chair' ? !secret : scored && panelSees(stage, phases, { hasScored: scored, allIn }).texts;
	const others = sees ? asked.filter((one) => !one.ended && one.answered && one.person !== person) : [];
	const names = await namesHere(ctx, open, input.locale);
	const ids = others.map(({ assignment }) => assignment);
	const marks = role === 'chair' ? await marksOf(ctx, ids) : undefined;
	const given = role === 'member' ? await marksGiven(ctx, ids, person) : undefined;
	return {
		discussion,
		rebuttal: await rebuttalForPanel(ctx, open),
		metaReview: await metaReviewOf(ctx, actor, open, input.locale),
		markable: others
			.map(({ assignment, person: author }) => {
				const who = names.of({ person: author, role: 'member' });
				return {
					review: role === 'chair' ? assignment : names.letterOf(author),
					who,
					marks: marks ? (marks.get(assignment) ?? { chair: null, fellows: { excellent: 0, fine: 0, thin: 0 } }) : null,
					given: given?.get(assignment) ?? null,
				};
			})
			.sort((a, b) => (a.who.letter ?? a.who.name ?? '').localeCompare(b.who.letter ?? b.who.name ?? '')),
	};
}
