import { fail, redirect } from '@sveltejs/kit';
import { callsDoor } from '#app/calls-door.ts';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { mentionsOf } from '#modules/editions/clone.ts';
import { nameOfRecord } from '#modules/editions/record-names.ts';
import { publishEdition, recordsForEditing, translationsOf } from '#modules/editions/server/index.ts';
import { openEditionDesk } from '../../open-desk.ts';
import type { Actions, PageServerLoad } from './$types';

/** What becomes public with an edition, and what somebody should read before. */
export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { edition, calls } = await openEditionDesk(event, 'edition.edit');
	const { published } = await recordsForEditing(ctx, actor, edition.id, { locale });
	const { missing } = await translationsOf(ctx, actor, edition.id);
	const values = Object.entries(published);
	const of = (kind: string) => values.filter(([key]) => key.startsWith(`${kind}/`));
	// Of the years just before: texts that came along from them.
	const years = [1, 2, 3].map((back) => edition.year - back);
	const mentions = [...new Set(years.flatMap((year) => mentionsOf(published, year)))];
	return {
		made: event.url.searchParams.has('made'),
		// From the records, not from memory: whoever has just made it public comes back here at once.
		open: published.edition?.state === 'published',
		closed: edition.closedAt !== null,
		short: edition.short,
		slug: edition.slug,
		name: inLocale(edition.name, locale).text,
		counts: {
			tracks: of('track').length,
			dates: of('date').length,
			partners: of('partner').length,
			pages: of('page').length,
			preparing: of('page').filter(([, value]) => value.state === 'in-preparation').length,
			proposed: of('role').filter(([, value]) => value.reading !== undefined).length,
			missing: missing.length,
		},
		calls: calls.map((call) => ({
			slug: call.slug,
			title: inLocale(call.title, locale).text,
			opensAt: call.window.opensAt,
			zone: call.window.zone,
		})),
		mentions: mentions.map((key) => ({ key, name: inLocale(nameOfRecord(published, key), locale).text })),
	};
};

export const actions: Actions = {
	publish: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { edition } = await openEditionDesk(event, 'edition.edit');
		try {
			await publishEdition(ctx, actor, edition.id, callsDoor);
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || !['conflict', 'invalid', 'closed'].includes(refusal.kind)) throw refusal;
			return fail(refusal.status, { refused: refusal.code });
		}
		redirect(303, localePath(locale, `/desk/${edition.slug}/publish`));
	},
};
