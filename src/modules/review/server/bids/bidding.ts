import { type Actor, demand, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { type PhaseWindow, phasesAt } from '../../phases.ts';
import { pseudonymHash } from '../pseudonyms.ts';
import { type StageAt, stageAt, stageObjectId } from '../stage-at.ts';

/** A stage on which somebody of its panel may bid. */
export interface Bidding extends StageAt {
	person: string;
	window: PhaseWindow;
	/**
	 * By what a submission goes on this person's pages: its id would be the same for its author. Different for each reader.
	 */
	keyOf(application: string): string;
}

/**
 * The bidding at a stage, for a member of its panel. Four queries.
 * @throws Refusal `signed-out`; `not-found` where there is none, or for whoever has nothing to do with it; `forbidden`
 */
export async function openBidding(ctx: Context, actor: Actor, callId: string, stageId: string): Promise<Bidding> {
	const person = personOf(actor);
	if (person === undefined) throw new Refusal('signed-out', 'sign-in-first');
	const at = await stageAt(ctx, callId, stageId);
	const { call, stage, place } = at;
	demand(ctx, actor, 'review.bid', {
		within: { ...call.subject.within, stage: stageObjectId(call.callId, stage.id) },
	});
	const { bidding } = phasesAt(
		stage,
		place === 0,
		{ zone: call.zone, closesAt: call.graceEndsAt },
		{ here: true, state: 'submitted', cohort: null },
		ctx.clock.edition.now(),
	);
	if (!bidding) throw notFound();
	const hash = await pseudonymHash(ctx, { call: call.callId, stage: stage.id });
	return {
		...at,
		person,
		window: bidding,
		keyOf: (application) =>
			Buffer.from(hash(`bid ${person} ${application}`))
				.toString('hex')
				.slice(0, 20),
	};
}
