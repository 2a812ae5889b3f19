import { redirect } from '@sveltejs/kit';
import { getRunning } from '#app/running.ts';
import { localePath } from '#core/i18n/index.ts';
import {
	type DeliveryState,
	pauseWebhook,
	removeWebhook,
	replayWebhook,
	resumeWebhook,
	rotateWebhook,
	testWebhook,
	type WebhookDesk,
	webhookWithLog,
} from '#modules/api/server/index.ts';
import { openDesk } from '../../../open-desk.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const states: DeliveryState[] = ['waiting', 'delivered', 'failed', 'kept'];
const verbs = ['paused', 'resumed', 'tested'] as const;

export const load: PageServerLoad = async (event) => {
	const { ctx, actor } = event.locals;
	const { desk, whole } = await openDesk(event);
	const { searchParams } = event.url;
	const state = states.find((one) => one === searchParams.get('state'));
	const page = Number(searchParams.get('page') ?? 1);
	const replayed = Number(searchParams.get('replayed') ?? Number.NaN);
	return {
		...(await webhookWithLog(
			ctx,
			actor,
			{ id: desk.id, subject: whole },
			{
				webhook: event.params.webhook,
				state,
				page: Number.isInteger(page) ? page : 1,
			},
		)),
		state: state ?? null,
		states,
		done: verbs.find((one) => one === searchParams.get('done')) ?? null,
		replayed: Number.isInteger(replayed) && replayed >= 0 ? replayed : null,
	};
};

/** Does it for the webhook in the address, then shows its page, or that of all. */
async function act(event: RequestEvent, work: (desk: WebhookDesk, webhook: string) => Promise<string>): Promise<never> {
	const { desk, whole } = await openDesk(event);
	const { webhook } = event.params;
	const rest = await work({ id: desk.id, subject: whole }, webhook);
	redirect(303, localePath(event.locals.locale, `/desk/${desk.slug}/webhooks${rest}`));
}

export const actions: Actions = {
	pause: (event) =>
		act(event, async (desk, id) => {
			await pauseWebhook(event.locals.ctx, event.locals.actor, desk, id);
			return `/${id}?done=paused`;
		}),
	resume: (event) =>
		act(event, async (desk, id) => {
			await resumeWebhook(event.locals.ctx, event.locals.actor, desk, id);
			return `/${id}?done=resumed`;
		}),
	remove: (event) =>
		act(event, async (desk, id) => {
			await removeWebhook(event.locals.ctx, event.locals.actor, desk, id);
			return '?done=removed';
		}),
	test: (event) =>
		act(event, async (desk, webhook) => {
			await testWebhook(event.locals.ctx, event.locals.actor, desk, { webhook, origin: getRunning().origin });
			return `/${webhook}?done=tested`;
		}),
	replay: (event) =>
		act(event, async (desk, webhook) => {
			const delivery = (await event.request.formData()).get('delivery');
			const one = typeof delivery === 'string' && delivery !== '' ? { delivery } : {};
			const count = await replayWebhook(event.locals.ctx, event.locals.actor, desk, { webhook, ...one });
			return `/${webhook}?replayed=${count}`;
		}),
	rotate: async (event) => {
		const { desk, whole } = await openDesk(event);
		const { ctx, actor } = event.locals;
		// Shown in this answer alone.
		return { secret: await rotateWebhook(ctx, actor, { id: desk.id, subject: whole }, event.params.webhook) };
	},
};
