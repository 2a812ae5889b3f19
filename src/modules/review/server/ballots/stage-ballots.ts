import { type Actor, closedTo, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { type BallotResult, countBallots } from '#solvers/ranking/index.ts';
import { callOfDesk } from '#modules/calls/server/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { type ScoredStage, stageAt } from '../stage-at.ts';
import { finalBallots } from './finalists.ts';

export interface StageBallots {
	call: { id: string; slug: string; title: Partial<Bilingual>; zone: string; scope: string };
	stage: ScoredStage;
	finalists: { id: string; number: string; title: string; people: string }[];
	/** Who ranks, and whether the ballot is in. */
	voters: { name: string; cast: boolean }[];
	/** Who was asked and does not rank: in conflict with a finalist, or not asked for each. */
	aside: string[];
	/** What the ballots come to, items by application; null while they are sealed. */
	result: BallotResult | null;
}

/**
 * A final for those who run it: who has cast a ballot, and once all are in (or the stage has closed) what they come to. Single
 * ballots are never shown. What whoever reads has a stake in is not there for him. A constant number of queries.
 * @param input.desk id of the edition, or of the standing call
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function stageBallots(
	ctx: Context,
	actor: Actor,
	input: { desk: string; call: string; stage: string; locale: Locale },
): Promise<StageBallots> {
	const { call, stage } = await stageAt(ctx, await callOfDesk(ctx, input.desk, input.call), input.stage);
	demand(ctx, actor, 'review.read', call.subject);
	const { finalists, voters, unsealed } = await finalBallots(ctx, call, stage, closedTo(actor));
	const people = await readPeople(
		ctx,
		voters.map(({ person }) => person),
	);
	const named = voters
		.map((voter) => {
			const record = people.get(voter.person);
			return { ...voter, name: record ? displayName(record.names, input.locale) : '' };
		})
		.sort((a, b) => a.name.localeCompare(b.name));
	const voting = named.filter(({ votes }) => votes);
	return {
		call: { id: call.callId, slug: call.slug, title: call.title, zone: call.zone, scope: call.scope },
		stage,
		finalists: finalists.map(({ id, number, title, people: names }) => ({ id, number, title, people: names })),
		voters: voting.map(({ name, order }) => ({ name, cast: order !== null })),
		aside: named.filter(({ votes }) => !votes).map(({ name }) => name),
		result: unsealed
			? countBallots(
					voting.flatMap(({ person, order }) => (order ? [{ juror: person, order }] : [])),
					finalists.map(({ id }) => id),
				)
			: null,
	};
}
