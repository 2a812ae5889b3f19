import { eq, or } from 'drizzle-orm';
import type { PersonData } from '#core/person-data/index.ts';
import { readPerson } from './read.ts';
import { person } from './tables.ts';

const emptied = {
	names: {},
	preferredLanguage: null,
	zone: null,
	titles: { en: [], zh: [] },
	affiliations: [],
	orcid: null,
};

/** The record itself. */
export const peoplePersonData: PersonData = {
	name: 'profile',
	columns: ['person.merged_into'],
	async export(ctx, personId) {
		const merged = await ctx.db.select({ id: person.id }).from(person).where(eq(person.mergedInto, personId));
		const profile = await readPerson(ctx, personId).catch(() => null);
		return { ...profile, formerIds: merged.map((row) => row.id) };
	},
	async merge(ctx, from, into) {
		const rows = await ctx.db
			.select()
			.from(person)
			.where(or(eq(person.id, from), eq(person.id, into)));
		const changedAt = ctx.clock.process.now();
		const old = rows.find((row) => row.id === from);
		const stays = rows.find((row) => row.id === into);
		if (old && stays) {
			// What the staying record says counts; the other fills its blanks.
			await ctx.db
				.update(person)
				.set({
					names: { ...old.names, ...stays.names },
					preferredLanguage: stays.preferredLanguage ?? old.preferredLanguage,
					zone: stays.zone ?? old.zone,
					titles: {
						en: stays.titles.en.length > 0 ? stays.titles.en : old.titles.en,
						zh: stays.titles.zh.length > 0 ? stays.titles.zh : old.titles.zh,
					},
					affiliations: stays.affiliations.length > 0 ? stays.affiliations : old.affiliations,
					orcid: stays.orcid ?? old.orcid,
					sample: stays.sample && old.sample,
					changedAt,
				})
				.where(eq(person.id, into));
		}
		await ctx.db
			.update(person)
			.set({ ...emptied, mergedInto: into, changedAt })
			.where(or(eq(person.id, from), eq(person.mergedInto, from)));
	},
	async erase(ctx, personId) {
		const erasedAt = ctx.clock.process.now();
		await ctx.db
			.update(person)
			.set({ ...emptied, erasedAt, changedAt: erasedAt })
			.where(or(eq(person.id, personId), eq(person.mergedInto, personId)));
	},
};
