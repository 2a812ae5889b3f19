import { asc, eq } from 'drizzle-orm';
import type { PersonData } from '#core/person-data/index.ts';
import { apiIdempotency, webhookEndpoint } from './tables.ts';

/** What somebody's programs were answered within the last day, and the webhooks that he made. */
export const apiPersonData: PersonData = {
	name: 'interface',
	columns: ['api_idempotency.person_id', 'webhook_endpoint.made_by_person_id'],

	async export(ctx, personId) {
		const answered = await ctx.db
			.select({ key: apiIdempotency.key, status: apiIdempotency.status, at: apiIdempotency.at })
			.from(apiIdempotency)
			.where(eq(apiIdempotency.personId, personId))
			.orderBy(asc(apiIdempotency.at));
		const webhooks = await ctx.db
			.select({ url: webhookEndpoint.url, label: webhookEndpoint.label, madeAt: webhookEndpoint.madeAt })
			.from(webhookEndpoint)
			.where(eq(webhookEndpoint.madeBy, personId))
			.orderBy(asc(webhookEndpoint.madeAt));
		return { answered, webhooks };
	},

	async merge(ctx, from, into) {
		// Two accounts may have used the same key; the answers of the one that goes are not asked for again.
		await ctx.db.delete(apiIdempotency).where(eq(apiIdempotency.personId, from));
		await ctx.db.update(webhookEndpoint).set({ madeBy: into }).where(eq(webhookEndpoint.madeBy, from));
	},

	async erase(ctx, personId) {
		await ctx.db.delete(apiIdempotency).where(eq(apiIdempotency.personId, personId));
		await ctx.db.update(webhookEndpoint).set({ madeBy: null }).where(eq(webhookEndpoint.madeBy, personId));
	},
};
