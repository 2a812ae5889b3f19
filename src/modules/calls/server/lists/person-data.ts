import { asc, eq } from 'drizzle-orm';
import { type PersonData, setPerson } from '#core/person-data/index.ts';
import { applicationImport, bulkAct, savedView } from '../list-tables.ts';

/** Views that somebody keeps, what he did to many applications at once, and files that he is about to enter. */
export const listPersonData: PersonData = {
	name: 'lists',
	columns: ['saved_view.person_id', 'bulk_act.person_id', 'application_import.person_id'],

	async export(ctx, personId) {
		const views = await ctx.db
			.select({ name: savedView.name, query: savedView.query, shared: savedView.shared, savedAt: savedView.savedAt })
			.from(savedView)
			.where(eq(savedView.personId, personId))
			.orderBy(asc(savedView.savedAt));
		const acts = await ctx.db
			.select({ action: bulkAct.action, query: bulkAct.query, state: bulkAct.state, madeAt: bulkAct.madeAt })
			.from(bulkAct)
			.where(eq(bulkAct.personId, personId))
			.orderBy(asc(bulkAct.madeAt));
		// What the files say is others'.
		const imports = await ctx.db
			.select({ call: applicationImport.callId, file: applicationImport.name, madeAt: applicationImport.madeAt })
			.from(applicationImport)
			.where(eq(applicationImport.personId, personId))
			.orderBy(asc(applicationImport.madeAt));
		return { views, acts, imports };
	},

	async merge(ctx, from, into) {
		await setPerson(ctx, [savedView.personId, bulkAct.personId, applicationImport.personId], from, into);
	},

	/** All of it goes; what was done to applications is in the ledger. */
	async erase(ctx, personId) {
		await ctx.db.delete(savedView).where(eq(savedView.personId, personId));
		await ctx.db.delete(bulkAct).where(eq(bulkAct.personId, personId));
		await ctx.db.delete(applicationImport).where(eq(applicationImport.personId, personId));
	},
};
