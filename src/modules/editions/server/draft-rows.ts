import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import type { Draft } from '../editing.ts';
import type { RecordValue } from '../records.ts';
import { editionDraft } from './desk-tables.ts';

export type DraftRow = typeof editionDraft.$inferSelect;

/** The drafts of an edition, or those of some of its records. One query. */
export async function draftRows(ctx: Context, editionId: string, keys?: readonly string[]): Promise<DraftRow[]> {
	return ctx.db
		.select()
		.from(editionDraft)
		.where(and(eq(editionDraft.editionId, editionId), keys ? inArray(editionDraft.key, [...keys]) : undefined))
		.orderBy(editionDraft.key);
}

/** Drafts with the names of their writers. One query more. */
export async function withNames(ctx: Context, rows: readonly DraftRow[], locale: Locale): Promise<Draft[]> {
	const people = await readPeople(
		ctx,
		rows.flatMap(({ personId }) => personId ?? []),
	);
	return rows.map(({ key, value, base, version, personId, savedAt, publishAt, refused }) => {
		const names = people.get(personId ?? '')?.names;
		const savedByName = names ? displayName(names, locale) : '';
		return { key, value, base, version, savedBy: personId ?? '', savedByName, savedAt, publishAt, refused };
	});
}

/** Somebody else saved or published the record meanwhile. Nothing of either text is lost: the other one comes along. */
export class EditConflict extends Refusal {
	/** The draft as it is now, if there is one. */
	readonly draft: Draft | undefined;
	/** The record as it is published now. */
	readonly published: RecordValue | undefined;

	constructor(who: { by: string; at: number }, draft: Draft | undefined, published: RecordValue | undefined) {
		super('conflict', 'changed-meanwhile', { params: who });
		this.name = 'EditConflict';
		this.draft = draft;
		this.published = published;
	}
}
