import { setConflict } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { callForReview } from '#modules/calls/server/index.ts';
import { shutsDesk } from '../../conflict.ts';
import { conflictFacts } from './facts.ts';

/**
 * Brings the stakes of these pairs to what is known of them now: who has a conflict that shuts the desk finds the
 * application there no more, and who was cleared of being named finds it again. Part of the caller's transaction. A
 * constant number of queries, and one for each pair that is written.
 */
export async function closeDesk(
	tx: Context,
	callId: string,
	pairs: readonly { application: string; person: string }[],
): Promise<void> {
	if (pairs.length === 0) return;
	const { facts } = await conflictFacts(tx, await callForReview(tx, callId), {
		applications: [...new Set(pairs.map(({ application }) => application))],
		people: [...new Set(pairs.map(({ person }) => person))],
	});
	for (const { application, person } of pairs) {
		const own = facts.filter((fact) => fact.application === application && fact.person === person);
		const shut = own.some((fact) => fact.source !== 'record' && shutsDesk(fact));
		const lifted = own.some((fact) => fact.source === 'record' && fact.kind === 'named' && fact.state === 'cleared');
		await setConflict(tx, { application, person, kind: 'conflict' }, shut);
		await setConflict(tx, { application, person, kind: 'lifted' }, lifted);
	}
}
