import { audiences } from '../../src/modules/calls/form.ts';
import type { blindnesses, namesShown, scoreVisibilities } from '../../src/modules/calls/stage-review.ts';

/*
 * The calls that the played tables are read from: between them every blindness, every visibility of scores and every naming
 * of reviewers. Nothing here ships.
 */

export interface Cell {
	blind: (typeof blindnesses)[number];
	scoreVisibility: (typeof scoreVisibilities)[number];
	reviewerNames: (typeof namesShown)[number];
}

export const cells = {
	double: { blind: 'double', scoreVisibility: 'own', reviewerNames: 'never' },
	single: { blind: 'single', scoreVisibility: 'after-own', reviewerNames: 'after-own' },
	open: { blind: 'open', scoreVisibility: 'panel', reviewerNames: 'always' },
	sealed: { blind: 'single', scoreVisibility: 'when-all-in', reviewerNames: 'always' },
} as const satisfies Record<string, Cell>;

export type CellName = keyof typeof cells;
export const cellNames = Object.keys(cells) as CellName[];

/** Who asks: each holds something else, and every one is asked at every door. */
export const readerNames = [
	'owner',
	'co-author',
	'co-author by attestation',
	'other applicant',
	'named viewer',
	'organiser',
	'secretary',
	'chair of the track',
	'chair of another track',
	'organiser with a stake',
	'liaison',
	'editor',
	'reviewer who wrote',
	'reviewer who scored',
	'reviewer assigned',
	'reviewer not assigned',
	'reviewer recused',
	'reviewer in conflict',
	'referee',
	'organiser of another edition',
	'organiser of a standing call',
	'visitor',
] as const;
export type ReaderName = (typeof readerNames)[number];

/** An attestation of each reading. */
export const letters = [
	{ readBy: 'applicant', toReviewers: false },
	{ readBy: 'applicant', toReviewers: true },
	{ readBy: 'organisers', toReviewers: false },
	{ readBy: 'organisers', toReviewers: true },
] as const;

/** A word of its own for everything that could leak: found anywhere, it says what leaked. Letters only, so that searches take it. */
export function wordFor(cell: CellName, what: string): string {
	return `Zq${cell}${what.replace(/[^a-z]/gi, '')}`;
}

export { audiences };
