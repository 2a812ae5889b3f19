import { asc, eq } from 'drizzle-orm';
import type { PersonData } from '#core/person-data/person-data.ts';
import { forgetPerson } from './forget.ts';
import { ledgerDetail, ledgerEvent } from './tables.ts';

/** The personal parts of the ledger. Erasing drops them with their salts; the chain still verifies. */
export const ledgerPersonData: PersonData = {
	name: 'ledger',
	columns: ['ledger_detail.person_id'],
	async export(ctx, personId) {
		return ctx.db
			.select({
				at: ledgerEvent.at,
				action: ledgerEvent.action,
				subjectType: ledgerEvent.subjectType,
				detail: ledgerDetail.detail,
			})
			.from(ledgerDetail)
			.innerJoin(ledgerEvent, eq(ledgerEvent.id, ledgerDetail.eventId))
			.where(eq(ledgerDetail.personId, personId))
			.orderBy(asc(ledgerEvent.id));
	},
	async merge(ctx, from, into) {
		await ctx.db.update(ledgerDetail).set({ personId: into }).where(eq(ledgerDetail.personId, from));
	},
	async erase(ctx, personId) {
		await forgetPerson(ctx, personId);
	},
};
