import { and, eq, inArray, like, or, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { splitKey } from '../records.ts';
import { draftAside, editionChange, editionChangeRecord, editionDraft, staleTranslation } from './desk-tables.ts';

/** A person under the code by which an edition names, or named, them. */
export interface NamedIn {
	editionId: string;
	code: string;
}

/** Where the history of editions names a person, also of those that no longer do. One query. */
export async function namedInHistory(ctx: Context, personId: string): Promise<NamedIn[]> {
	const rows = await ctx.db
		.selectDistinct({ editionId: editionChange.editionId, key: editionChangeRecord.key })
		.from(editionChangeRecord)
		.innerJoin(editionChange, eq(editionChange.id, editionChangeRecord.changeId))
		.where(eq(editionChangeRecord.aboutPersonId, personId));
	return rows.flatMap(({ editionId, key }) => {
		const { kind, code } = splitKey(key);
		return kind === 'person' ? [{ editionId, code }] : [];
	});
}

/**
 * Takes a person out of the history of every edition: that something changed stays; what it was, and the key that is made
 * of their name, go. Part of the caller's transaction.
 */
export async function forgetInHistory(ctx: Context, personId: string): Promise<void> {
	await ctx.db
		.update(editionChangeRecord)
		.set({
			key: sql`split_part(${editionChangeRecord.key}, '/', 1) || '/erased'`,
			before: null,
			after: null,
			aboutPersonId: null,
			erased: true,
		})
		.where(eq(editionChangeRecord.aboutPersonId, personId));
}

/** Takes whoever had this code in an edition out of what is being written there, and as a signatory out of letterheads. */
export async function forgetInDrafts(ctx: Context, { editionId, code }: NamedIn): Promise<void> {
	for (const table of [editionDraft, draftAside, staleTranslation]) {
		const theirs = or(eq(table.key, `person/${code}`), like(table.key, `role/%/${likeText(code)}`));
		await ctx.db.delete(table).where(and(eq(table.editionId, editionId), theirs));
	}
	const ofEdition = ctx.db
		.select({ id: editionChange.id })
		.from(editionChange)
		.where(eq(editionChange.editionId, editionId));
	const places = [
		{
			table: editionChangeRecord,
			columns: ['before', 'after'],
			within: inArray(editionChangeRecord.changeId, ofEdition),
		},
		{ table: editionDraft, columns: ['value', 'base'], within: eq(editionDraft.editionId, editionId) },
		{ table: draftAside, columns: ['value'], within: eq(draftAside.editionId, editionId) },
	];
	for (const { table, columns, within } of places) {
		for (const name of columns) {
			const column = sql.identifier(name);
			// The office that signs stays, who held it goes.
			await ctx.db.execute(sql`update ${table} set ${column} = jsonb_set(${column}, '{signatories}', (
					select jsonb_agg(case when one->>'person' = ${code} then one - 'person' else one end order by place)
					from jsonb_array_elements(${column}->'signatories') with ordinality as list(one, place)))
				where ${eq(table.key, 'letterhead')} and ${within}
				and ${column}->'signatories' @> ${JSON.stringify([{ person: code }])}::jsonb`);
		}
	}
}

/** A text as it stands within a pattern. */
function likeText(text: string): string {
	return text.replace(/[\\%_]/g, '\\$&');
}
