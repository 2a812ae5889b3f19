import { fail, redirect } from '@sveltejs/kit';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { nameOfRecord } from '#modules/editions/record-names.ts';
import { splitKey } from '#modules/editions/records.ts';
import { openSite } from '../open-site.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { locale } = event.locals;
	const { state } = await openSite(event);
	return {
		list: [...state.drafts]
			.sort((a, b) => b.savedAt - a.savedAt || (a.key < b.key ? -1 : 1))
			.map((draft) => ({
				key: draft.key,
				kind: splitKey(draft.key).kind,
				name: inLocale(nameOfRecord(state.merged, draft.key, draft.value ?? draft.base ?? undefined), locale).text,
				change:
					draft.value === null
						? ('remove' as const)
						: state.published[draft.key]
							? ('change' as const)
							: ('add' as const),
				by: draft.savedByName,
				at: draft.savedAt,
				publishAt: draft.publishAt,
				refused: draft.refused !== null,
				conflict: state.conflicts.some(({ key }) => key === draft.key),
			})),
		done: event.url.searchParams.get('done'),
	};
};

export const actions: Actions = {
	/** On to the page that shows what publishing would do. Changes nothing. */
	review: async (event) => {
		await openSite(event);
		const keys = (await event.request.formData()).getAll('key').map(String);
		if (keys.length === 0) return fail(400, { nothingChosen: true });
		const query = keys.map((key) => `key=${encodeURIComponent(key)}`).join('&');
		redirect(303, localePath(event.locals.locale, `/desk/${event.params.edition}/site/publish?${query}`));
	},
};
