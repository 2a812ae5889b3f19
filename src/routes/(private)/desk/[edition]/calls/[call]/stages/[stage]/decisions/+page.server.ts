import { fail, redirect } from '@sveltejs/kit';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { previewBulk } from '#modules/calls/server/index.ts';
import { tracksOf } from '#modules/editions/server/index.ts';
import { type DecisionState, decisionStates, decisionTable } from '#modules/review/server/index.ts';
import { openDesk } from '../../../../../../open-desk.ts';
import { formatNames } from '../../../../../format-names.ts';
import { trackPlaces } from '../../../../../tracks.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** So many applications stand on one page. */
const pageLength = 100;
type Event = RequestEvent | Parameters<PageServerLoad>[0];

async function openTable(event: Event) {
	const { ctx, actor } = event.locals;
	const { desk, calls } = await openDesk(event);
	const { searchParams } = event.url;
	const state = decisionStates.find((one): one is DecisionState => one === searchParams.get('state'));
	const track = searchParams.get('track') || undefined;
	const { call, stage } = event.params;
	const table = await decisionTable(ctx, actor, { desk: desk.id, call, stage, track, state });
	const found = calls.find(({ slug }) => slug === call);
	return { desk, table, track, state, form: found?.form, stages: found?.stages ?? [] };
}

export const load: PageServerLoad = async (event) => {
	const { ctx, locale } = event.locals;
	const { desk, table, track, state, form, stages } = await openTable(event);
	const asked = Number(event.url.searchParams.get('page') ?? 1);
	const pages = Math.max(1, Math.ceil(table.rows.length / pageLength));
	const page = Number.isInteger(asked) && asked >= 1 && asked <= pages ? asked : 1;
	const { stage, scored, call, rows, outcomes, reasons, ...rest } = table;
	const chosen = new URLSearchParams([...(track ? [['track', track]] : []), ...(state ? [['state', state]] : [])]);
	return {
		...rest,
		call: { ...call, title: inLocale(call.title, locale).text },
		stage: { id: stage.id, label: stage.label[locale], scored: 'criteria' in stage },
		scored: scored && {
			label: scored.label[locale],
			here: scored.id === stage.id,
			confidence: scored.confidence,
			metaReview: scored.metaReview,
			wanted: scored.perApplication,
		},
		stages: stages.map(({ stage: { id, label } }) => ({ id, label: label[locale] })),
		outcomes: outcomes.map(({ id, label, effect, format, needs }) => ({
			id,
			label: label[locale],
			effect,
			format: format ?? null,
			needs,
		})),
		reasons: reasons.map(({ id, label }) => ({ value: id, label: label[locale] })),
		formats: formatNames(form, locale),
		trackNames: trackPlaces(await tracksOf(ctx, desk.id), locale),
		track: track ?? null,
		state: state ?? null,
		filter: chosen.toString(),
		total: rows.length,
		rows: rows.slice((page - 1) * pageLength, page * pageLength),
		page,
		pages,
	};
};

export const actions: Actions = {
	/** Looks what would come of it; nothing is decided before that is confirmed. */
	look: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { desk, table } = await openTable(event);
		const form = await event.request.formData();
		const text = (name: string) => String(form.get(name) ?? '').trim();
		const best = Number(text('best'));
		const open = table.rows.filter(({ here, standing }) => here && standing === 'open');
		const ids =
			text('best') === '' ? form.getAll('id').map(String) : open.slice(0, Math.max(0, best)).map(({ id }) => id);
		const seen = new Set(table.rows.map(({ id }) => id));
		const typed = Object.fromEntries(
			['outcome', 'reason', 'track', 'conditions', 'note', 'best'].map((name) => [name, text(name)]),
		);
		const { outcome, reason, track, conditions, note } = typed;
		let act: string;
		try {
			if (text('best') !== '' && !/^\d{1,5}$/.test(text('best'))) {
				return fail(400, { typed, ids, problems: { best: 'not-a-number' }, code: 'invalid' });
			}
			act = await previewBulk(ctx, actor, {
				desk: desk.id,
				zone: desk.zone,
				select: { ids: ids.filter((id) => seen.has(id)) },
				action: { kind: 'decide', outcome, reason, track, conditions, note },
			});
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || !['invalid', 'too-many'].includes(refusal.kind)) throw refusal;
			const problems: Record<string, string> = Object.fromEntries(
				refusal.problems.map(({ path, code }) => [path.split('.')[0] ?? path, code]),
			);
			return fail(refusal.status, { typed, ids, problems, code: refusal.code });
		}
		redirect(303, localePath(locale, `/desk/${desk.slug}/applications/bulk/${act}`));
	},
};
