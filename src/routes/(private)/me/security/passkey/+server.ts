import { json } from '@sveltejs/kit';
import { demand } from '#core/access/index.ts';
import { addressesOf, beginPasskey, finishPasskey } from '#core/identity/index.ts';
import { newSecret } from '#core/ids/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPerson } from '#modules/people/server/index.ts';
import { problemMessages, sayProblem } from '#modules/people/ui/problem-messages.ts';
import { cookieOf, setCookie, signedInPerson, siteOf } from '../../../sign-in/browser.ts';
import type { RequestHandler } from './$types';

/** Two steps of adding a passkey: `{name}` asks what it is to be made with, `{name, response}` keeps it. */
export const POST: RequestHandler = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const personId = signedInPerson(event);
	const body = (await event.request.json().catch(() => ({}))) as { name?: string; response?: never };
	try {
		demand(ctx, actor, 'person.secure-own', { within: {}, owners: [personId] });
		const name = String(body.name ?? '').trim();
		if (name === '') throw new Refusal('invalid', 'passkey-name-missing');
		const kept = cookieOf(event, 'window');
		if (body.response) {
			await finishPasskey(ctx, siteOf(event), personId, kept ?? '', body.response, name);
			return json({});
		}
		const window = kept ?? newSecret();
		setCookie(event, 'window', window);
		const [person, addresses] = await Promise.all([readPerson(ctx, personId), addressesOf(ctx, personId)]);
		const address = addresses[0]?.address ?? personId;
		const shown = { id: personId, address, name: displayName(person.names, locale) || address };
		return json(await beginPasskey(ctx, siteOf(event), shown, window));
	} catch (thrown) {
		if (!(thrown instanceof Refusal)) throw thrown;
		return json(
			{ message: sayProblem(problemMessages[locale], thrown.code, thrown.params) },
			{ status: thrown.status },
		);
	}
};
