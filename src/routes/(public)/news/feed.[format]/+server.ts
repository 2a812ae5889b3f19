import { feedResponse } from '../feed-response.ts';
import type { RequestHandler } from './$types';

/** The newest articles as a feed. */
export const GET: RequestHandler = ({ locals, params: { format } }) => feedResponse(locals, {}, '/news', format);
