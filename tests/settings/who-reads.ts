import { type CellName, cells, letters, type ReaderName, readerNames } from './cells.ts';

/*
 * Who reads what: for each thing that a setting hides or shows, everybody who finds it and nobody else, by any door. Played on
 * the database by `tests/modules/settings`. Nothing here ships.
 */

/** While the panel reviews; when the decisions and what follows are known. */
export const phases = ['reviewing', 'announced'] as const;
export type Phase = (typeof phases)[number];

const people: ReaderName[] = ['owner', 'co-author', 'co-author by attestation'];
const desk: ReaderName[] = ['named viewer', 'organiser', 'secretary', 'chair of the track'];
/** Who reads scores: organisers and chairs, no secretary. */
const chairs: ReaderName[] = ['organiser', 'chair of the track'];
const panel: ReaderName[] = ['reviewer who wrote', 'reviewer who scored', 'reviewer assigned'];

const isBlind = (cell: CellName) => cells[cell].blind === 'double';
/** What reviewers read of an application: at a double-blind stage nothing that may tell who applied. */
const unlessBlind = (cell: CellName) => (isBlind(cell) ? [] : panel);

/** Members of the panel who read the review of another one. */
function panelOfReview(cell: CellName, phase: Phase): ReaderName[] {
	const over = phase === 'announced';
	const before = { own: [], 'after-own': ['reviewer who scored'], panel, 'when-all-in': over ? panel : [] } as const;
	return ['reviewer who wrote', ...before[cells[cell].scoreVisibility]];
}

/** Organisers and chairs, but of what is secret until all are in or it is over. */
function chairsOfReview(cell: CellName, phase: Phase): ReaderName[] {
	return cells[cell].scoreVisibility === 'when-all-in' && phase === 'reviewing' ? [] : chairs;
}

/** With the decision, those who applied read what was written for them. */
const told = (phase: Phase) => (phase === 'announced' ? people : []);

export type Reads = (cell: CellName, phase: Phase) => readonly ReaderName[];

/** What a third person said, by who may read it. */
const ofLetters = Object.fromEntries(
	letters.map(({ readBy, toReviewers }): [string, Reads] => [
		`letter-${readBy}-${toReviewers}`,
		(cell) => [
			...(readBy === 'applicant' ? (['owner', 'co-author'] as const) : []),
			...desk,
			...(toReviewers ? unlessBlind(cell) : []),
			'referee',
		],
	]),
) as Record<`letter-${'applicant' | 'organisers'}-${boolean}`, Reads>;

/** By what is read: an answer, a file, a letter, a part of a review. `listed` is on the public list of the selected. */
export const whoReads = {
	named: () => [...people, 'named viewer'],
	organisers: () => [...people, ...desk],
	reviewers: () => [...people, ...desk, ...panel],
	public: (_, phase) => (phase === 'announced' ? readerNames : [...people, ...desk, ...panel]),
	'file-named': () => [...people, 'named viewer'],
	'file-organisers': () => [...people, ...desk],
	// A blind reader is given a copy that tells nothing, and none of what can't be cleaned: such is this one.
	'file-reviewers': (cell) => [...people, ...desk, ...unlessBlind(cell)],
	'file-public': (cell) => [...people, ...desk, ...unlessBlind(cell)],
	personal: (cell) => [...people, ...desk, ...unlessBlind(cell)],
	// The referee reads by his link of whom he speaks; the liaison whom he pays.
	author: (cell, phase) => [
		...[...people, ...desk, ...unlessBlind(cell), 'referee' as const],
		...(phase === 'announced' ? (['liaison'] as const) : []),
	],
	unsent: () => ['owner'],
	message: () => [...people, ...desk],
	conditions: (_, phase) => (phase === 'announced' ? [...people, ...desk] : []),
	...ofLetters,
	'to-panel': (cell, phase) => [...panelOfReview(cell, phase), ...chairsOfReview(cell, phase)],
	'to-applicant': (cell, phase) => ['reviewer who wrote', ...chairsOfReview(cell, phase), ...told(phase)],
	'asked-organisers': (cell, phase) => ['reviewer who wrote', ...chairsOfReview(cell, phase)],
	'asked-reviewers': (cell, phase) => [...panelOfReview(cell, phase), ...chairsOfReview(cell, phase)],
	'asked-public': (cell, phase) => [...panelOfReview(cell, phase), ...chairsOfReview(cell, phase), ...told(phase)],
} as const satisfies Record<string, Reads>;

export type Read = keyof typeof whoReads;

/** Of these nothing goes out to programs: reviews, what third persons said, and what is for named accounts alone (but to its people). */
export function programReads(what: string, cell: CellName, phase: Phase): readonly ReaderName[] {
	const of = (whoReads as Record<string, Reads>)[what] as Reads;
	if (/^(letter|to|asked)-/.test(what)) return [];
	const readers = what === 'named' ? people : of(cell, phase);
	return readers.filter((name) => people.includes(name) || desk.includes(name));
}
