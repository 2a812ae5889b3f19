import { type Actor, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { callsForReview, callsIn } from '#modules/calls/server/index.ts';
import { type PhaseWindow, phasesAt } from '../../phases.ts';

/** A stage on which somebody may say what he would like to review, now or soon. */
export interface MyBidding {
	call: { slug: string; title: Partial<Bilingual>; zone: string };
	stage: { id: string; label: Bilingual };
	/** Id of the edition, or of the standing call. */
	scope: string;
	window: PhaseWindow;
}

export interface MyPanels {
	/** Editions and standing calls in which he is on a panel: where a profile is asked for. */
	scopes: string[];
	biddings: MyBidding[];
}

/**
 * Where somebody is on a panel, and on what he may bid: what is over for good is left out. Four queries, two more for each
 * edition of which he is a reviewer as a whole. @throws Refusal `signed-out`
 */
export async function myPanels(ctx: Context, actor: Actor): Promise<MyPanels> {
	if (personOf(actor) === undefined) throw new Refusal('signed-out', 'sign-in-first');
	const held = (actor.kind === 'person' ? actor.relations : []).filter(
		({ relation }) => relation === 'reviewer' || relation === 'juror',
	);
	const of = (on: 'stage' | 'call' | 'edition') => held.filter((one) => one.on === on).map(({ id }) => id);
	const stages = new Set(of('stage'));
	const whole = new Set(of('call'));
	for (const edition of of('edition')) for (const { callId } of await callsIn(ctx, edition)) whole.add(callId);
	const ids = [...new Set([...whole, ...[...stages].map((id) => id.split(':')[0] ?? '')])];
	const calls = ids.length === 0 ? [] : await callsForReview(ctx, ids);
	const scored = calls.filter(({ stages: all }) => all.some(({ stage }) => 'criteria' in stage));
	const now = ctx.clock.edition.now();
	const biddings = scored.flatMap((call) =>
		call.stages.flatMap(({ stage }, place): MyBidding[] => {
			if (!('criteria' in stage)) return [];
			if (!whole.has(call.callId) && !stages.has(`${call.callId}:${stage.id}`)) return [];
			const { bidding } = phasesAt(
				stage,
				place === 0,
				{ zone: call.zone, closesAt: call.graceEndsAt },
				{ here: true, state: 'submitted', cohort: null },
				now,
			);
			if (!bidding || bidding.at === 'over') return [];
			const { slug, title, zone, scope } = call;
			return [{ call: { slug, title, zone }, stage: { id: stage.id, label: stage.label }, scope, window: bidding }];
		}),
	);
	return { scopes: [...new Set(scored.map(({ scope }) => scope))], biddings };
}
