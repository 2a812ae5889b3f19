import { redirect } from '@sveltejs/kit';
import { personData } from '#app/person-data.ts';
import { isFresh } from '#core/identity/index.ts';
import { localePath } from '#core/i18n/index.ts';
import { Refusal, invalid } from '#core/refusal/index.ts';
import { erasePerson } from '#modules/people/server/index.ts';
import { meMessages } from '#modules/people/ui/me-messages.ts';
import { dropCookie, refused, signedInPerson, textOf } from '../../sign-in/browser.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	fresh: await isFresh(event.locals.ctx, signedInPerson(event), event.locals.sessionId),
});

export const actions: Actions = {
	erase: async (event) => {
		const { ctx, actor, locale, sessionId } = event.locals;
		const personId = signedInPerson(event);
		const word = textOf(await event.request.formData(), 'word').trim();
		try {
			if (!(await isFresh(ctx, personId, sessionId))) throw new Refusal('forbidden', 'sign-in-again');
			if (word !== meMessages[locale].data.word) throw invalid([{ path: 'word', code: 'erase-confirm' }]);
			await erasePerson(ctx, actor, personData, personId);
		} catch (thrown) {
			return refused(event, thrown, { word });
		}
		dropCookie(event, 'session');
		dropCookie(event, 'window');
		redirect(303, localePath(locale, '/sign-in?erased'));
	},
};
