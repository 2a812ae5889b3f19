import { json } from '@sveltejs/kit';
import { beginPasskeySignIn, localNext } from '#core/identity/index.ts';
import { newSecret } from '#core/ids/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { signInWithPasskey } from '#modules/people/server/index.ts';
import { problemMessages, sayProblem } from '#modules/people/ui/problem-messages.ts';
import { clientOf, cookieOf, pathIn, setCookie, siteOf } from '../browser.ts';
import type { RequestHandler } from './$types';

/** Two steps of signing in with a passkey: `{}` asks for the challenge, `{response}` answers it. */
export const POST: RequestHandler = async (event) => {
	const { ctx, locale, client } = event.locals;
	const body = (await event.request.json().catch(() => ({}))) as { response?: never; next?: string };
	try {
		const kept = cookieOf(event, 'window');
		if (!body.response) {
			// A window that waits for a mailed code goes on waiting for it.
			const window = kept ?? newSecret();
			setCookie(event, 'window', window);
			return json(await beginPasskeySignIn(ctx, siteOf(event), window, client));
		}
		const input = { window: kept ?? '', response: body.response };
		const signedIn = await signInWithPasskey(ctx, siteOf(event), input, clientOf(event));
		setCookie(event, 'session', signedIn.secret);
		return json({ next: pathIn(locale, localNext(body.next) ?? '/me') });
	} catch (thrown) {
		if (!(thrown instanceof Refusal)) throw thrown;
		return json(
			{ message: sayProblem(problemMessages[locale], thrown.code, thrown.params) },
			{ status: thrown.status },
		);
	}
};
