import { readLink } from '#core/identity/index.ts';
import { type SignedIn, signInWithLink } from '#modules/people/server/index.ts';
import { clientOf, cookieOf, enter, refused } from '../../browser.ts';
import type { Actions, PageServerLoad } from './$types';

/** Only looks: programs that check mail open links before people do. */
export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
	// The address is a secret: it must not travel to another site.
	setHeaders({ 'referrer-policy': 'same-origin' });
	const link = await readLink(locals.ctx, params.secret);
	return { address: link?.address ?? null };
};

export const actions: Actions = {
	default: async (event) => {
		let signedIn: SignedIn;
		try {
			const input = { secret: event.params.secret, window: cookieOf(event, 'window') };
			signedIn = await signInWithLink(event.locals.ctx, input, clientOf(event));
		} catch (thrown) {
			return refused(event, thrown, {});
		}
		enter(event, signedIn);
	},
};
