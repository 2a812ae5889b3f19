import type { Context } from '#core/context/index.ts';
import { type CallForReview, callForReview, standingApplications } from '#modules/calls/server/index.ts';
import { type ConflictKind, type ConflictState, gravest, holds } from '../../conflict.ts';
import { conflictFacts, type KnownFact } from './facts.ts';

/** Somebody and an application, with all that is between them. */
export interface ConflictPair {
	application: string;
	person: string;
	kinds: ConflictKind[];
	/** The gravest: `holds(state)` says whether they must not come together. */
	state: ConflictState;
}

/**
 * Who has a conflict with which application of a call: what is on record, stated, inferred and decided, hints and cleared
 * ones too. At most fourteen queries, however many there are.
 */
export async function conflictsOf(ctx: Context, callId: string): Promise<ConflictPair[]> {
	const { facts } = await conflictFacts(ctx, await callForReview(ctx, callId));
	return gathered(facts);
}

/** Whether somebody must not judge an application. A constant number of queries; for many ask `conflictsOf` once. */
export async function isConflicted(ctx: Context, applicationId: string, personId: string): Promise<boolean> {
	const [standing] = await standingApplications(ctx, [applicationId]);
	if (!standing) return false;
	const call = await callForReview(ctx, standing.application.callId);
	const conflict = await conflictsWith(ctx, call, { applications: [applicationId], people: [personId] });
	return conflict(applicationId, personId) !== undefined;
}

/**
 * What keeps some people from judging some applications: a part of their own (`own`), or another conflict. A constant
 * number of queries.
 */
export async function conflictsWith(
	ctx: Context,
	call: CallForReview,
	of: { applications: readonly string[]; people: readonly string[] },
): Promise<(application: string, person: string) => 'own' | 'conflict' | undefined> {
	const { facts } = await conflictFacts(ctx, call, of);
	const found = new Map<string, 'own' | 'conflict'>();
	for (const { application, person, kind, source, state } of facts) {
		if (!holds(state) || kind === 'recused') continue;
		const own = source === 'record';
		const key = `${application} ${person}`;
		if (own || !found.has(key)) found.set(key, own ? 'own' : 'conflict');
	}
	return (application, person) => found.get(`${application} ${person}`);
}

/** What is known of each pair, brought together. Pure. */
export function gathered(facts: readonly KnownFact[]): ConflictPair[] {
	const pairs = Map.groupBy(facts, ({ application, person }) => `${application} ${person}`);
	return [...pairs.values()].map((all) => {
		const { application, person } = all[0] as KnownFact;
		const kinds = [...new Set(all.map(({ kind }) => kind))].sort();
		return { application, person, kinds, state: gravest(all.map(({ state }) => state)) };
	});
}
