import { fail } from '@sveltejs/kit';
import {
	holdMail,
	outboxLists,
	outboxPage,
	releaseMail,
	resolutions,
	resolveMail,
	waitingMail,
} from '#core/mail/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { outboxOf } from './place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { locals, url } = event;
	const { desk, place } = await outboxOf(event);
	const list = outboxLists.find((name) => name === url.searchParams.get('list')) ?? 'waiting';
	const asked = Number(url.searchParams.get('page') ?? 1);
	const page = Number.isInteger(asked) && asked >= 1 ? asked : 1;
	const outbox = await outboxPage(locals.ctx, locals.actor, place, { list, page });
	return {
		slug: desk.slug,
		short: desk.short,
		zone: desk.zone,
		list,
		outbox,
		planned: list === 'waiting' ? await waitingMail(locals.ctx, place.scope) : [],
	};
};

/** What a form of this page chose: one mail, one kind, or everything. */
function choiceOf(form: FormData) {
	const id = form.get('id');
	const kind = form.get('kind');
	return {
		...(typeof id === 'string' && id !== '' ? { ids: [id] } : {}),
		...(typeof kind === 'string' && kind !== '' ? { kind } : {}),
	};
}

export const actions: Actions = {
	hold: async (event) => {
		const { locals, request } = event;
		const { place } = await outboxOf(event);
		const count = await holdMail(locals.ctx, locals.actor, place, choiceOf(await request.formData()));
		return { done: 'hold' as const, count };
	},
	release: async (event) => {
		const { locals, request } = event;
		const { place } = await outboxOf(event);
		const count = await releaseMail(locals.ctx, locals.actor, place, choiceOf(await request.formData()));
		return { done: 'release' as const, count };
	},
	resolve: async (event) => {
		const { locals, request } = event;
		const { place } = await outboxOf(event);
		const form = await request.formData();
		const as = resolutions.find((name) => name === form.get('as'));
		const id = String(form.get('id') ?? '');
		if (!as) return fail(400, { refused: 'gone' as const });
		try {
			await resolveMail(locals.ctx, locals.actor, place, id, as);
		} catch (error) {
			// Two people at one list is nothing unusual: say so beside the list as it is now.
			if (!(error instanceof Refusal) || (error.kind !== 'conflict' && error.kind !== 'invalid')) throw error;
			return fail(409, { refused: 'settled' as const });
		}
		return { done: as, count: 1 };
	},
};
