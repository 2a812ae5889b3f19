import { printed } from '../../printed.ts';
import type { RequestHandler } from './$types';

/** The leaflet: what, when, topic areas, dates, who; A4, folded once. */
export const GET: RequestHandler = ({ locals, params }) => printed(locals, params.edition, 'leaflet');
