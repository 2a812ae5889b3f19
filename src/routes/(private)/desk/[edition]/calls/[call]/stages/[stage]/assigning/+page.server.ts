import { inLocale, localePath } from '#core/i18n/index.ts';
import { isUnderWay } from '#modules/review/assigning.ts';
import { runList, setLock, startRun } from '#modules/review/server/index.ts';
import { openDesk } from '../../../../../../open-desk.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { attempt } from './attempt.ts';

async function open(event: RequestEvent | Parameters<PageServerLoad>[0]) {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openDesk(event);
	const { call, stage } = event.params;
	return runList(ctx, actor, { desk: desk.id, call, stage, locale });
}

export const load: PageServerLoad = async (event) => {
	const { locale } = event.locals;
	const { call, stage, runs, locks, applications, people, closed } = await open(event);
	const asked = event.url.searchParams;
	const last = runs[0]?.options;
	const even = people === 0 ? 0 : (applications * stage.perApplication) / people;
	const first = {
		aim: last?.aim ?? 'best',
		perPaper: String(last?.perPaper ?? stage.perApplication),
		minLoad: String(last?.minLoad ?? stage.load?.min ?? 0),
		maxLoad: String(last?.maxLoad ?? stage.load?.max ?? Math.max(1, Math.ceil(even) + 1)),
		limit: String(Math.round((last?.limit ?? 0.8) * 100)),
		seed: '',
		text: String(Math.round((last?.weights.text ?? 0.6) * 100)),
		topic: String(Math.round((last?.weights.topic ?? 0.4) * 100)),
		bid: String(Math.round((last?.weights.bid ?? 0.2) * 100)),
	};
	return {
		call: { slug: call.slug, zone: call.zone, title: inLocale(call.title, locale).text },
		stage: { id: stage.id, label: stage.label },
		runs,
		locks,
		counts: { applications, people, closed },
		// A range that was chosen on the curve of a run comes in the address.
		values: {
			...first,
			minLoad: asked.get('min') ?? first.minLoad,
			maxLoad: asked.get('max') ?? first.maxLoad,
		} as Record<string, string>,
		underWay: runs.some(({ state }) => isUnderWay(state)),
		done: asked.get('done'),
	};
};

export const actions: Actions = {
	start: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { call, stage } = await open(event);
		const form = await event.request.formData();
		const text = (name: string) => String(form.get(name) ?? '');
		const base = `/desk/${event.params.edition}/calls/${event.params.call}/stages/${event.params.stage}/assigning`;
		return attempt(form, locale, async () => {
			await startRun(ctx, actor, {
				call: call.id,
				stage: stage.id,
				aim: text('aim'),
				perPaper: text('perPaper'),
				minLoad: text('minLoad'),
				maxLoad: text('maxLoad'),
				limit: text('limit'),
				seed: text('seed'),
				weights: { text: text('text'), topic: text('topic'), bid: text('bid') },
			});
			return localePath(locale, base);
		});
	},
	free: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { call, stage } = await open(event);
		const form = await event.request.formData();
		const base = `/desk/${event.params.edition}/calls/${event.params.call}/stages/${event.params.stage}/assigning`;
		return attempt(form, locale, async () => {
			await setLock(ctx, actor, {
				call: call.id,
				stage: stage.id,
				application: String(form.get('application') ?? ''),
				person: String(form.get('person') ?? ''),
				kind: 'free',
			});
			return localePath(locale, `${base}?done=freed`);
		});
	},
};
