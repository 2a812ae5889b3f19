import { personData } from '#app/person-data.ts';
import { exportPerson } from '#modules/people/server/index.ts';
import { signedInPerson } from '../../../sign-in/browser.ts';
import type { RequestHandler } from './$types';

/** Everything that is held of the person who asks, as one JSON file. */
export const GET: RequestHandler = async (event) => {
	const personId = signedInPerson(event);
	const data = await exportPerson(event.locals.ctx, event.locals.actor, personData, personId);
	return new Response(`${JSON.stringify(data, null, '\t')}\n`, {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': 'attachment; filename="my-data.json"',
			'cache-control': 'private, no-store',
		},
	});
};
