import { eq } from 'drizzle-orm';
import type { PersonData } from '#core/person-data/index.ts';
import { callDesign } from '../design-tables.ts';

/** Who wrote at designs of calls. */
export const designsPersonData: PersonData = {
	name: 'call-designs',
	columns: ['call_design.person_id'],
	async export(ctx, personId) {
		return ctx.db
			.select({ design: callDesign.id, call: callDesign.callId, savedAt: callDesign.savedAt })
			.from(callDesign)
			.where(eq(callDesign.personId, personId));
	},
	async merge(ctx, from, into) {
		await ctx.db.update(callDesign).set({ personId: into }).where(eq(callDesign.personId, from));
	},
	/** What was designed stays with its desk; that it was they is forgotten. */
	async erase(ctx, personId) {
		await ctx.db.update(callDesign).set({ personId: null }).where(eq(callDesign.personId, personId));
	},
};
