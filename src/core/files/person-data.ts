import { eq, sql } from 'drizzle-orm';
import type { PersonData } from '#core/person-data/person-data.ts';
import { file, fileGrant } from './tables.ts';

/** What a person uploaded, and which files are open to him. */
export const filePersonData: PersonData = {
	name: 'files',
	columns: ['file.person_id', 'file_grant.person_id'],

	async export(ctx, personId) {
		const uploaded = await ctx.db.select().from(file).where(eq(file.personId, personId));
		const granted = await ctx.db
			.select({ fileId: fileGrant.fileId, purpose: fileGrant.purpose, expiresAt: fileGrant.expiresAt, name: file.name })
			.from(fileGrant)
			.innerJoin(file, eq(file.id, fileGrant.fileId))
			.where(eq(fileGrant.personId, personId));
		return { uploaded, granted };
	},

	async merge(ctx, from, into) {
		await ctx.db.update(file).set({ personId: into }).where(eq(file.personId, from));
		// What is open to both by an address of its own stays open by the other's.
		await ctx.db.execute(sql`delete from file_grant a using file_grant b
			where a.person_id = ${from} and b.person_id = ${into} and a.file_id = b.file_id and a.purpose = b.purpose`);
		await ctx.db.update(fileGrant).set({ personId: into }).where(eq(fileGrant.personId, from));
	},

	/** The bytes go when nothing points at them any more (`sweepFiles`); what a part still needs stays without a name. */
	async erase(ctx, personId) {
		await ctx.db.delete(fileGrant).where(eq(fileGrant.personId, personId));
		await ctx.db.update(file).set({ personId: null }).where(eq(file.personId, personId));
	},
};
