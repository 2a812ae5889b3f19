import { redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { openDesign } from '../../open-design.ts';
import type { PageServerLoad } from './$types';

/** A design begins with its form. */
export const load: PageServerLoad = async (event) => {
	const { base } = await openDesign(event);
	redirect(303, localePath(event.locals.locale, `${base}/design/form`));
};
