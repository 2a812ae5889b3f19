import { printed } from '../../printed.ts';
import type { RequestHandler } from './$types';

/** The call for papers as a poster, A2. */
export const GET: RequestHandler = ({ locals, params }) => printed(locals, params.edition, 'poster');
