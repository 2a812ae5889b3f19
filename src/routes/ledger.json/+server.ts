import { json } from '@sveltejs/kit';
import { ledgerHeads } from '#core/ledger/index.ts';
import type { RequestHandler } from './$types';

/** The daily heads of the ledger, latest first: `{heads: [{day, seq, hash}]}`. */
export const GET: RequestHandler = async ({ locals }) => json({ heads: await ledgerHeads(locals.ctx) });
