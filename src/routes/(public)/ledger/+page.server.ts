import { ledgerHeads } from '#core/ledger/index.ts';
import type { PageServerLoad } from './$types';

/** Not kept in caches: whoever looks wants the present head. */
export const load: PageServerLoad = async ({ locals }) => ({ heads: await ledgerHeads(locals.ctx) });
