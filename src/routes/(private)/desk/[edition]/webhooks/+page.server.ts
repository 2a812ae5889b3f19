import { makeWebhook, webhooksOf } from '#modules/api/server/index.ts';
import { chosenEvents } from '#modules/api/webhook-events.ts';
import { openDesk } from '../../open-desk.ts';
import { refusedWebhook } from './refused.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor } = event.locals;
	const { desk, whole } = await openDesk(event);
	return {
		webhooks: await webhooksOf(ctx, actor, { id: desk.id, subject: whole }),
		events: chosenEvents,
		isRehearsal: ctx.clock.rehearsal,
		removed: event.url.searchParams.get('done') === 'removed',
	};
};

export const actions: Actions = {
	make: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { desk, whole } = await openDesk(event);
		const form = await event.request.formData();
		const text = (name: string) => String(form.get(name) ?? '');
		const values = { url: text('url'), label: text('label'), events: form.getAll('events').map(String) };
		try {
			const made = await makeWebhook(ctx, actor, { id: desk.id, subject: whole }, values);
			// Shown in this answer alone.
			return { secret: made.secret, webhook: made.id, values: null, errors: [], message: null };
		} catch (thrown) {
			return refusedWebhook(thrown, locale, values);
		}
	},
};
