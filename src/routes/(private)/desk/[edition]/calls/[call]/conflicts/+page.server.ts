import { fail, redirect } from '@sveltejs/kit';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { conflictsForDesk, decideConflicts } from '#modules/review/server/index.ts';
import { sayConflictRefusal } from '#modules/review/ui/say-conflict-refusal.ts';
import { openDesk } from '../../../../open-desk.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The conflicts of a call with what they were found by, for those who confirm and clear them. */
export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openDesk(event);
	const search = event.url.searchParams;
	const list = await conflictsForDesk(ctx, actor, {
		desk: desk.id,
		call: event.params.call,
		tab: search.get('tab'),
		kind: search.get('kind'),
		page: Number(search.get('page') ?? 1) || 1,
		locale,
	});
	const count = (name: string) => Math.max(0, Math.trunc(Number(search.get(name) ?? 0)) || 0);
	const done = (['confirmed', 'cleared'] as const).find((one) => one === search.get('done')) ?? null;
	return {
		list,
		call: { slug: list.call.slug, title: inLocale(list.call.title, locale).text },
		done: done && { verdict: done, decided: count('n'), left: count('left') },
	};
};

export const actions: Actions = {
	default: async (event: RequestEvent) => {
		const { ctx, actor, locale } = event.locals;
		const { desk } = await openDesk(event);
		const form = await event.request.formData();
		const pairs = form.getAll('pairs').map(String);
		const reason = String(form.get('reason') ?? '');
		const verdict = String(form.get('verdict') ?? '');
		try {
			const { edition, call = '' } = event.params;
			const { decided, left } = await decideConflicts(ctx, actor, { desk: desk.id, call, pairs, verdict, reason });
			const more = new URLSearchParams(event.url.searchParams);
			for (const name of ['done', 'n', 'left']) more.delete(name);
			for (const [name, value] of Object.entries({ done: verdict, n: decided, left: left.length }))
				more.set(name, String(value));
			redirect(303, localePath(locale, `/desk/${edition}/calls/${call}/conflicts?${more}`));
		} catch (thrown) {
			const { status, ...said } = sayConflictRefusal(thrown, locale);
			return fail(status, { pairs, reason, ...said });
		}
	},
};
