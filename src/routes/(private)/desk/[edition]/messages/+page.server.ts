import { fail, redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { holdThread, settleThread, threadList, threadStates } from '#modules/calls/server/index.ts';
import { openDesk } from '../../open-desk.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { searchParams } = event.url;
	const { desk } = await openDesk(event, 'application.message');
	const state = threadStates.find((one) => one === searchParams.get('state')) ?? 'open';
	const mine = searchParams.get('mine') === 'yes';
	const page = Number(searchParams.get('page') ?? 1);
	return {
		slug: desk.slug,
		short: desk.short,
		zone: desk.zone,
		state,
		mine,
		list: await threadList(ctx, actor, {
			desk: desk.id,
			state,
			mine,
			page: Number.isInteger(page) && page >= 1 ? page : 1,
			locale,
		}),
	};
};

async function attempt(event: RequestEvent, work: (application: string, form: FormData) => Promise<void>) {
	const form = await event.request.formData();
	try {
		await work(String(form.get('application') ?? ''), form);
	} catch (refusal) {
		if (!(refusal instanceof Refusal) || refusal.kind === 'signed-out') throw refusal;
		return fail(refusal.status, { refusal: { code: refusal.code, params: refusal.params } });
	}
	redirect(
		303,
		localePath(
			event.locals.locale,
			`/desk/${event.params.edition}/messages${event.url.search.replace(/^\?\/[a-z-]+&?/, '?')}`,
		),
	);
}

export const actions: Actions = {
	hold: (event) =>
		attempt(event, (application, form) =>
			holdThread(event.locals.ctx, event.locals.actor, { application, hold: form.get('hold') === 'yes' }),
		),
	settle: (event) =>
		attempt(event, (application, form) =>
			settleThread(event.locals.ctx, event.locals.actor, {
				application,
				closed: form.get('closed') === 'yes',
				seen: Number(form.get('seen')),
			}),
		),
};
