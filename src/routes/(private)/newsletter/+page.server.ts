import { fail } from '@sveltejs/kit';
import { Refusal } from '#core/refusal/index.ts';
import { houseName, subscribe } from '#modules/newsletter/server/index.ts';
import type { SubscribeInput } from '#modules/newsletter/subscription.ts';
import { fieldValues, valuesOf } from '#modules/newsletter/ui/form.ts';
import { sayRefusal } from '#modules/newsletter/ui/say.ts';
import { choicesOffered } from './choices.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { ctx, locale } = locals;
	const offered = await choicesOffered(ctx, locale);
	// A page about a topic may lead here with it.
	const topics = url.searchParams.getAll('topic').filter((one) => offered.topics.some(({ value }) => value === one));
	return { ...offered, house: houseName(ctx, locale), values: valuesOf({ locale, zone: ctx.config.zone, topics }) };
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const { ctx, actor, locale, path, client } = locals;
		const values = fieldValues(await request.formData());
		try {
			await subscribe(ctx, actor, { choices: values as unknown as SubscribeInput, locale, page: path, ip: client });
			return { sent: values.email.trim() };
		} catch (thrown) {
			if (!(thrown instanceof Refusal) || !['invalid', 'too-many'].includes(thrown.kind)) throw thrown;
			return fail(thrown.status, { values, ...sayRefusal(thrown, locale) });
		}
	},
};
