import { type SQL, sql } from 'drizzle-orm';
import type { Locale } from '#core/i18n/index.ts';
import type { Answers } from '../../answers.ts';
import type { Field } from '../../form.ts';
import {
	answerColumn,
	fieldOfColumn,
	fixedListColumns,
	type ListColumn,
	scoreListColumns,
} from '../../list-columns.ts';
import { readableAnswer } from '../../readable.ts';
import { applicationVersion } from '../tables.ts';
import type { ListScope } from './scope.ts';

/** All columns that somebody can choose: the fixed ones, what reviews come to, and each field that he may read, of any of the calls. */
export function columnsOf(scope: ListScope): ListColumn[] {
	const fields = new Map<string, ListColumn>();
	for (const { stored } of scope.sights) {
		for (const field of stored.call.form.fields) {
			const id = answerColumn(field.id);
			if (!fields.has(id) && scope.mayRead(field)) fields.set(id, { id, label: field.label });
		}
	}
	return [...fixedListColumns(), ...(scope.vocabulary.scored ? scoreListColumns() : []), ...fields.values()];
}

/** The answers to these columns' fields, and no others, as one object. */
export function answersOfColumns(columns: readonly ListColumn[]): SQL<Partial<Answers>> {
	const fields = columns.flatMap(({ id }) => fieldOfColumn(id) ?? []);
	const parts = fields.map((field) => sql`${field}::text, ${applicationVersion.answers} -> ${field}`);
	return sql<Partial<Answers>>`jsonb_build_object(${sql.join(parts, sql`, `)})`;
}

/** An answer of an application of one call, in words; empty where the call does not ask, or not this person may read. */
export function answerInWords(
	scope: ListScope,
	callId: string,
	fieldId: string,
	answers: Partial<Answers>,
	locale: Locale,
): string {
	const field = fieldIn(scope, callId, fieldId);
	return field === undefined ? '' : readableAnswer(field, answers[fieldId] ?? undefined, locale);
}

/** A field of a call that this person may read. */
export function fieldIn(scope: ListScope, callId: string, fieldId: string): Field | undefined {
	const stored = scope.sights.find((sight) => sight.stored.callId === callId)?.stored;
	const field = stored?.call.form.fields.find(({ id }) => id === fieldId);
	return field && scope.mayRead(field) ? field : undefined;
}
