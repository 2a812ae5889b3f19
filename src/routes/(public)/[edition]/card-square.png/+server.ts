import { printed } from '../../printed.ts';
import type { RequestHandler } from './$types';

/** The same as a square, for messengers that cut one out (WeChat). */
export const GET: RequestHandler = ({ locals, params }) => printed(locals, params.edition, 'square');
