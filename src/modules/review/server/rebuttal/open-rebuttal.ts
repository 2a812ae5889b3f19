import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
import {
	type CallForReview,
	callForReview,
	demandOwn,
	type StandingApplication,
	standingApplications,
	type ToldOutcome,
	toldOutcomes,
} from '#modules/calls/server/index.ts';
import type { ReviewPolicy } from '#modules/calls/stage.ts';
import { phasesAt, type PhaseWindow } from '../../phases.ts';
import type { ScoredStage } from '../stage-at.ts';

/** Where somebody answers the reviews of his application. */
export interface RebuttalPlace {
	application: string;
	stage: string;
}

/** The reviews of an application at a stage, open before those who applied. */
export interface OpenRebuttal {
	standing: StandingApplication;
	call: CallForReview;
	stage: ScoredStage & { rebuttal: NonNullable<ReviewPolicy['rebuttal']> };
	/** As the applicant knows it: that something is decided, and not yet made known, closes nothing. */
	window: PhaseWindow;
	/** He was told what became of it at this stage or a later one. */
	told: boolean;
}

/**
 * Opens the reviews of an application for whoever works on it.
 * @throws Refusal `signed-out`, `not-found`, `forbidden`
 */
export async function openRebuttal(
	ctx: Context,
	actor: Actor,
	place: RebuttalPlace,
	action: 'application.read-own' | 'application.write',
	options: { lock?: boolean } = {},
): Promise<OpenRebuttal> {
	const [standing] = await standingApplications(ctx, [place.application], options);
	if (!standing) throw notFound();
	const { application } = standing;
	demandOwn(ctx, actor, action, application);
	const call = await callForReview(ctx, application.callId);
	const at = call.stages.findIndex(({ stage }) => stage.id === place.stage);
	const stage = call.stages[at]?.stage;
	if (!stage || !('criteria' in stage) || !stage.rebuttal || at > standing.at) throw notFound();
	const outcomes = (await toldOutcomes(ctx, [application.id])).get(application.id) ?? [];
	const { window, told } = windowFor(ctx, standing, call, stage, outcomes);
	if (!window) throw notFound();
	return { standing, call, stage: { ...stage, rebuttal: stage.rebuttal }, window, told };
}

/**
 * When the reviews of a stage may be answered, as those who applied know it, and whether they were told what became of it
 * there or later. Pure.
 */
export function windowFor(
	ctx: Pick<Context, 'clock'>,
	{ application }: StandingApplication,
	call: CallForReview,
	stage: ScoredStage,
	outcomes: readonly Pick<ToldOutcome, 'stage'>[],
): { window: PhaseWindow | null; told: boolean } {
	const at = call.stages.findIndex((one) => one.stage.id === stage.id);
	const later = new Set(call.stages.slice(at).map((one) => one.stage.id));
	const told = outcomes.some((one) => later.has(one.stage));
	const known = application.state === 'withdrawn' ? 'withdrawn' : told ? 'announced' : 'submitted';
	const { rebuttal: window } = phasesAt(
		stage,
		at === 0,
		{ zone: call.zone, closesAt: call.graceEndsAt, cohorts: call.settings.cohorts },
		{ state: known, cohort: application.cohort, here: true },
		ctx.clock.edition.now(),
	);
	return { window, told };
}
