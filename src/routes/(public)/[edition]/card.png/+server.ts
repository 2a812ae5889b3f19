import { printed } from '../../printed.ts';
import type { RequestHandler } from './$types';

/** The picture that messengers show beside a link, 1200 × 630. */
export const GET: RequestHandler = ({ locals, params }) => printed(locals, params.edition, 'card');
