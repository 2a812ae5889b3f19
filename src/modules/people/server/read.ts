import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { accountAddress } from '#core/identity/tables.ts';
import type { Locale } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { Affiliation, PersonNames, Titles } from '../name.ts';
import type { Profile } from '../profile.ts';
import { person } from './tables.ts';

/** A person as other modules see him. */
export interface PersonRecord extends Profile {
	id: string;
	sample: boolean;
}

interface Row {
	id: string;
	names: PersonNames;
	preferredLanguage: Locale | null;
	zone: string | null;
	titles: Titles;
	affiliations: readonly Affiliation[];
	orcid: string | null;
	sample: boolean;
}

const columns = {
	id: person.id,
	names: person.names,
	preferredLanguage: person.preferredLanguage,
	zone: person.zone,
	titles: person.titles,
	affiliations: person.affiliations,
	orcid: person.orcid,
	sample: person.sample,
};

/** The id that a person goes by at present: his own, or that of the record he was merged into. */
export async function presentId(ctx: Context, personId: string): Promise<string> {
	const [row] = await ctx.db.select({ into: person.mergedInto }).from(person).where(eq(person.id, personId));
	// Merging keeps these pointers one step long.
	return row?.into ?? personId;
}

/** The ids that these records go by at present, by the ids asked for; what is no id of a person is absent. One query. */
export async function presentIds(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
	if (ids.length === 0) return new Map();
	const rows = await ctx.db
		.select({ id: person.id, into: person.mergedInto })
		.from(person)
		.where(inArray(person.id, [...new Set(ids)]));
	return new Map(rows.map(({ id, into }) => [id, into ?? id]));
}

/** A person by id; an old id of a merged record answers the one that stayed. @throws Refusal `not-found` */
export async function readPerson(ctx: Context, personId: string): Promise<PersonRecord> {
	const [row] = await ctx.db
		.select({ ...columns, mergedInto: person.mergedInto, erasedAt: person.erasedAt })
		.from(person)
		.where(eq(person.id, personId));
	if (!row || row.erasedAt !== null) throw notFound();
	if (row.mergedInto !== null) return readPerson(ctx, row.mergedInto);
	const { mergedInto: _, erasedAt: __, ...record } = row;
	return record;
}

/** Persons by their present ids. One query; who is unknown, merged or erased is absent. */
export async function readPeople(ctx: Context, ids: readonly string[]): Promise<Map<string, PersonRecord>> {
	if (ids.length === 0) return new Map();
	const rows: Row[] = await ctx.db
		.select(columns)
		.from(person)
		.where(and(inArray(person.id, [...new Set(ids)]), isNull(person.mergedInto), isNull(person.erasedAt)));
	return new Map(rows.map((row) => [row.id, row]));
}

/** A person's names and the addresses of his account, confirmed or not. One query; nothing for who is unknown, merged or erased. */
export async function namesAndAddresses(
	ctx: Context,
	personId: string,
): Promise<{ names: PersonNames; addresses: string[] } | undefined> {
	const [row] = await ctx.db
		.select({
			names: person.names,
			addresses: sql<string[]>`array(select d.address from ${accountAddress} d where d.person_id = ${person.id}
				order by d."primary" desc, d.address)`,
		})
		.from(person)
		.where(and(eq(person.id, personId), isNull(person.mergedInto), isNull(person.erasedAt)));
	return row;
}
