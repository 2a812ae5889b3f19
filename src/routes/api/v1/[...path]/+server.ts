import { getRunning } from '#app/running.ts';
import { answerApi } from '#modules/api/server/index.ts';
import { say } from '../say.ts';
import type { RequestHandler } from './$types';

/** The whole programming interface: the module finds the endpoint, and says so when there is none. */
const answer: RequestHandler = ({ locals, request }) => {
	const { origin, writes, reads } = getRunning();
	return answerApi(locals.ctx, request, { client: locals.client, origin, writes, reads, say });
};

export const GET = answer;
export const POST = answer;
export const PUT = answer;
export const PATCH = answer;
export const DELETE = answer;
/** Any other method is refused in the same form. */
export const fallback = answer;
