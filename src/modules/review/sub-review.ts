/*
 * Reviews that somebody else writes for a reviewer, who checks them and hands them in. Pure.
 */

/**
 * How far an invitation to write a review has come. `blocked`: whoever was asked has a conflict of interest or scores the
 * same application himself, and was never told of it.
 */
export const subReviewStates = ['asked', 'blocked', 'accepted', 'declined', 'revoked'] as const;
export type SubReviewState = (typeof subReviewStates)[number];

/** So many may be asked for one review and not have answered. */
export const mostAskedAtOnce = 3;

/** What the reviewer is told of the state: that somebody was blocked would tell who applied, or who else reviews. */
export function stateForReviewer(state: SubReviewState): Exclude<SubReviewState, 'blocked'> {
	return state === 'blocked' ? 'asked' : state;
}
