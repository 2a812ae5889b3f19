import { redirect } from '@sveltejs/kit';
import { endSessionOf } from '#core/identity/index.ts';
import { localePath } from '#core/i18n/index.ts';
import { cookieOf, dropCookie } from '../sign-in/browser.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	default: async (event) => {
		const secret = cookieOf(event, 'session');
		if (secret) await endSessionOf(event.locals.ctx, secret);
		dropCookie(event, 'session');
		dropCookie(event, 'window');
		redirect(303, localePath(event.locals.locale, '/sign-in?out'));
	},
};
