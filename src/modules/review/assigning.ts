/* A proposal of who reviews what, in the words that page and server share. Pure. */

/** `waiting` and `solving` are under way; of the others only what is `ready` can be applied. */
export const runStates = ['waiting', 'solving', 'ready', 'no-solution', 'failed', 'applying', 'applied'] as const;
export type RunState = (typeof runStates)[number];

/** Best for the total; the same with the worst paper raised; or by lot, so that nobody can be sure of a paper. */
export const runAims = ['best', 'fair', 'lot'] as const;
export type RunAim = (typeof runAims)[number];

export interface RunOptions {
	aim: RunAim;
	perPaper: number;
	/** For everybody; whoever wished for less gets less. */
	minLoad: number;
	maxLoad: number;
	/** By lot: the most probable that a pair may be, 0 to 1, and the seed of the draw. */
	limit?: number;
	seed?: number;
	/** How much text, topics and bids count. */
	weights: { text: number; topic: number; bid: number };
}

/** A set that stands against any assignment: see the solver's `Blocking`. Its people stand in rows of their own. */
export interface RunBlocking {
	kind: 'papers' | 'minimum' | 'locks' | 'loads';
	applications: string[];
	people: number;
	needed: number;
	room: number;
	elsewhere: number;
}

/** What a run came to. Points: the score of a pair is 0 to 120. */
export interface RunSummary {
	applications: number;
	reviewers: number;
	/** New pairs, and those that were assigned before. */
	pairs: number;
	kept: number;
	/** Applications that have as many reviewers as they need. */
	full: number;
	total: number;
	/** What no proposal can have more than. */
	bound: number;
	/** The total is the bound: there is no better one. */
	proven: boolean;
	worst: number | null;
	mean: number | null;
	/** What the worst application can't have more than. */
	worstBound: number | null;
	loads: { min: number; max: number; idle: number };
	/** Applications none of whose reviewers knows the field (`expertFit`). */
	withoutExpert: string[];
	/** With fairness: what the best total has. By lot: what the draw has on average. */
	without?: { total: number; worst: number };
	expected?: number;
	/** With fairness: the floors that the run reached, and what no proposal that keeps them has more than. */
	fair?: {
		worst: number;
		/** The weakest of those that could have more; null: there is none. */
		others: number | null;
		withWorst: number;
		withOthers: number;
	};
	/** The largest total for ranges of load. */
	curve: { min: number; max: number; total: number | null; worst: number | null; idle: number | null }[];
	/** Locks that could not be kept, since there is a conflict or no such reviewer any more. */
	lostLocks: number;
	blocking: RunBlocking[];
	missing: number;
	seconds: number;
}

/** From so much fit on (0 to 1, without bids) somebody knows the field of an application. */
export const expertFit = 0.5;

/** Scores are kept in points of two decimals: 0.8342 is 83.42. */
export const pointsOf = (score: number): number => Math.round(score * 10_000) / 100;

/** How near a fair proposal is to the best that there can be. */
export interface Nearness {
	/** No proposal has a better weakest application: proven. */
	worstProven: boolean;
	/** So many points below the best total with so good a weakest application at most; 0: proven to be the best. */
	below: number;
	/** The same of those in which the next weakest are raised as well. */
	belowWithOthers: number;
}

/** What is proven of a fair proposal; undefined where it was changed to one with a weaker weakest. Pure. */
export function nearnessOf(summary: Pick<RunSummary, 'total' | 'worst' | 'worstBound' | 'fair'>): Nearness | undefined {
	const { total, worst, worstBound, fair } = summary;
	if (!fair || worst === null || worst < fair.worst) return undefined;
	const below = (bound: number) => Math.max(0, Math.round((bound - total) * 100) / 100);
	return {
		worstProven: worstBound !== null && worst >= worstBound,
		below: below(fair.withWorst),
		belowWithOthers: below(fair.withOthers),
	};
}

/** Whether somebody works on a run now. Pure. */
export const isUnderWay = (state: RunState): boolean =>
	state === 'waiting' || state === 'solving' || state === 'applying';
