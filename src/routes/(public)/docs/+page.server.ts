import { contentsFor, keepLikeCurrentEdition } from './contents.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	await keepLikeCurrentEdition(locals);
	return { contents: await contentsFor(locals) };
};
