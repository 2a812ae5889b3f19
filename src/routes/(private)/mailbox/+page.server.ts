import { mailboxAddresses } from '#core/mail/index.ts';
import { pageNumber } from './page-number.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const search = (url.searchParams.get('q') ?? '').trim();
	const wanted = { page: pageNumber(url), ...(search ? { search } : {}) };
	return { search, addresses: await mailboxAddresses(locals.ctx, locals.actor, wanted) };
};
