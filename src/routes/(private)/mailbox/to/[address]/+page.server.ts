import { mailboxList } from '#core/mail/index.ts';
import { pageNumber } from '../../page-number.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const wanted = { to: params.address, page: pageNumber(url) };
	return { address: params.address, mails: await mailboxList(locals.ctx, locals.actor, wanted) };
};
