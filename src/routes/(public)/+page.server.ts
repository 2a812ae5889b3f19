import { loadHome } from './home.ts';
import { findEdition } from './public-edition.ts';
import type { PageServerLoad } from './$types';

/** The current edition's home; an installation without any says so. */
export const load: PageServerLoad = async ({ locals }) => {
	const found = await findEdition(locals, undefined);
	return { home: found ? await loadHome(locals, undefined) : null };
};
