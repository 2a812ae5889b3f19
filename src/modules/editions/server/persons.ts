import { and, eq, isNull } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { createPerson, type NewPerson } from '#modules/people/server/index.ts';
import { editionPerson } from './people-tables.ts';
import { editionOrganisation, organisation } from './tables.ts';

/**
 * Makes a record in `people` for everybody whom the edition names and who has none yet. Two editions that name the same
 * person make two records: nobody is identified by a name; the records can be merged.
 */
export async function linkPersons(ctx: Context, actor: Actor, editionId: string): Promise<void> {
	const unlinked = await ctx.db
		.select()
		.from(editionPerson)
		.where(and(eq(editionPerson.editionId, editionId), isNull(editionPerson.personId)));
	if (unlinked.length === 0) return;
	const named = await ctx.db
		.select({ slug: organisation.slug, name: organisation.name })
		.from(editionOrganisation)
		.innerJoin(organisation, eq(organisation.id, editionOrganisation.organisationId))
		.where(eq(editionOrganisation.editionId, editionId));
	const names = new Map(named.map((one) => [one.slug, one.name]));
	for (const row of unlinked) {
		const personId = await createPerson(ctx, actor, profileOf(row, names));
		await ctx.db.update(editionPerson).set({ personId }).where(eq(editionPerson.id, row.id));
	}
}

type EditionPerson = typeof editionPerson.$inferSelect;

/** What the edition says of a person as a profile: names, titles by language, organisations once each. */
function profileOf(row: EditionPerson, names: ReadonlyMap<string, NamedText>): NewPerson {
	const { latin, han } = row.names;
	const titles = (language: 'en' | 'zh') => row.positions[language].flatMap(({ title }) => title ?? []);
	const slugs = new Set(row.positions.en.concat(row.positions.zh).flatMap(({ organisation: slug }) => slug ?? []));
	return {
		names: { given: latin.given, family: latin.family, ...(han ? { han: `${han.family}${han.given}` } : {}) },
		titles: { en: titles('en'), zh: titles('zh') },
		affiliations: [...slugs].flatMap((slug) => {
			const name = names.get(slug);
			return name ? [{ name }] : [];
		}),
		...(row.orcid ? { orcid: row.orcid } : {}),
		sample: row.sample,
	};
}

type NamedText = Partial<Record<'en' | 'zh', string>>;
