import { and, asc, eq, gt, type SQL } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { Cell } from '#core/spreadsheet/index.ts';
import type { Answer, Answers } from '../../answers.ts';
import { type FixedColumn, fieldOfColumn, isScoreColumn, type ListColumn } from '../../list-columns.ts';
import { readableAnswer } from '../../readable.ts';
import { messages } from '../../ui/messages.ts';
import { application, applicationVersion, call, determination } from '../tables.ts';
import { fieldIn } from './answer-columns.ts';
import { deskColumns, type DeskRow, deskRow } from './rows.ts';
import { type ListScope, readRows, recordListReading } from './scope.ts';
import { type ListScores, shownScore } from './scores.ts';
import { versionForms } from './version-forms.ts';

/** One application in an export: what the list shows, and the answers of its newest version that this person may read. */
export interface ExportedApplication extends DeskRow {
	answers: Answers;
}

/** What is exported where nobody chose columns: what the list knows, and then each answer by itself. */
export const exportedColumns: readonly FixedColumn[] = [
	'number',
	'call',
	'state',
	'stage',
	'outcome',
	'track',
	'cohort',
	'version',
	'submitted',
	'changed',
	'entered',
];

/** So many are read from the database at a time. */
const batch = 500;

type StoredRow = ExportedApplication & { callId: string };

/** All applications that fit, by number, read piece by piece: one query for each `batch`, the next while one is written. */
export async function* exportedRows(ctx: Context, scope: ListScope, where: SQL | undefined): AsyncGenerator<StoredRow> {
	const forms = await versionForms(ctx, scope);
	let coming: ReturnType<typeof batchAfter> | undefined = batchAfter(ctx, where, 0);
	while (coming) {
		const rows: Awaited<typeof coming> = await coming;
		const last = rows.at(-1);
		coming = last && rows.length === batch ? batchAfter(ctx, where, last.number) : undefined;
		// Whoever stops in the middle never asks for it.
		coming?.catch(() => undefined);
		const read = readRows(scope, rows, forms);
		await recordListReading(ctx, scope, read, forms);
		for (const { answers, ...row } of read) yield { ...deskRow(row, scope.sights), callId: row.callId, answers };
	}
}

async function batchAfter(ctx: Context, where: SQL | undefined, after: number) {
	return await ctx.db
		.select({ ...deskColumns, answers: applicationVersion.answers, formVersion: applicationVersion.formVersion })
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		.innerJoin(
			applicationVersion,
			and(eq(applicationVersion.applicationId, application.id), eq(applicationVersion.version, application.version)),
		)
		.leftJoin(determination, eq(determination.id, application.determinationId))
		.where(and(where, gt(application.number, after)))
		.orderBy(asc(application.number))
		.limit(batch);
}

/** How the first row of a table calls its columns. */
export type HeadStyle = 'words' | 'both' | 'ids';

/** The head of a table. Times say that they are UTC. */
export function headOf(columns: readonly ListColumn[], style: HeadStyle, locale: Locale): string[] {
	const word = ({ id, label }: ListColumn, in_: Locale) =>
		id === 'submitted' || id === 'changed' ? messages[in_].column[id] : label[in_];
	return columns.map((column) => {
		if (style === 'ids') return column.id;
		const [en, zh] = [word(column, 'en'), word(column, 'zh')];
		return style === 'both' && en !== zh ? `${en} / ${zh}` : word(column, locale);
	});
}

/**
 * Writes applications as rows of these columns: numbers as numbers, everything else in words of a language. What a column
 * is in a call is looked up once, not for each of its applications.
 */
export function rowWriter(
	columns: readonly ListColumn[],
	scope: ListScope,
	locale: Locale,
	scores: ListScores = new Map(),
): (row: StoredRow) => Cell[] {
	const calls = new Map<string, ((row: ExportedApplication) => Cell)[]>();
	const cellsOf = (callId: string) =>
		columns.map(({ id }): ((row: ExportedApplication) => Cell) => {
			const fieldId = fieldOfColumn(id);
			if (isScoreColumn(id)) return (row) => shownScore(id, scores.get(row.id));
			if (fieldId === undefined) return (row) => fixedCell(row, id as FixedColumn, locale);
			const field = fieldIn(scope, callId, fieldId);
			if (!field) return () => '';
			return ({ answers }) => {
				const answer: Answer | undefined = answers[fieldId];
				return typeof answer === 'number' ? answer : readableAnswer(field, answer, locale);
			};
		});
	return (row) => {
		const cells = calls.get(row.callId) ?? cellsOf(row.callId);
		calls.set(row.callId, cells);
		return cells.map((cell) => cell(row));
	};
}

function fixedCell(row: DeskRow, column: FixedColumn, locale: Locale): Cell {
	const t = messages[locale];
	const yesNo = (value: boolean | null) => (value === null ? '' : value ? t.yes : t.no);
	switch (column) {
		case 'call':
			return row.callSlug;
		case 'state':
			return t.state[row.state];
		case 'stage':
			return row.stage?.label[locale] ?? '';
		case 'outcome':
			return row.determination?.label[locale] ?? '';
		case 'cohort':
			return row.cohort?.label[locale] ?? '';
		case 'student':
			return yesNo(row.student);
		case 'entered':
			return yesNo(row.entered);
		case 'submitted':
			return new Date(row.submittedAt).toISOString();
		case 'changed':
			return new Date(row.changedAt).toISOString();
		default:
			return row[column] ?? '';
	}
}
