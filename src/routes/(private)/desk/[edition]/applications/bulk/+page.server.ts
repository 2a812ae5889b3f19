import { fail, redirect } from '@sveltejs/kit';
import { scoreDoor } from '#app/score-door.ts';
import { localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { bulkActsOf, deskList, previewBulk } from '#modules/calls/server/index.ts';
import { openDesk } from '../../../open-desk.ts';
import { postedAction, readChosen } from './bulk-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk, calls } = await openDesk(event, 'application.list');
	const chosen = readChosen(event.url.searchParams);
	const list = await deskList(ctx, actor, {
		edition: desk.id,
		zone: desk.zone,
		query: chosen.query,
		limit: 1,
		scores: scoreDoor,
	});
	const own = calls.filter(({ slug }) => list.calls.some((call) => call.slug === slug));
	const reasons = new Map(
		own.flatMap((call) =>
			call.stages.flatMap(({ stage }) => stage.reasons.map(({ id, label }) => [id, label[locale]])),
		),
	);
	const named = (one: { id: string; label: Record<typeof locale, string> }) => ({
		value: one.id,
		label: one.label[locale],
	});
	return {
		chosen,
		count: chosen.all ? list.total : chosen.ids.length,
		wrong: list.problems.length > 0,
		outcomes: list.outcomes.map(named),
		reasons: [...reasons].map(([value = '', label = '']) => ({ value, label })),
		tracks: list.tracks.map(named),
		cohorts: list.vocabulary.cohorts.map(named),
		fields: list.allColumns.flatMap(({ id, label }) =>
			id.startsWith('answer.') ? [{ value: id.slice('answer.'.length), label: label[locale] }] : [],
		),
		acts: await bulkActsOf(ctx, actor, { desk: desk.id }),
	};
};

export const actions: Actions = {
	look: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { desk } = await openDesk(event, 'application.list');
		const form = await event.request.formData();
		const chosen = readChosen(form);
		const { action, typed } = postedAction(chosen.kind, form);
		const select = chosen.all ? { query: chosen.query } : { ids: chosen.ids };
		let act: string;
		try {
			act = await previewBulk(ctx, actor, { desk: desk.id, zone: desk.zone, select, action, scores: scoreDoor });
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || !['invalid', 'too-many'].includes(refusal.kind)) throw refusal;
			const problems = Object.fromEntries(refusal.problems.map(({ path, code }) => [path.split('.')[0], code]));
			return fail(refusal.status, { typed, problems, code: refusal.code, max: Number(refusal.params.max ?? 0) });
		}
		redirect(303, localePath(locale, `/desk/${desk.slug}/applications/bulk/${act}`));
	},
};
