import { error } from '@sveltejs/kit';
import { newsletterScope, publicIssue } from '#modules/newsletter/server/index.ts';
import { keepFor } from '../../timeless-edition.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	if (!/^\d{4}-\d\d-\d\d$/.test(params.issue)) error(404, 'not-found');
	keepFor(locals, `news ${newsletterScope} site`);
	return { issue: await publicIssue(locals.ctx, params.issue, locals.locale), zone: locals.ctx.config.zone };
};
