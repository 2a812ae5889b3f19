import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { record } from '#core/ledger/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { toCsv } from '#core/spreadsheet/index.ts';
import { messages } from '../../ui/messages.ts';
import { methodStatement, rankingMessages } from '../../ui/ranking-messages.ts';
import { stageBallots } from './stage-ballots.ts';

const figure = (value: number | null) => (value === null ? null : Math.round(value * 1000) / 1000);

/**
 * What the ballots of a final come to as a table, without anybody's ballot, and below it how they were counted. An event in
 * the ledger.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`; `closed` (`scores-secret`) while they are sealed
 */
export async function exportBallots(
	ctx: Context,
	actor: Actor,
	input: { desk: string; call: string; stage: string; locale: Locale },
): Promise<string> {
	const { call, stage, finalists, result } = await stageBallots(ctx, actor, input);
	if (!result) throw new Refusal('closed', 'scores-secret');
	await record(ctx, actor, {
		action: 'export-ranking',
		subject: { type: 'call', id: call.id },
		scope: call.scope,
		data: { stage: stage.id, applications: finalists.length },
	});
	const { column } = messages[input.locale];
	const { ballots: words, ballotFlag } = rankingMessages[input.locale];
	const head = [
		column.rank,
		column.number,
		column.title,
		column.people,
		words.strength,
		words.error,
		words.meanPlace,
		words.wins,
		words.losses,
		words.condorcet,
	];
	const byId = new Map(finalists.map((finalist) => [finalist.id, finalist]));
	const beside = (text: string) => [null, null, text, ...head.slice(3).map(() => null)];
	return toCsv(head, [
		...result.standings.map((row) => {
			const finalist = byId.get(row.item);
			return [
				row.rank,
				finalist?.number ?? null,
				finalist?.title ?? null,
				finalist?.people ?? null,
				figure(row.strength),
				figure(row.error),
				figure(row.meanPlace),
				row.wins,
				row.losses,
				row.item === result.condorcetWinner ? words.condorcet : null,
			];
		}),
		head.map(() => null),
		beside(words.cast(result.ballots)),
		...result.flags.map((flag) => beside(ballotFlag[flag])),
		...methodStatement(input.locale, 'ballots').map(beside),
	]);
}
