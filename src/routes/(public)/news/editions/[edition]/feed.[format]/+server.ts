import { feedResponse } from '../../../feed-response.ts';
import type { RequestHandler } from './$types';

/** The newest articles about an edition as a feed. */
export const GET: RequestHandler = ({ locals, params: { edition, format } }) =>
	feedResponse(locals, { edition }, `/news/editions/${edition}`, format);
