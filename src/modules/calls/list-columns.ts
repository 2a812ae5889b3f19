import type { Bilingual } from '#core/i18n/index.ts';
import { messages } from './ui/messages.ts';
import { scoreMessages } from './ui/score-messages.ts';

/*
 * What a list of applications can show: fixed columns, and one for each field of its calls. Pure; a page, a saved view
 * and an export name columns in the same way.
 */

export const fixedColumns = [
	'number',
	'call',
	'title',
	'people',
	'track',
	'state',
	'stage',
	'outcome',
	'cohort',
	'mode',
	'format',
	'student',
	'language',
	'version',
	'submitted',
	'changed',
	'entered',
] as const;
export type FixedColumn = (typeof fixedColumns)[number];

/** What reviews come to: there for whoever may read some, where a stage of a call is scored. */
export const scoreColumns = ['score', 'reviews', 'expected', 'rank'] as const;
export type ScoreColumn = (typeof scoreColumns)[number];

export function isScoreColumn(id: string): id is ScoreColumn {
	return (scoreColumns as readonly string[]).includes(id);
}

/** What a list shows unless somebody chose. */
export const usualColumns: readonly string[] = ['number', 'title', 'track', 'state', 'outcome', 'submitted', 'changed'];

/** So many columns a list shows at most. */
export const mostColumns = 40;

/** A column, by what it is called in addresses, views and files: a fixed one, or `answer.{field}`. */
export interface ListColumn {
	id: string;
	label: Bilingual;
}

/** The name of the column of a field. */
export function answerColumn(field: string): string {
	return `answer.${field}`;
}

/** The field of a column, or undefined for a fixed one. */
export function fieldOfColumn(column: string): string | undefined {
	return column.startsWith('answer.') ? column.slice('answer.'.length) : undefined;
}

/** The fixed columns with their words. */
export function fixedListColumns(): ListColumn[] {
	return fixedColumns.map((id) => ({ id, label: { en: messages.en.listColumn[id], zh: messages.zh.listColumn[id] } }));
}

/** The columns of scores with their words. */
export function scoreListColumns(): ListColumn[] {
	return scoreColumns.map((id) => ({ id, label: { en: scoreMessages.en[id], zh: scoreMessages.zh[id] } }));
}

/** Those of the wanted columns that there are, each once, in the order in which they were wanted; the usual ones for none. */
export function chosenColumns(wanted: readonly string[], there: readonly ListColumn[]): ListColumn[] {
	const byId = new Map(there.map((column) => [column.id, column]));
	const chosen = [...new Set(wanted)].flatMap((id) => byId.get(id) ?? []).slice(0, mostColumns);
	return chosen.length > 0 ? chosen : usualColumns.flatMap((id) => byId.get(id) ?? []);
}
