import { fail, redirect } from '@sveltejs/kit';
import { inLocale, type Locale, localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { formOf, isEditable } from '#modules/editions/record-form.ts';
import { nameOfRecord } from '#modules/editions/record-names.ts';
import { type Records, splitKey } from '#modules/editions/records.ts';
import { confirmTranslation, translationsOf } from '#modules/editions/server/index.ts';
import { fieldText, fieldTitle } from '#modules/editions/ui/readable.ts';
import { openSite } from '../open-site.ts';
import type { Actions, PageServerLoad } from './$types';

/** A text of a record that has a form: where it stands, and the words of the language that is there. */
function placeOf(
	records: Records,
	zone: string,
	locale: Locale,
	{ key, path, has }: { key: string; path: string; has: Locale },
) {
	const { kind } = splitKey(key);
	if (!isEditable(kind)) return [];
	const reading = { form: formOf(kind), records, zone, locale };
	const [first = '', ...rest] = path.split('.');
	let value: unknown = records[key]?.[first];
	for (const step of rest) value = (value as Record<string, unknown> | undefined)?.[step];
	const own = (value as Partial<Record<Locale, unknown>> | undefined)?.[has];
	const text = typeof own === 'string' ? own : fieldText(`${path}.${has}`, own, reading);
	return [
		{
			key,
			path,
			kind,
			name: inLocale(nameOfRecord(records, key), locale).text,
			field: fieldTitle(path, reading),
			text: text.length > 160 ? `${text.slice(0, 160)}…` : text,
			lang: has,
		},
	];
}

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { edition, state } = await openSite(event);
	const { missing, stale } = await translationsOf(ctx, actor, edition.id);
	const place = (one: { key: string; path: string; has: Locale }) => placeOf(state.merged, edition.zone, locale, one);
	return {
		missing: missing.flatMap(place),
		stale: stale.flatMap(({ changed, at, ...one }) =>
			place({ ...one, has: changed }).map((found) => ({ ...found, at })),
		),
		drafts: state.drafts.length,
		confirmed: event.url.searchParams.has('confirmed'),
	};
};

export const actions: Actions = {
	confirm: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { edition } = await openSite(event);
		const form = await event.request.formData();
		try {
			await confirmTranslation(ctx, actor, edition.id, {
				key: String(form.get('key') ?? ''),
				path: String(form.get('path') ?? ''),
			});
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || refusal.kind !== 'not-found') throw refusal;
			return fail(404, { gone: true });
		}
		redirect(303, localePath(locale, `/desk/${event.params.edition}/site/translations?confirmed`));
	},
};
