import { loadHome } from '../home.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({ home: await loadHome(locals, params.edition) });
