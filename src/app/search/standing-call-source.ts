import { locales } from '#core/i18n/index.ts';
import type { SearchSource } from '#core/search/index.ts';
import { listedStandingCalls } from '#modules/calls/server/index.ts';
import { callDocument } from './edition-documents.ts';

/** The calls of no edition that the public list names, by the call's id. */
export const standingCallSource: SearchSource = {
	subjects: async (ctx) => (await listedStandingCalls(ctx)).map(({ callId }) => callId),
	async documents(ctx, id) {
		const found = (await listedStandingCalls(ctx)).find(({ callId }) => callId === id);
		return found ? locales.map((locale) => callDocument(found.call, locale, `/calls/${found.call.slug}`)) : [];
	},
	async stillPublic(ctx, ids) {
		const listed = new Set((await listedStandingCalls(ctx)).map(({ callId }) => callId));
		return new Set(ids.filter((id) => listed.has(id)));
	},
};
