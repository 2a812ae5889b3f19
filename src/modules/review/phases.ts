import { instantOf } from '#modules/calls/local-time.ts';
import type { ReviewPolicy } from '#modules/calls/stage-review.ts';
import type { Stage } from '#modules/calls/stage.ts';
import { type ScoredApplication, type ScoringTime, scoringTime } from './scoring-time.ts';

/*
 * The phases of a review as windows of what is permitted, and what each circle sees in them. Pure: the one place that
 * says it; pages, files, exports and the API ask the server, which asks this.
 */

/** The phases in their order. They may overlap: reviews are changed until the stage closes, whatever else goes on. */
export const phases = ['before', 'bidding', 'reviewing', 'rebuttal', 'discussion', 'over'] as const;
export type Phase = (typeof phases)[number];

/** When something is permitted: instants, `closes` the first that is too late; null where nothing limits it. */
export interface PhaseWindow {
	at: 'before' | 'open' | 'over';
	opens: number | null;
	closes: number | null;
}

/** Where one application stands in a stage. Null: the stage has no such phase. */
export interface StagePhases {
	/** For a heading: the latest that is open. */
	phase: Phase;
	/** When scores are taken and changed. */
	scoring: ScoringTime;
	bidding: PhaseWindow | null;
	rebuttal: PhaseWindow | null;
	discussion: PhaseWindow | null;
	/** Until when a first score is wanted: before the others read it. Later ones are taken until the stage closes. */
	dueAt: number | null;
	/** The last instant of the stage has passed. */
	closed: boolean;
}

/** What of a stage its phases depend on. */
export type PhasedStage = Stage & Pick<ReviewPolicy, 'bidding' | 'rebuttal' | 'discussion'>;

/**
 * Where an application stands in a stage at an instant of edition time. What has left the stage or was decided is over.
 * @param first the stage is the first of its call
 * @param call.closesAt the first instant at which nothing is handed in any more
 */
export function phasesAt(
	stage: PhasedStage,
	first: boolean,
	call: Parameters<typeof scoringTime>[2],
	application: ScoredApplication,
	now: number,
): StagePhases {
	const scoring = scoringTime(stage, first, call, application, now);
	const here = application.here && application.state === 'submitted';
	const at = (local: string | undefined, edge: 'start' | 'end') =>
		local === undefined ? null : instantOf(local, call.zone, edge);
	const windowOf = (part: { opens?: string | undefined; closes?: string | undefined } | undefined) => {
		if (!part) return null;
		const [opens, closes] = [at(part.opens, 'start'), at(part.closes, 'end')];
		const over = !here || (closes !== null && now >= closes);
		return { at: over ? 'over' : opens !== null && now < opens ? 'before' : 'open', opens, closes } as const;
	};
	const bidding = windowOf(stage.bidding);
	const rebuttal = windowOf(stage.rebuttal);
	const discussion = windowOf(stage.discussion);
	const closes = at(stage.closes, 'end');
	const ends = [rebuttal?.opens, discussion?.opens, closes].filter((end): end is number => typeof end === 'number');
	const open: [Phase, boolean][] = [
		['discussion', discussion?.at === 'open' && (discussion.opens !== null || scoring.at === 'over')],
		['rebuttal', rebuttal?.at === 'open'],
		['reviewing', scoring.at === 'open'],
		['bidding', bidding?.at === 'open'],
		['before', here && scoring.at === 'before'],
	];
	return {
		phase: open.find(([, is]) => is)?.[0] ?? 'over',
		scoring,
		bidding,
		rebuttal,
		discussion,
		dueAt: ends.length === 0 ? null : Math.min(...ends),
		closed: closes !== null && now >= closes,
	};
}

/** What somebody sees of the reviews that others wrote of one application. */
export interface Sight {
	/** Points, totals, confidence, and who said that he is not competent. */
	scores: boolean;
	/** Comments and answers. */
	texts: boolean;
	/** Who wrote them; otherwise they go by letters. */
	names: boolean;
}

const nothing: Sight = { scores: false, texts: false, names: false };

/**
 * What a member of the panel sees of the others' reviews of an application that he was asked to score.
 * @param own.hasScored he has handed in a score; to have said that he is not competent is none
 * @param own.allIn everybody who was asked at this stage has answered
 */
export function panelSees(
	stage: Pick<ReviewPolicy, 'scoreVisibility' | 'reviewerNames'>,
	at: Pick<StagePhases, 'closed'>,
	own: { hasScored: boolean; allIn: boolean },
): Sight {
	if (!seesOthers(stage, at, own)) return nothing;
	const names = stage.reviewerNames === 'always' || (stage.reviewerNames === 'after-own' && own.hasScored);
	return { scores: true, texts: true, names };
}

function seesOthers(
	{ scoreVisibility }: Pick<ReviewPolicy, 'scoreVisibility'>,
	at: Pick<StagePhases, 'closed'>,
	{ hasScored, allIn }: { hasScored: boolean; allIn: boolean },
): boolean {
	switch (scoreVisibility) {
		case 'own':
			return false;
		case 'after-own':
			return hasScored;
		case 'panel':
			return true;
		case 'when-all-in':
			return allIn || at.closed;
	}
}

/** Whether the scores of a stage are secret now, from its chairs too: who has answered is all they see. */
export function isSecret(
	stage: Pick<ReviewPolicy, 'scoreVisibility'>,
	at: Pick<StagePhases, 'closed'>,
	allIn: boolean,
): boolean {
	return stage.scoreVisibility === 'when-all-in' && !allIn && !at.closed;
}

/** What organisers and chairs who may read reviews see of them. Names too: they answer for who judged. */
export function chairSees(
	stage: Pick<ReviewPolicy, 'scoreVisibility'>,
	at: Pick<StagePhases, 'closed'>,
	allIn: boolean,
): Sight {
	return isSecret(stage, at, allIn) ? nothing : { scores: true, texts: true, names: true };
}

/**
 * What the applicant sees of the reviews of his application: the text to him and the answers that are for everybody.
 * While he may answer them, and from when he was told what became of it at this stage or a later one.
 */
export function applicantSees(
	stage: Pick<ReviewPolicy, 'blind' | 'rebuttal'>,
	at: Pick<StagePhases, 'rebuttal'>,
	told: boolean,
): Sight {
	const answers = at.rebuttal?.at === 'open';
	return {
		scores: answers && stage.rebuttal?.showPoints === true,
		texts: told || answers,
		names: told && stage.blind === 'open',
	};
}

/** Whether somebody who was asked to score an application may discuss it now: not before he has scored it himself. */
export function mayDiscuss(at: Pick<StagePhases, 'discussion'>, hasScored: boolean): boolean {
	return at.discussion?.at === 'open' && hasScored;
}
