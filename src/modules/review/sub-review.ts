/*
 * Reviews that somebody else writes for a reviewer, who checks them and hands them in. Pure.
 */

/**
 * How far an invitation to write a review has come. `blocked`: has a conflict of interest, and was never told of the
 * application; at a double-blind stage the reviewer takes it for `asked`, as it would tell who applied.
 */
export const subReviewStates = ['asked', 'blocked', 'accepted', 'declined', 'revoked'] as const;
export type SubReviewState = (typeof subReviewStates)[number];

/** So many may be asked for one review and not have answered. */
export const mostAskedAtOnce = 3;

/** What the reviewer is told of the state. */
export function stateForReviewer(
	state: SubReviewState,
	stage: { blind: 'double' | 'single' | 'open' },
): SubReviewState {
	return state === 'blocked' && stage.blind === 'double' ? 'asked' : state;
}
