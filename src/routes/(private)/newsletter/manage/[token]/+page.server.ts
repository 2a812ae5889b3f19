import { fail } from '@sveltejs/kit';
import { Refusal } from '#core/refusal/index.ts';
import { changeSubscription, ownSubscription, unsubscribe } from '#modules/newsletter/server/index.ts';
import type { ChoicesInput } from '#modules/newsletter/subscription.ts';
import { fieldValues, valuesOf } from '#modules/newsletter/ui/form.ts';
import { sayRefusal } from '#modules/newsletter/ui/say.ts';
import { choicesOffered } from '../../choices.ts';
import type { Actions, PageServerLoad } from './$types';

/** Looking changes nothing: programs that check mail follow its links. */
export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
	const { ctx, locale } = locals;
	// The address is a secret: no other site is told of it. (Not 'no-referrer': browsers would then send forms without origin.)
	setHeaders({ 'referrer-policy': 'same-origin' });
	try {
		const own = await ownSubscription(ctx, params.token);
		const offered = await choicesOffered(ctx, locale, own.choices.topics);
		return { own: { email: own.email, ended: own.ended, values: valuesOf(own.choices, own.email), ...offered } };
	} catch (thrown) {
		if (!(thrown instanceof Refusal) || thrown.code !== 'link-gone') throw thrown;
		return { own: null };
	}
};

export const actions: Actions = {
	change: async ({ locals, params, request }) => {
		const { ctx, actor, locale } = locals;
		const values = fieldValues(await request.formData());
		try {
			await changeSubscription(ctx, actor, params.token, values as unknown as ChoicesInput);
			return { saved: true };
		} catch (thrown) {
			if (!(thrown instanceof Refusal) || thrown.kind === 'signed-out') throw thrown;
			// Ended or deleted meanwhile: the page as it is now says so.
			if (thrown.kind !== 'invalid') return { saved: false };
			return fail(thrown.status, { values, ...sayRefusal(thrown, locale) });
		}
	},
	end: async ({ locals, params }) => {
		try {
			await unsubscribe(locals.ctx, locals.actor, params.token, 'page');
		} catch (thrown) {
			if (!(thrown instanceof Refusal) || thrown.code !== 'link-gone') throw thrown;
		}
		return { saved: false };
	},
};
