import { error } from '@sveltejs/kit';
import { publicListing } from '#modules/fulfilments/server/index.ts';
import { getRunning } from '../../../../../../app/running.ts';
import { cachedPublicEdition } from '../../../../public-edition.ts';
import { selectedJsonLd, selectedView } from '../../../../views/selected.ts';
import type { PageServerLoad } from './$types';

/** Who was selected in a call of an edition. Before anything is announced there is no such page. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const { editionId, bundle } = await cachedPublicEdition(locals, params.edition);
	const found = await publicListing(locals.ctx, { deskId: editionId, call: params.call });
	if (!found) error(404, 'not-found');
	const { locale } = locals;
	const { slug, short } = bundle.edition;
	const call = bundle.calls.find((one) => one.slug === params.call);
	const view = selectedView(found, call?.cohorts ?? [], locale);
	const path = `/${slug}/calls/${view.slug}/selected`;
	return { slug, short, view, jsonLd: selectedJsonLd(view, locale, getRunning().origin, path) };
};
