import type { ReviewPolicy } from '#modules/calls/stage-review.ts';

/** Most that a cut may be at. */
export const mostTaken = 10_000;

/**
 * How many a stage takes, by its budgets: the one of all, else the sum of those by form and track. Undefined without budgets.
 * Where forms and tracks are both limited, the tighter sum counts.
 */
export function cutOfBudgets(budgets: ReviewPolicy['budgets']): number | undefined {
	const all = budgets.find(({ format, track }) => format === undefined && track === undefined);
	if (all) return all.most;
	const sum = (of: (budget: ReviewPolicy['budgets'][number]) => boolean) => {
		const some = budgets.filter(of);
		return some.length === 0 ? [] : [some.reduce((total, { most }) => total + most, 0)];
	};
	const sums = [
		...sum(({ format, track }) => format !== undefined && track === undefined),
		...sum(({ format, track }) => format === undefined && track !== undefined),
		...sum(({ format, track }) => format !== undefined && track !== undefined),
	];
	return sums.length === 0 ? undefined : Math.min(...sums);
}

/** What somebody typed as the cut: a whole number from 1; undefined for anything else. */
export function typedCut(text: string | null | undefined): number | undefined {
	const typed = (text ?? '').trim();
	const value = /^\d{1,5}$/.test(typed) ? Number(typed) : 0;
	return value >= 1 && value <= mostTaken ? value : undefined;
}
