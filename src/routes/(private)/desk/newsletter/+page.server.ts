import { fail } from '@sveltejs/kit';
import { Refusal } from '#core/refusal/index.ts';
import {
	forgetSubscriber,
	liftSuppression,
	lookUp,
	newsletterOverview,
	suppressAddress,
} from '#modules/newsletter/server/index.ts';
import { topicName } from '#modules/newsroom/topic-names.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { ctx, actor, locale } = locals;
	const overview = await newsletterOverview(ctx, actor);
	return {
		overview,
		topics: overview.byTopic.map(({ key, n }) => ({ name: key === '' ? '' : topicName(key, locale).text, n })),
		zone: ctx.config.zone,
	};
};

type Asked = { locals: App.Locals; request: Request };

/** Does something with the address that was typed in, and shows what is known of it afterwards. */
async function withAddress(
	{ locals, request }: Asked,
	act: (email: string, form: FormData) => Promise<'suppress' | 'lift' | 'forget' | 'look'>,
) {
	const form = await request.formData();
	const email = String(form.get('email') ?? '');
	try {
		const done = await act(email, form);
		return { done, found: done === 'forget' ? null : await lookUp(locals.ctx, locals.actor, email), email };
	} catch (thrown) {
		if (!(thrown instanceof Refusal) || thrown.kind !== 'invalid') throw thrown;
		return fail(400, { wrong: true, email });
	}
}

export const actions: Actions = {
	look: (event) => withAddress(event, async () => 'look'),
	suppress: (event) =>
		withAddress(event, async (email, form) => {
			const reason = form.get('reason') === 'complained' ? 'complained' : 'desk';
			await suppressAddress(event.locals.ctx, event.locals.actor, email, reason);
			return 'suppress';
		}),
	lift: (event) =>
		withAddress(event, async (email) => {
			await liftSuppression(event.locals.ctx, event.locals.actor, email);
			return 'lift';
		}),
	forget: (event) =>
		withAddress(event, async (email) => {
			await forgetSubscriber(event.locals.ctx, event.locals.actor, email);
			return 'forget';
		}),
};
