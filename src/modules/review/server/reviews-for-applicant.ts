import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { callForReview, standingApplications, toldOutcomes, worksOn } from '#modules/calls/server/index.ts';
import { applicantSees } from '../phases.ts';
import { windowFor } from './rebuttal/open-rebuttal.ts';
import { reviewsOfStage, type ShownReview } from './rebuttal/reviews-shown.ts';

export interface StageForApplicant {
	stage: { id: string; label: Bilingual };
	/** He is to answer them until then, before anything is decided; null: they came with the decision. */
	rebuttalUntil: number | null;
	reviews: ShownReview[];
}

/**
 * What those who work on an application read of its reviews, by stage: while they may answer them, and from when they were
 * told what became of it at this stage or a later one. Never before, never a score beyond what the stage says, and nothing
 * for anybody else. A constant number of queries for each stage.
 */
export async function reviewsForApplicant(
	ctx: Context,
	actor: Actor,
	input: { application: string; locale: Locale },
): Promise<StageForApplicant[]> {
	const [standing] = await standingApplications(ctx, [input.application]);
	if (!standing || !worksOn(actor, standing.application)) return [];
	const told = (await toldOutcomes(ctx, [input.application])).get(input.application) ?? [];
	const call = await callForReview(ctx, standing.application.callId);
	const shown = call.stages.flatMap(({ stage }, place) => {
		if (!('criteria' in stage)) return [];
		if (place > standing.at) return [];
		// What is decided and not made known must not close, for those who applied, what is open.
		const { window, told: knows } = windowFor(ctx, standing, call, stage, told);
		const sight = applicantSees(stage, { rebuttal: window }, knows);
		const rebuttalUntil = window?.at === 'open' ? window.closes : null;
		return sight.texts ? [{ stage, sight, rebuttalUntil, knows }] : [];
	});
	if (shown.length === 0) return [];
	const result: StageForApplicant[] = [];
	for (const { stage, sight, rebuttalUntil, knows } of shown) {
		const seen = await reviewsOfStage(ctx, { standing, call, stage, told: knows, sight }, input.locale);
		if (!seen) continue;
		result.push({ stage: { id: stage.id, label: stage.label }, rebuttalUntil, reviews: seen });
	}
	return result;
}
