import { asc, desc, eq, inArray, isNotNull, and, or } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import type { BundlePerson } from '../bundle/index.ts';
import { editionPerson } from './people-tables.ts';
import { edition } from './tables.ts';

/** A person as one edition names him. */
export interface DirectoryEntry {
	personId: string;
	/** The code under which the edition names him. */
	code: string;
	edition: { id: string; slug: string };
	/** As each language writes his name: Latin in its own order; Han where a source gives it. */
	name: { en: string; zh?: string };
	/** What the edition publishes of him. */
	orcid: string | null;
	sample: boolean;
}

/**
 * Persons whom editions name, by their codes there or by the ids of their records; all of them without `of`. The latest
 * edition first. One query.
 */
export async function directoryEntries(
	ctx: Context,
	of?: { codes: readonly string[]; personIds: readonly string[] },
): Promise<DirectoryEntry[]> {
	if (of && of.codes.length + of.personIds.length === 0) return [];
	const wanted =
		of &&
		or(
			of.codes.length > 0 ? inArray(editionPerson.code, [...of.codes]) : undefined,
			of.personIds.length > 0 ? inArray(editionPerson.personId, [...of.personIds]) : undefined,
		);
	const rows = await ctx.db
		.select({ person: editionPerson, id: edition.id, slug: edition.slug })
		.from(editionPerson)
		.innerJoin(edition, eq(edition.id, editionPerson.editionId))
		.where(and(isNotNull(editionPerson.personId), wanted))
		.orderBy(desc(edition.starts), desc(edition.slug), asc(editionPerson.position));
	return rows.flatMap(({ person: { personId, code, names, orcid, sample }, id, slug }) =>
		personId === null ? [] : [{ personId, code, edition: { id, slug }, name: nameOf(names), orcid, sample }],
	);
}

function nameOf({ latin, han }: BundlePerson['names']): Pick<Bilingual, 'en'> & { zh?: string } {
	const parts = latin.order === 'family-first' ? [latin.family, latin.given] : [latin.given, latin.family];
	return { en: parts.join(' '), ...(han ? { zh: `${han.family}${han.given}` } : {}) };
}
