import { fail, redirect } from '@sveltejs/kit';
import { inLocale, type Locale, localePath } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { formOf, isEditable } from '#modules/editions/record-form.ts';
import { nameOfRecord } from '#modules/editions/record-names.ts';
import { goesWith, referencesTo } from '#modules/editions/record-references.ts';
import { type Records, splitKey } from '#modules/editions/records.ts';
import { discardDrafts, recordDigest } from '#modules/editions/server/index.ts';
import { singleKinds } from '#modules/editions/ui/kinds.ts';
import { fieldTitle } from '#modules/editions/ui/readable.ts';
import { openSite } from '../../open-site.ts';
import { draftOf } from '../../record-input.ts';
import { saveRecord } from '../../save-record.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

async function openRemoval(event: Parameters<PageServerLoad>[0] | RequestEvent) {
	const site = await openSite(event);
	const { key } = event.params;
	const { kind } = splitKey(key);
	const { merged } = site.state;
	if (!isEditable(kind) || singleKinds.has(kind) || !merged[key]) throw notFound();
	return { site, key, kind, ...consequences(merged, key) };
}

/** What goes with a record because it cannot be without it, and what keeps all of that from going. Pure. */
function consequences(records: Records, key: string) {
	const together = goesWith(records, key);
	const going = [...together, key];
	const blocking = going
		.flatMap((one) => referencesTo(records, one))
		.filter((one) => !going.includes(one.key) && one.path !== '');
	return { together, blocking };
}

const named = (records: Records, key: string, locale: Locale) => ({
	key,
	kind: splitKey(key).kind,
	name: inLocale(nameOfRecord(records, key), locale).text,
});

export const load: PageServerLoad = async (event) => {
	const { locale } = event.locals;
	const { site, key, kind, together, blocking } = await openRemoval(event);
	const { merged } = site.state;
	return {
		...named(merged, key, locale),
		of: kind,
		together: together.map((one) => named(merged, one, locale)),
		blocking: blocking.map(({ key: from, path }) => {
			const own = splitKey(from).kind;
			const field = isEditable(own) ? fieldTitle(path, { form: formOf(own), locale }) : path;
			return { ...named(merged, from, locale), field };
		}),
	};
};

export const actions: Actions = {
	remove: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { site, key, together, blocking } = await openRemoval(event);
		if (blocking.length > 0) return fail(400, { refused: [] as string[] });
		const desk = `/desk/${event.params.edition}/site`;
		const going = [...together, key];
		const keys: string[] = [];
		for (const one of going) {
			const draft = draftOf(site, one);
			const published = site.state.published[one];
			if (!published) {
				// Nobody but the desk has ever seen it.
				await discardDrafts(ctx, actor, site.edition.id, [one]);
				continue;
			}
			const seen = { version: draft?.version ?? 0, base: recordDigest(published), shown: published };
			const saved = await saveRecord(event, site, one, { ...seen, value: null, typed: {} });
			if ('failed' in saved) {
				const { data } = saved.failed;
				const refused =
					'unsaved' in data
						? [
								...data.unsaved.summary.map(({ message }) => message),
								...data.unsaved.elsewhere.map(({ name, text }) => `${name} ${text}`),
							]
						: [];
				return fail(saved.failed.status, { refused });
			}
			keys.push(one);
		}
		if (keys.length === 0) redirect(303, localePath(locale, `${desk}/drafts?done=discarded`));
		const query = keys.map((one) => `key=${encodeURIComponent(one)}`).join('&');
		redirect(303, localePath(locale, `${desk}/publish?${query}`));
	},
};
