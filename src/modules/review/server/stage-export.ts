import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { record } from '#core/ledger/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { toCsv } from '#core/spreadsheet/index.ts';
import { callOfDesk } from '#modules/calls/server/index.ts';
import { messages } from '../ui/messages.ts';
import { methodStatement } from '../ui/ranking-messages.ts';
import { exportBallots } from './ballots/export-ballots.ts';
import { stageRanking } from './ranking/stage-ranking.ts';
import { stageAt } from './stage-at.ts';

/** A number as a table of figures has it: two places. */
const figure = (value: number | null) => (value === null ? null : Math.round(value * 100) / 100);

/**
 * The ranking of a stage as a table with named columns, without who scored what, and below it how it was made. An event in
 * the ledger.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`; `closed` (`scores-secret`)
 */
export async function exportStage(
	ctx: Context,
	actor: Actor,
	input: { desk: string; call: string; stage: string; locale: Locale; top?: number | undefined },
): Promise<string> {
	const { stage } = await stageAt(ctx, await callOfDesk(ctx, input.desk, input.call), input.stage);
	if (stage.method === 'ballots') return exportBallots(ctx, actor, input);
	const ranking = await stageRanking(ctx, actor, input);
	if (ranking.secret) throw new Refusal('closed', 'scores-secret');
	const words = messages[input.locale];
	const { column } = words;
	const { cut } = ranking;
	await record(ctx, actor, {
		action: 'export-ranking',
		subject: { type: 'call', id: ranking.call.id },
		scope: ranking.call.scope,
		data: { stage: ranking.stage.id, applications: ranking.rows.length },
	});
	const head = [
		column.rank,
		column.number,
		column.title,
		column.people,
		column.n,
		column.rawMean,
		column.rawRank,
		column.spread,
		column.adjusted,
		column.combined,
		column.margin,
		...(cut ? [column.inTop(cut.top), column.atCut] : []),
		column.tieGroup,
		column.flags,
	];
	const rows = ranking.rows.map((row) => [
		row.rank,
		row.number,
		row.title,
		row.people,
		row.n,
		figure(row.rawMean),
		row.rawRank,
		figure(row.spread),
		figure(row.adjusted),
		figure(row.combined),
		figure(row.margin),
		...(cut ? [figure(row.inTop), row.atCut ? column.atCut : null] : []),
		row.tieGroup,
		row.flags.map((flag) => words.flag[flag]).join('; '),
	]);
	// Rows of one width: whoever reads the table by its columns finds the method beside the numbers, not in them.
	const statement = methodStatement(input.locale, ranking.stage.method).map((text) => [
		null,
		null,
		text,
		...head.slice(3).map(() => null),
	]);
	return toCsv(head, [...rows, head.map(() => null), ...statement]);
}
