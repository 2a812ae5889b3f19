import { loadHome } from './home.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({ home: await loadHome(locals, undefined) });
