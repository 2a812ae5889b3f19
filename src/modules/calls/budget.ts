import { type Effect, leadsOn } from './stage.ts';

/** How many may be accepted at most: of a form, of a track, of both, or of all. */
export interface Budget {
	format?: string | undefined;
	track?: string | undefined;
	most: number;
}

/** A decision that stands: pending, or announced. */
export interface StandingDecision {
	application: string;
	effect: Effect;
	/** How it will be shown. */
	format: string | null;
	/** The track it will be in. */
	track: string | null;
	announced: boolean;
}

export interface BudgetUse extends Budget {
	/** Decided to be taken, and not announced. */
	pending: number;
	/** Announced to be taken. */
	announced: number;
	/** What is left of it; negative: so many too many. */
	left: number;
}

/** What is used of budgets by decisions that lead on: acceptances, also on conditions, and what goes on to the next stage. Pure. */
export function budgetUse(budgets: readonly Budget[], decisions: readonly StandingDecision[]): BudgetUse[] {
	const taken = decisions.filter(({ effect }) => leadsOn(effect));
	return budgets.map((budget) => {
		const own = taken.filter(
			({ format, track }) =>
				(budget.format === undefined || budget.format === format) &&
				(budget.track === undefined || budget.track === track),
		);
		const announced = own.filter((one) => one.announced).length;
		return { ...budget, pending: own.length - announced, announced, left: budget.most - own.length };
	});
}

/** The decisions as they would stand with these: each takes the place of what stands for the same application. Pure. */
export function withDecisions(
	decisions: readonly StandingDecision[],
	added: readonly StandingDecision[],
): StandingDecision[] {
	const anew = new Set(added.map(({ application }) => application));
	return [...decisions.filter(({ application }) => !anew.has(application)), ...added];
}
