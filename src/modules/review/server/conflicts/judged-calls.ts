import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { callsForReview, callsIn } from '#modules/calls/server/index.ts';
import { isJudged } from './committee.ts';

/**
 * The calls in which somebody judges or may be asked to, by his relations: those in which he has conflicts to declare. Two
 * queries, and one for each edition that he reviews for as a whole.
 */
export async function judgedCalls(ctx: Context, actor: Actor): Promise<{ id: string; title: Partial<Bilingual> }[]> {
	if (actor.kind !== 'person') return [];
	const held = actor.relations.filter(({ relation }) => ['reviewer', 'juror', 'chair'].includes(relation));
	const desks = held.flatMap(({ on, id }) =>
		on === 'edition' ? [id] : on === 'track' ? [id.split(':')[0] ?? ''] : [],
	);
	const ids = new Set(
		held.flatMap(({ on, id }) => (on === 'call' ? [id] : on === 'stage' ? [id.split(':')[0] ?? ''] : [])),
	);
	for (const desk of new Set(desks)) for (const { callId } of await callsIn(ctx, desk)) ids.add(callId);
	if (ids.size === 0) return [];
	return (await callsForReview(ctx, [...ids])).filter(isJudged).map(({ callId, title }) => ({ id: callId, title }));
}
