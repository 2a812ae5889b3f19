import { feedResponse } from '../../../feed-response.ts';
import type { RequestHandler } from './$types';

/** The newest articles on a topic as a feed. */
export const GET: RequestHandler = ({ locals, params: { topic, format } }) =>
	feedResponse(locals, { topic }, `/news/topics/${topic}`, format);
