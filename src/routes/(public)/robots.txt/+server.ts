import { robotsText } from '#modules/publications/robots.ts';
import { getRunning } from '../../../app/running.ts';
import { keepFor } from '../timeless-edition.ts';
import type { RequestHandler } from './$types';

/** What robots may read. */
export const GET: RequestHandler = ({ locals }) => {
	keepFor(locals, 'site');
	return new Response(robotsText(getRunning().origin, locals.ctx.clock.rehearsal), {
		headers: { 'content-type': 'text/plain; charset=utf-8' },
	});
};
