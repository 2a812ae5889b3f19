import { redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import {
	askNow,
	changeSource,
	hideHeadline,
	removeSource,
	sourceWithHeadlines,
	trySource,
} from '#modules/newsroom/server/index.ts';
import { inputOf, readTyped, refusedSource, typedOf } from '../source-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const acts = ['made', 'saved', 'asked', 'hidden', 'shown'] as const;

export const load: PageServerLoad = async ({ locals: { ctx, actor }, params, url }) => {
	const found = await sourceWithHeadlines(ctx, actor, params.source);
	return {
		...found,
		zone: ctx.config.zone,
		typed: typedOf(found.source),
		done: acts.find((one) => one === url.searchParams.get('done')) ?? null,
	};
};

function back({ locals, params }: RequestEvent, done: (typeof acts)[number]): never {
	redirect(303, `${localePath(locals.locale, `/desk/newsroom/headlines/${params.source}`)}?done=${done}`);
}

export const actions: Actions = {
	save: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const typed = readTyped(await event.request.formData());
		try {
			await changeSource(ctx, actor, event.params.source, inputOf(typed));
		} catch (thrown) {
			return refusedSource(thrown, locale, typed);
		}
		back(event, 'saved');
	},
	try: async ({ locals: { ctx, actor, locale }, request }) => {
		const typed = readTyped(await request.formData());
		try {
			return { typed, errors: [], message: null, tried: await trySource(ctx, actor, inputOf(typed)) };
		} catch (thrown) {
			return refusedSource(thrown, locale, typed);
		}
	},
	ask: async (event) => {
		const { ctx, actor, locale } = event.locals;
		try {
			await askNow(ctx, actor, event.params.source);
		} catch (thrown) {
			return refusedSource(thrown, locale, null);
		}
		back(event, 'asked');
	},
	hide: async (event) => {
		const { ctx, actor } = event.locals;
		const form = await event.request.formData();
		const hidden = form.get('hidden') === 'yes';
		await hideHeadline(ctx, actor, { source: event.params.source, headline: String(form.get('headline')), hidden });
		back(event, hidden ? 'hidden' : 'shown');
	},
	remove: async ({ locals: { ctx, actor, locale }, params }) => {
		await removeSource(ctx, actor, params.source);
		redirect(303, `${localePath(locale, '/desk/newsroom/headlines')}?done=removed`);
	},
};
