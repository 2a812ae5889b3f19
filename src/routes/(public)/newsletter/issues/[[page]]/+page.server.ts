import { error } from '@sveltejs/kit';
import { issuePageSize, newsletterScope, publicIssues } from '#modules/newsletter/server/index.ts';
import { keepFor } from '../../../timeless-edition.ts';
import type { PageServerLoad } from './$types';

/** The list page by page, each at an address of its own, so that all of them are kept. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const page = params.page === undefined ? 1 : /^[1-9]\d{0,3}$/.test(params.page) ? Number(params.page) : 0;
	// The first page has one address.
	if (page === 0 || params.page === '1') error(404, 'not-found');
	keepFor(locals, `${newsletterScope} site`);
	const list = await publicIssues(locals.ctx, page);
	if (page > list.pages) error(404, 'not-found');
	return { ...list, size: issuePageSize };
};
