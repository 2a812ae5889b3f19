import { eq, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid } from '#core/refusal/index.ts';
import { criteriaFor, reviewerView } from '#modules/calls/reviewer-view.ts';
import { contentsOf } from '#modules/calls/server/index.ts';
import { reviewerOf } from '#modules/calls/visibility.ts';
import { displayName } from '#modules/people/name.ts';
import { readPerson } from '#modules/people/server/index.ts';
import type { StagePhases } from '../../phases.ts';
import { computedPoints, type Points } from '../../score.ts';
import { readWritten, type Written, writtenOf } from '../../written.ts';
import { reviewChanges } from '../compare-reviews.ts';
import { demandScoring } from '../hand-in.ts';
import { fileGrant } from '../review-files.ts';
import { ScoreConflict } from '../score-conflict.ts';
import { type Shown, shownOf } from '../shown-application.ts';
import type { ScoredStage } from '../stage-at.ts';
import { reviewSubReview } from '../sub-review-tables.ts';
import { tellReviewer } from './answer.ts';
import { openSubReview } from './open-sub-review.ts';

/** An application as somebody reads it who writes a review of it for another: as blind as that one, and without the others' reviews. */
export type SubReviewPage = Shown & SubReviewOf;

interface SubReviewOf {
	id: string;
	number: string;
	reviewer: string;
	call: { title: Partial<Bilingual>; zone: string };
	stage: Pick<ScoredStage, 'id' | 'label' | 'criteria' | 'comments' | 'fields' | 'confidence'>;
	computed: Points;
	phases: StagePhases;
	revision: number;
	written: Written;
	/** When he gave it to the reviewer. */
	handedAt: number | null;
	/** The reviewer has handed a review in that began from it. */
	credited: boolean;
}

/** A constant number of queries. @throws Refusal `signed-out`, `not-found` */
export async function subReviewPage(
	ctx: Context,
	actor: Actor,
	input: { sub: string; locale: Locale },
): Promise<SubReviewPage> {
	const { row, assignment, standing, call, stage, phases } = await openSubReview(ctx, actor, input.sub);
	const { form, answers } = await contentsOf(ctx, standing.application);
	const reviewer = await readPerson(ctx, assignment.personId);
	const { id, label, comments, fields, confidence } = stage;
	const criteria = criteriaFor(stage.criteria, form, reviewerOf(stage));
	return {
		...shownOf(reviewerView(stage, { form, answers, title: standing.application.title, number: standing.number })),
		id: row.id,
		number: standing.number,
		reviewer: displayName(reviewer.names, input.locale),
		call: { title: call.title, zone: call.zone },
		stage: { id, label, criteria, comments, fields, confidence },
		computed: computedPoints(criteria, answers),
		phases,
		revision: row.revision,
		written: writtenOf(row.draft),
		handedAt: row.handedAt,
		credited: row.creditedAt !== null,
	};
}

/** An address at which whoever writes a review for another finds a file that reviewers may read. @throws as `openSubReview` */
export async function fileForSubReviewer(
	ctx: Context,
	actor: Actor,
	input: { sub: string; file: string },
): Promise<string> {
	return fileGrant(ctx, actor, await openSubReview(ctx, actor, input.sub), input.file);
}

/**
 * Keeps what somebody writes for a reviewer, or gives it to him. It counts nothing until the reviewer hands it in.
 * @returns the revision after it
 * @throws Refusal as `saveScore`
 */
export async function saveSubReview(
	ctx: Context,
	actor: Actor,
	input: {
		sub: string;
		entries: Iterable<readonly [name: string, value: string]>;
		revision: number;
		/** Gives it to the reviewer. */
		submit: boolean;
		locale: Locale;
	},
): Promise<number> {
	return transaction(ctx, async (tx) => {
		const open = await openSubReview(tx, actor, input.sub, { lock: true });
		const { row, stage, call, standing, phases } = open;
		demandScoring(phases.scoring, call.zone);
		const now = tx.clock.edition.now();
		const how = input.submit ? ({ stage: 'submit', at: now, zone: call.zone } as const) : ({ stage: 'draft' } as const);
		const { written, problems } = readWritten(stage, input.entries, how);
		if (input.revision !== row.revision) {
			const typed = readWritten(stage, input.entries, { stage: 'draft' }).written;
			const changes = reviewChanges(stage, writtenOf(row.draft), typed, input.locale);
			if (changes.length > 0) throw new ScoreConflict(changes, row.revision);
			if (!input.submit) return row.revision;
		}
		if (problems.length > 0) throw invalid(problems);
		const revision = row.revision + 1;
		await tx.db
			.update(reviewSubReview)
			.set({
				draft: written,
				revision: sql`${reviewSubReview.revision} + 1`,
				...(input.submit ? { handedAt: now } : {}),
			})
			.where(eq(reviewSubReview.id, row.id));
		if (input.submit) {
			await record(tx, actor, {
				action: 'hand-sub-review',
				subject: { type: 'application', id: standing.application.id },
				scope: standing.scope,
				data: { stage: stage.id, subReview: row.id },
			});
			await tellReviewer(tx, { ...open, row: { ...row, revision } }, 'handed');
		}
		return revision;
	});
}
