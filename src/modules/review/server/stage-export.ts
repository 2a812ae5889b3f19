import { type Actor, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { record } from '#core/ledger/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { toCsv } from '#core/spreadsheet/index.ts';
import { callForReview } from '#modules/calls/server/index.ts';
import { messages } from '../ui/messages.ts';
import { stageBoard } from './stage-board.ts';

/** A number as a table of figures has it: two places. */
const figure = (value: number | null) => (value === null ? null : Math.round(value * 100) / 100);

/**
 * The ranking of a stage as a table with named columns, without who scored what. An event in the ledger.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`; `closed` (`scores-secret`)
 */
export async function exportStage(
	ctx: Context,
	actor: Actor,
	input: { desk: string; call: string; stage: string; locale: Locale },
): Promise<string> {
	const board = await stageBoard(ctx, actor, input);
	const call = await callForReview(ctx, board.call.id);
	demand(ctx, actor, 'review.read', call.subject);
	if (board.secret) throw new Refusal('closed', 'scores-secret');
	const words = messages[input.locale];
	const { column } = words;
	await record(ctx, actor, {
		action: 'export-ranking',
		subject: { type: 'call', id: board.call.id },
		scope: call.scope,
		data: { stage: board.stage.id, applications: board.rows.length },
	});
	return toCsv(
		[
			column.rank,
			column.number,
			column.title,
			column.people,
			column.n,
			column.rawMean,
			column.rawRank,
			column.normalised,
			column.combined,
			column.margin,
			column.tieGroup,
			column.flags,
		],
		board.rows.map(({ number, title, people, aggregate: row }) => [
			row?.rank ?? null,
			number,
			title,
			people,
			row?.n ?? 0,
			figure(row?.rawMean ?? null),
			row?.rawRank ?? null,
			figure(row?.normalised ?? null),
			figure(row?.combined ?? null),
			figure(row?.margin ?? null),
			row?.tieGroup ?? null,
			(row?.flags ?? []).map((flag) => words.flag[flag]).join('; '),
		]),
	);
}
