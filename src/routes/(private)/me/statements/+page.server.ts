import { fail } from '@sveltejs/kit';
import { inLocale } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { ownSignatures, statementsForDesk, withdrawSignature } from '#modules/statements/server/index.ts';
import { signedInPerson } from '../../sign-in/browser.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	signedInPerson(event);
	const { ctx, actor, locale } = event.locals;
	const signed = await ownSignatures(ctx, actor);
	const drafted = await statementsForDesk(ctx, actor);
	return {
		drafted: drafted.map(({ id, slug, titles }) => ({ id, title: titles[locale] ?? slug })),
		signed: signed.map(({ titles, ...one }) => ({ ...one, title: inLocale(titles, locale).text || one.slug })),
	};
};

export const actions: Actions = {
	withdraw: async (event) => {
		signedInPerson(event);
		const signature = String((await event.request.formData()).get('signature') ?? '');
		try {
			await withdrawSignature(event.locals.ctx, event.locals.actor, { signature });
		} catch (thrown) {
			if (!(thrown instanceof Refusal) || thrown.kind !== 'not-found') throw thrown;
			return fail(404, { withdrawn: false });
		}
		return { withdrawn: true };
	},
};
