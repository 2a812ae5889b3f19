import { eq } from 'drizzle-orm';
import type { PersonData } from '#core/person-data/person-data.ts';
import { eraseMailOf, exportMailOf } from './person.ts';
import { mail } from './tables.ts';

/** Mail to a person, with what became of it. */
export const mailPersonData: PersonData = {
	name: 'mail',
	columns: ['mail.person_id'],
	export: exportMailOf,
	async merge(ctx, from, into) {
		await ctx.db.update(mail).set({ personId: into }).where(eq(mail.personId, from));
	},
	async erase(ctx, personId) {
		await eraseMailOf(ctx, personId);
	},
};
