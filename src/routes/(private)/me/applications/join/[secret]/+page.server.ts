import { fail, redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { acceptInvite, inviteByLink, placeOfCall } from '#modules/calls/server/index.ts';
import { callPath } from '../../call-path.ts';
import type { Actions, PageServerLoad } from './$types';

/** Only looks: programs that check mail open links before people do. */
export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
	setHeaders({ 'referrer-policy': 'same-origin', 'x-robots-tag': 'noindex' });
	const invite = await inviteByLink(locals.ctx, locals.actor, params.secret, locals.locale);
	return { invite, path: `/me/applications/join/${params.secret}` };
};

export const actions: Actions = {
	accept: async ({ locals, params }) => {
		const { ctx, actor, locale } = locals;
		let to: string;
		try {
			const accepted = await acceptInvite(ctx, actor, { secret: params.secret });
			if (accepted.to === 'application') to = `/me/applications/${accepted.application}`;
			else {
				const path = await callPath(ctx, await placeOfCall(ctx, accepted.call));
				to = accepted.to === 'draft' ? `${path}/apply?draft=${accepted.draft}` : `${path}/apply`;
			}
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || ['not-found', 'signed-out'].includes(refusal.kind)) throw refusal;
			return fail(refusal.status, { refusal: { code: refusal.code, params: refusal.params } });
		}
		redirect(303, localePath(locale, to));
	},
};
