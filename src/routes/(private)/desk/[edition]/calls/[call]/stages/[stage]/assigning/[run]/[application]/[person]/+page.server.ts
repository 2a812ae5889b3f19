import { inLocale, localePath } from '#core/i18n/index.ts';
import { pairPage, setLock, swapPair } from '#modules/review/server/index.ts';
import { openDesk } from '../../../../../../../../../open-desk.ts';
import { attempt } from '../../../attempt.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

async function open(event: RequestEvent | Parameters<PageServerLoad>[0]) {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openDesk(event);
	const { call, stage, run, application, person } = event.params;
	return pairPage(ctx, actor, { desk: desk.id, call, stage, run: Number(run), application, person, locale });
}

export const load: PageServerLoad = async (event) => {
	const { call, stage, person, ...page } = await open(event);
	return {
		call: { slug: call.slug, title: inLocale(call.title, event.locals.locale).text },
		stage: { id: stage.id, label: stage.label },
		...page,
		// `person` is who is signed in.
		reviewer: person,
		done: event.url.searchParams.get('done'),
	};
};

const dones = { lock: 'locked', forbid: 'barred', free: 'freed' } as const;

export const actions: Actions = {
	lock: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { call, stage, application, person } = await open(event);
		const form = await event.request.formData();
		const asked = String(form.get('kind') ?? '');
		const kind = asked === 'lock' || asked === 'forbid' ? asked : 'free';
		return attempt(form, locale, async () => {
			await setLock(ctx, actor, {
				call: call.id,
				stage: stage.id,
				application: application.id,
				person: person.id,
				kind,
			});
			return `${event.url.pathname}?done=${dones[kind]}`;
		});
	},
	swap: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { call, stage, run, application, person } = await open(event);
		const form = await event.request.formData();
		const { params } = event;
		return attempt(form, locale, async () => {
			await swapPair(ctx, actor, {
				call: call.id,
				stage: stage.id,
				run: run.number,
				application: application.id,
				person: person.id,
				other: String(form.get('other') ?? ''),
				inReturn: String(form.get('inReturn') ?? ''),
			});
			const base = `/desk/${params.edition}/calls/${params.call}/stages/${params.stage}/assigning/${run.number}`;
			return localePath(locale, `${base}?done=swapped`);
		});
	},
};
