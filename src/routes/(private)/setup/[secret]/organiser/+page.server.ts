import { readFirstLink } from '#core/identity/index.ts';
import { type SignedIn, welcomeFirstOrganiser } from '#modules/people/server/index.ts';
import { clientOf, enter, refused, textOf } from '../../../sign-in/browser.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
	// The address is a secret: no other site is told of it. (Not 'no-referrer': browsers would then send forms without origin.)
	setHeaders({ 'referrer-policy': 'same-origin' });
	await readFirstLink(locals.ctx, params.secret, locals.client);
	return {};
};

export const actions: Actions = {
	default: async (event) => {
		const { ctx, locale } = event.locals;
		const form = await event.request.formData();
		const values = { name: textOf(form, 'name'), address: textOf(form, 'address') };
		let signedIn: SignedIn;
		try {
			signedIn = await welcomeFirstOrganiser(ctx, { ...values, secret: event.params.secret, locale }, clientOf(event));
		} catch (thrown) {
			return refused(event, thrown, values);
		}
		// Where the first edition is made.
		enter(event, { ...signedIn, next: '/desk' });
	},
};
