import type { RecusalReason } from './recusal.ts';

/*
 * Conflicts of interest: what kinds there are, who says so, and what follows. Kinds and the years within which working
 * together counts are those of the large venues (NSF PAPPG II.D, ACM and HotCRP's classes; OpenReview's profile rules).
 */

/** What somebody is to an application. */
export const conflictKinds = [
	/** He applied, or works on the application. */
	'self',
	/** It names him among its people. */
	'named',
	/** He has worked with one of its people: on another submission, or as stated. */
	'co-author',
	/** Of the same institution as one of its people. */
	'institution',
	/** With an address at the same mail domain as one of its people, where that is no public provider. */
	'mail-domain',
	/** Advises one of its people, or was advised by one. */
	'advisor',
	'family',
	/** Works for, owns or represents a sponsor or exhibitor that an application is about. */
	'sponsor',
	/** Stands in competition, quarrel or any other relation that keeps him from judging. */
	'other',
	/** He recused himself, or was recused by a chair. */
	'recused',
] as const;
export type ConflictKind = (typeof conflictKinds)[number];

/**
 * Who says that there is a conflict: the record of an application; the reviewer of this application, or in what he says of
 * himself for all (`profile`); its applicant; a chair; or nobody, it was inferred.
 */
export const conflictSources = ['record', 'reviewer', 'profile', 'author', 'inferred', 'chair'] as const;
export type ConflictSource = (typeof conflictSources)[number];

/** `hint`: to be looked at, counts nothing. `counts`: until a chair clears it. `confirmed`, `cleared`: by a chair, with a reason. */
export const conflictStates = ['hint', 'counts', 'confirmed', 'cleared'] as const;
export type ConflictState = (typeof conflictStates)[number];

/** What is known of how sure an inference is: by an address, an identifier or a whole name of an institution; or by a likeness of names. */
export type Grounds = 'same' | 'alike';

/** The kinds that people state of each other; the rest is on record or inferred. */
export const statedKinds = ['co-author', 'institution', 'advisor', 'family', 'sponsor', 'other'] as const;
export type StatedKind = (typeof statedKinds)[number];

/** Whether this is a kind that people state. Pure. */
export function isStatedKind(text: string): text is StatedKind {
	return (statedKinds as readonly string[]).includes(text);
}

/** For how many years after it working together counts, the year itself included. */
export const coAuthorYears = 3;

/**
 * What a conflict is as long as no chair has decided: what is on record, stated by anybody, or inferred from the same
 * address, identifier or institution counts; a likeness of names is a hint. Pure.
 */
export function stateOf(of: {
	kind: ConflictKind;
	source: ConflictSource;
	grounds: Grounds;
	decided?: 'confirmed' | 'cleared' | null;
}): ConflictState {
	// A recusal is the last word already.
	if (of.kind === 'recused') return 'confirmed';
	if (of.decided) return of.decided;
	return of.source === 'inferred' && of.grounds === 'alike' ? 'hint' : 'counts';
}

/** Whether a pair in this state must not come together. Pure. */
export function holds(state: ConflictState): boolean {
	return state === 'counts' || state === 'confirmed';
}

/**
 * Whether it also shuts the desk for an organiser, chair or secretary: what is on record, what he states himself of this
 * application, and what a chair states or confirms. What is inferred, or what an applicant states against the committee, keeps him from judging only: no
 * applicant can lock a committee out of its own desk. Pure.
 */
export function shutsDesk(of: { source: ConflictSource; state: ConflictState }): boolean {
	return of.state === 'confirmed' || (of.state === 'counts' && ['record', 'reviewer', 'chair'].includes(of.source));
}

/** Nobody clears what is on record: that he applied, works on it or recused himself. Pure. */
export function mayClear(kind: ConflictKind): boolean {
	return kind !== 'self' && kind !== 'recused';
}

const weight: Record<ConflictState, number> = { confirmed: 3, counts: 2, hint: 1, cleared: 0 };

/** The state of a pair of which several things are known: that of the gravest. Pure. */
export function gravest(states: readonly ConflictState[]): ConflictState {
	return states.reduce((worst, one) => (weight[one] > weight[worst] ? one : worst), 'cleared' as ConflictState);
}

/** As which kind of conflict a recusal counts, for statistics. Pure. */
export function kindOfRecusal(reason: RecusalReason): ConflictKind {
	const kinds: Partial<Record<RecusalReason, ConflictKind>> = {
		employer: 'institution',
		family: 'family',
		'co-author': 'co-author',
		mentor: 'advisor',
	};
	return kinds[reason] ?? 'other';
}
