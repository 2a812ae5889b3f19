import { fail } from '@sveltejs/kit';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { takeIn, takeInPreview } from '#modules/calls/server/index.ts';
import { openDesk } from '../../../open-desk.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The call of the address, when it takes applications of another one in. */
async function openTaking(event: RequestEvent | Parameters<PageServerLoad>[0]) {
	const { desk, calls } = await openDesk(event, 'application.enter');
	const call = calls.find(({ slug }) => slug === event.url.searchParams.get('call'));
	if (call?.follows?.by !== 'take-in') throw notFound();
	return { desk, call, from: calls.find(({ slug }) => slug === call.follows?.call) };
}

export const load: PageServerLoad = async (event) => {
	const { desk, call, from } = await openTaking(event);
	return {
		slug: desk.slug,
		short: desk.short,
		call: { slug: call.slug, title: call.title },
		from: from?.title ?? {},
		rows: await takeInPreview(event.locals.ctx, event.locals.actor, { call: call.id }),
	};
};

async function taking(event: RequestEvent, chosen: readonly string[] | null) {
	const { call } = await openTaking(event);
	try {
		return {
			done: await takeIn(event.locals.ctx, event.locals.actor, { call: call.id, applications: chosen }),
			refusal: null,
		};
	} catch (refusal) {
		if (!(refusal instanceof Refusal) || refusal.kind !== 'conflict') throw refusal;
		return fail(refusal.status, { done: null, refusal: { code: refusal.code, params: refusal.params } });
	}
}

export const actions: Actions = {
	chosen: async (event) => taking(event, (await event.request.formData()).getAll('application').map(String)),
	all: (event) => taking(event, null),
};
