import { fail, redirect } from '@sveltejs/kit';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { acceptReviewing, declineReviewing, readReviewerInvitation } from '#modules/review/server/index.ts';
import { sayReviewerFaults } from '#modules/review/ui/reviewer-faults.ts';
import { placeById } from '../../place.ts';
import type { Actions, PageServerLoad } from './$types';

/** Only looks: programs that check mail open links before people do. */
export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
	// The address is a secret: it must not travel to another site.
	setHeaders({ 'referrer-policy': 'same-origin' });
	const { ctx, actor, locale } = locals;
	const found = await readReviewerInvitation(ctx, actor, params.secret);
	if (!found) return { invitation: null };
	const place = await placeById(ctx, found.call.scope, locale);
	return {
		invitation: {
			state: found.state,
			reader: found.reader,
			email: found.email,
			role: found.role,
			edition: place.short,
			call: inLocale(found.call.title, locale).text,
			stage: found.stage?.[locale] ?? null,
			tracks: found.tracks.map(({ label }) => label[locale]),
			expiresAt: found.expiresAt,
			zone: found.call.zone,
			path: `/review/invitations/${params.secret}`,
			profile: `/review/profile/${place.slug}`,
		},
	};
};

const answers = ['reason', 'suggestedName', 'suggestedEmail'] as const;

export const actions: Actions = {
	accept: async ({ locals, params }) => {
		const { ctx, actor, locale } = locals;
		let scope: string;
		try {
			({ scope } = await acceptReviewing(ctx, actor, { secret: params.secret }));
		} catch (thrown) {
			// The page says by itself what stands against it.
			if (!(thrown instanceof Refusal) || thrown.kind === 'signed-out') throw thrown;
			return fail(thrown.status, { declined: false, values: null, errors: [] });
		}
		const place = await placeById(ctx, scope, locale);
		redirect(303, localePath(locale, `/review/profile/${place.slug}?welcome=1`));
	},
	decline: async ({ locals, params, request }) => {
		const { ctx, actor, locale } = locals;
		const form = await request.formData();
		const values = Object.fromEntries(answers.map((name) => [name, String(form.get(name) ?? '')])) as Record<
			(typeof answers)[number],
			string
		>;
		try {
			await declineReviewing(ctx, actor, { secret: params.secret, ...values });
		} catch (thrown) {
			if (!(thrown instanceof Refusal)) throw thrown;
			return fail(thrown.status, { declined: false, values, errors: sayReviewerFaults(thrown.problems, locale) });
		}
		return { declined: true, values: null, errors: [] };
	},
};
