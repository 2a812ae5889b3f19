import { and, asc, desc, eq, inArray, lt } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import type { HistoryChange, RecordHistory } from '../editing.ts';
import { fieldChanges } from '../merge.ts';
import { editionChange, editionChangeRecord } from './desk-tables.ts';
import { editionSubject } from './subject.ts';

export interface HistoryInput {
	/** Only what touched this record. */
	key?: string;
	/** Only this change. */
	change?: string;
	/** Only changes before the one with this number (`next` of the page before). */
	before?: string;
	/** How many, 20 unless told otherwise. */
	limit?: number;
	/** The language of names. */
	locale?: Locale;
}

/**
 * What became public when, by whom, with every field before and after, the newest first. Three queries.
 * @returns `next` for the page after, null when there is none
 * @throws Refusal
 */
export async function historyOf(
	ctx: Context,
	actor: Actor,
	editionId: string,
	{ key, change, before, limit = 20, locale = 'en' }: HistoryInput = {},
): Promise<{ changes: HistoryChange[]; next: string | null }> {
	demand(ctx, actor, 'edition.edit', await editionSubject(ctx, editionId));
	const touching = ctx.db
		.select({ id: editionChangeRecord.changeId })
		.from(editionChangeRecord)
		.where(eq(editionChangeRecord.key, key ?? ''));
	const found = await ctx.db
		.select()
		.from(editionChange)
		.where(
			and(
				eq(editionChange.editionId, editionId),
				change === undefined ? undefined : eq(editionChange.id, change),
				key === undefined ? undefined : inArray(editionChange.id, touching),
				before === undefined ? undefined : lt(editionChange.number, Number(before)),
			),
		)
		.orderBy(desc(editionChange.number))
		.limit(limit + 1);
	const changes = found.slice(0, limit);
	const ids = changes.map(({ id }) => id);
	const records =
		ids.length === 0
			? []
			: await ctx.db
					.select()
					.from(editionChangeRecord)
					.where(
						and(
							inArray(editionChangeRecord.changeId, ids),
							key === undefined ? undefined : eq(editionChangeRecord.key, key),
						),
					)
					.orderBy(asc(editionChangeRecord.position));
	const undone = await undoneNumbers(ctx, editionId, changes);
	const people = await readPeople(
		ctx,
		changes.flatMap(({ personId }) => personId ?? []),
	);
	return {
		changes: changes.map(({ id, number, at, kind, personId, system, undoes }) => {
			const names = people.get(personId ?? '')?.names;
			return {
				id,
				number,
				at,
				by: system === null ? `person:${personId ?? ''}` : `system:${system}`,
				byName: names ? displayName(names, locale) : '',
				kind,
				undoes,
				undoneBy: undone.get(number) ?? null,
				records: records.filter(({ changeId }) => changeId === id).map(recordHistory),
			};
		}),
		next: found.length > limit ? String(changes.at(-1)?.number) : null,
	};
}

async function undoneNumbers(
	ctx: Context,
	editionId: string,
	changes: readonly { number: number }[],
): Promise<Map<number, number>> {
	if (changes.length === 0) return new Map();
	const rows = await ctx.db
		.select({ number: editionChange.number, undoes: editionChange.undoes })
		.from(editionChange)
		.where(
			and(
				eq(editionChange.editionId, editionId),
				inArray(
					editionChange.undoes,
					changes.map(({ number }) => number),
				),
			),
		);
	return new Map(rows.map(({ number, undoes }) => [Number(undoes), number]));
}

function recordHistory({ key, kind, before, after, erased }: typeof editionChangeRecord.$inferSelect): RecordHistory {
	return { key, kind, fields: erased ? [] : fieldChanges(before, after), erased };
}
