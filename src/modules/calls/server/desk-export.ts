import { and, type SQL } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { type Cell, csvPieces, xlsxPieces } from '#core/spreadsheet/index.ts';
import { chosenColumns, fieldOfColumn, fixedListColumns, type ListColumn, scoreColumns } from '../list-columns.ts';
import { columnsOf } from './lists/answer-columns.ts';
import { deskConditions, type DeskFilters } from './lists/filters.ts';
import { demandSearch } from './lists/find.ts';
import {
	exportedColumns,
	type ExportedApplication,
	exportedRows,
	type HeadStyle,
	headOf,
	rowWriter,
} from './lists/export-table.ts';
import { type ListScope, listScope } from './lists/scope.ts';
import { type ListScore, type ListScores, type ScoreDoor, shownScore } from './lists/scores.ts';

export type { ExportedApplication };

export interface ExportInput extends DeskFilters {
	/** Id of the desk: an edition's, or a standing call's. */
	edition: string;
	query?: string | undefined;
	zone?: string | undefined;
	/** What is exported; without, what is known of each and all answers. */
	columns?: readonly string[];
	/** Where reviews are asked what they come to; without, nobody sees it. */
	scores?: ScoreDoor | undefined;
	locale?: Locale;
	head?: HeadStyle;
}

interface Export {
	scope: ListScope;
	where: SQL | undefined;
	columns: ListColumn[];
	scores: ListScores;
}

/** Refuses before the first byte; a search that is wrong exports nothing. */
async function begun(ctx: Context, actor: Actor, input: ExportInput): Promise<Export> {
	const scope = await listScope(ctx, actor, { desk: input.edition, zone: input.zone, scores: input.scores });
	const there = columnsOf(scope);
	const all = [...exportedColumns, ...there.map(({ id }) => id).filter((id) => fieldOfColumn(id) !== undefined)];
	const byId = new Map(there.map((column) => [column.id, column]));
	const columns = input.columns?.length ? chosenColumns(input.columns, there) : all.flatMap((id) => byId.get(id) ?? []);
	const search = await demandSearch(ctx, scope, input.query ?? '', columns);
	return { scope, columns, where: and(deskConditions(scope.sights, input), search.condition), scores: search.scores };
}

/**
 * All applications that fit and that this person may see, by number, with the answers that he may read.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`; `invalid` (`bad-search`)
 */
export async function exportApplications(
	ctx: Context,
	actor: Actor,
	input: ExportInput,
): Promise<ExportedApplication[]> {
	const { scope, where } = await begun(ctx, actor, input);
	const rows: ExportedApplication[] = [];
	for await (const { callId: _, ...row } of exportedRows(ctx, scope, where)) rows.push(row);
	return rows;
}

/** The same as a table for spreadsheets (CSV), piece by piece. @throws as `exportApplications`, before the first piece */
export async function exportCsv(ctx: Context, actor: Actor, input: ExportInput): Promise<AsyncGenerator<string>> {
	return csvPieces(tableOf(ctx, await begun(ctx, actor, input), input));
}

/** The whole of it as one text. */
export async function exportApplicationsCsv(ctx: Context, actor: Actor, input: ExportInput): Promise<string> {
	let text = '';
	for await (const piece of await exportCsv(ctx, actor, input)) text += piece;
	return text;
}

/** The same as a workbook (XLSX), piece by piece; a second sheet says what its columns are called in both languages and by their ids. */
export async function exportXlsx(ctx: Context, actor: Actor, input: ExportInput): Promise<AsyncGenerator<Uint8Array>> {
	const found = await begun(ctx, actor, input);
	const heads = (['ids', 'words'] as const).flatMap((style) =>
		style === 'ids'
			? [headOf(found.columns, style, 'en')]
			: (['en', 'zh'] as const).map((locale) => headOf(found.columns, style, locale)),
	);
	const [ids = [], en = [], zh = []] = heads;
	const legend: Cell[][] = [['id', 'English', '中文'], ...ids.map((id, i) => [id, en[i] ?? '', zh[i] ?? ''])];
	return xlsxPieces([
		{ name: input.locale === 'zh' ? '稿件' : 'Applications', rows: tableOf(ctx, found, input) },
		{ name: input.locale === 'zh' ? '各列' : 'Columns', rows: legend },
	]);
}

/** The same as data (JSON), piece by piece: answers by field as they are stored, so that an import takes them again. */
export async function exportJson(ctx: Context, actor: Actor, input: ExportInput): Promise<AsyncGenerator<string>> {
	const { scope, where, columns, scores } = await begun(ctx, actor, input);
	const chosen = input.columns?.length ? new Set(columns.map(({ id }) => id)) : undefined;
	const head = { query: input.query ?? '', columns };
	return (async function* () {
		let piece = `${JSON.stringify(head, null, '\t').slice(0, -2)},\n\t"items": [`;
		let first = true;
		for await (const row of exportedRows(ctx, scope, where)) {
			piece += `${first ? '' : ','}\n\t\t${JSON.stringify(item(row, chosen, scores.get(row.id)))}`;
			first = false;
			if (piece.length > 60_000) {
				yield piece;
				piece = '';
			}
		}
		yield `${piece}\n\t]\n}\n`;
	})();
}

/** The id is always there: it is what the item is. */
function item(
	{ callId: _, answers, ...row }: ExportedApplication & { callId: string },
	chosen: Set<string> | undefined,
	score: ListScore | undefined,
) {
	if (!chosen) return { ...row, answers };
	const names: Record<string, keyof typeof row> = {
		call: 'callSlug',
		outcome: 'determination',
		submitted: 'submittedAt',
		changed: 'changedAt',
	};
	const fixed = fixedListColumns().filter(({ id }) => chosen.has(id));
	const kept = fixed.map(({ id }) => [names[id] ?? id, row[names[id] ?? (id as keyof typeof row)]]);
	const told = Object.entries(answers).filter(([field]) => chosen.has(`answer.${field}`));
	const scored = scoreColumns.filter((id) => chosen.has(id)).map((id) => [id, shownScore(id, score)]);
	return { id: row.id, ...Object.fromEntries([...kept, ...scored]), answers: Object.fromEntries(told) };
}

async function* tableOf(
	ctx: Context,
	{ scope, where, columns, scores }: Export,
	input: ExportInput,
): AsyncGenerator<Cell[]> {
	const locale = input.locale ?? 'en';
	yield headOf(columns, input.head ?? 'words', locale);
	const write = rowWriter(columns, scope, locale, scores);
	for await (const row of exportedRows(ctx, scope, where)) yield write(row);
}
