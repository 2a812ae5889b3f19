import { redirect } from '@sveltejs/kit';
import { callsDoor } from '#app/calls-door.ts';
import { localePath } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { assetsForEditing, removeAsset } from '#modules/editions/server/index.ts';
import { openEditionDesk } from '../../../../open-desk.ts';
import { openSite } from '../../open-site.ts';
import { assetCard } from '../asset-card.ts';
import { typedOfAsset } from '../asset-form.ts';
import { refusedAsset, takeAsset } from '../save.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { edition, state } = await openSite(event);
	const found = assetsForEditing(state).find(({ asset }) => asset.id === event.params.asset);
	if (!found) throw notFound();
	const { searchParams } = event.url;
	return {
		card: assetCard(found, edition.slug, state.merged, event.locals.locale),
		typed: typedOfAsset(found.asset),
		done: searchParams.get('done'),
		cleaned: searchParams.has('cleaned'),
		drafts: state.drafts.length,
	};
};

export const actions: Actions = {
	save: async (event) =>
		takeAsset(event, (await openEditionDesk(event, 'edition.edit')).edition.id, event.params.asset),
	remove: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { edition } = await openEditionDesk(event, 'edition.edit');
		const version = Number((await event.request.formData()).get('version')) || 0;
		try {
			await removeAsset(ctx, actor, edition.id, { id: event.params.asset, version }, { calls: callsDoor, locale });
		} catch (thrown) {
			return refusedAsset(thrown, locale);
		}
		redirect(303, localePath(locale, `/desk/${edition.slug}/site/assets?done=removed`));
	},
};
