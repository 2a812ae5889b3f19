import { newsletterScope, publicIssues } from '#modules/newsletter/server/index.ts';
import { keepFor } from '../../timeless-edition.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	keepFor(locals, `${newsletterScope} site`);
	return { issues: await publicIssues(locals.ctx) };
};
