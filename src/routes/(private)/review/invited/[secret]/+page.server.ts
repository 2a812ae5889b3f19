import { fail, redirect } from '@sveltejs/kit';
import { personOf } from '#core/access/index.ts';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { acceptSubReview, declineSubReview, invitationByLink } from '#modules/review/server/index.ts';
import type { Actions, PageServerLoad } from './$types';

/** Only looks: programs that check mail open links before people do. */
export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
	// The address is a secret: it must not travel to another site.
	setHeaders({ 'referrer-policy': 'same-origin' });
	const { ctx, actor, locale } = locals;
	const found = await invitationByLink(ctx, { secret: params.secret, locale });
	return {
		invitation: found ? { ...found, call: inLocale(found.call, locale).text } : null,
		signedIn: personOf(actor) !== undefined,
		path: `/review/invited/${params.secret}`,
	};
};

/** The page says by itself that an invitation is not open any more. */
async function answered<T>(work: () => Promise<T>) {
	try {
		return { value: await work() };
	} catch (thrown) {
		if (!(thrown instanceof Refusal) || thrown.kind === 'signed-out') throw thrown;
		return fail(thrown.status, { answered: 'gone' as const });
	}
}

export const actions: Actions = {
	accept: async ({ locals, params, request }) => {
		const { ctx, actor, locale } = locals;
		const form = await request.formData();
		const done = await answered(() =>
			acceptSubReview(ctx, actor, { secret: params.secret, mayBeNamed: form.get('named') === 'yes' }),
		);
		if (!('value' in done)) return done;
		if (done.value === undefined) return { answered: 'gone' as const };
		redirect(303, localePath(locale, `/review/for/${done.value}`));
	},
	decline: async ({ locals, params }) => {
		const done = await answered(() => declineSubReview(locals.ctx, locals.actor, { secret: params.secret }));
		return 'value' in done ? { answered: 'declined' as const } : done;
	},
};
