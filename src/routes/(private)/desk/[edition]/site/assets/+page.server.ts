import { assetsForEditing } from '#modules/editions/server/index.ts';
import { openEditionDesk } from '../../../open-desk.ts';
import { openSite } from '../open-site.ts';
import { assetCard } from './asset-card.ts';
import { takeAsset } from './save.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { edition, state } = await openSite(event);
	const cards = assetsForEditing(state).map((one) => assetCard(one, edition.slug, state.merged, event.locals.locale));
	return { cards, drafts: state.drafts.length, removed: event.url.searchParams.get('done') === 'removed' };
};

export const actions: Actions = {
	default: async (event) => takeAsset(event, (await openEditionDesk(event, 'edition.edit')).edition.id),
};
