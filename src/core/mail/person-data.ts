import { and, eq, isNull } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
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

/** Mail that went to an address before it was known whose it is becomes the person's: once the address is proved. */
export async function adoptMail(ctx: Context, address: string, personId: string): Promise<void> {
	await ctx.db
		.update(mail)
		.set({ personId })
		.where(and(eq(mail.toAddress, address), isNull(mail.personId)));
}
