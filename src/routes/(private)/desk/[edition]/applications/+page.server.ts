import { fail, redirect } from '@sveltejs/kit';
import { scoreDoor } from '#app/score-door.ts';
import { can } from '#core/access/index.ts';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { answerColumn } from '#modules/calls/list-columns.ts';
import { type DeskListInput, deskList, removeView, saveView, viewsOf } from '#modules/calls/server/index.ts';
import { tracksOf } from '#modules/editions/server/index.ts';
import { openDesk } from '../../open-desk.ts';
import { trackPlaces } from '../tracks.ts';
import { listHref, readListQuery } from './list-query.ts';
import { messages } from './messages.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const size = 50;

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk, edition, subject } = await openDesk(event, 'application.list');
	const asked = readListQuery(event.url.searchParams);
	const input: DeskListInput = { ...asked, edition: desk.id, zone: desk.zone, locale, limit: size, scores: scoreDoor };
	// A page that is no longer there (an old link, an address typed by hand) is the first one.
	const found = await deskList(ctx, actor, input).catch((refusal) => {
		if (refusal instanceof Refusal && refusal.code === 'bad-cursor') return null;
		throw refusal;
	});
	const query = found ? asked : { ...asked, cursor: null, from: 1 };
	const list = found ?? (await deskList(ctx, actor, { ...input, cursor: null }));
	const { vocabulary } = list;
	const labelled = (one: { id: string; label: Record<typeof locale, string> }) => ({
		value: one.id,
		label: one.label[locale],
	});
	return {
		query,
		list,
		mayEnter: can(actor, 'application.enter', subject, ctx.clock) === 'yes',
		views: await viewsOf(ctx, actor, { desk: desk.id }),
		tracks: edition ? trackPlaces(await tracksOf(ctx, edition.id), locale) : {},
		sortable: vocabulary.fields.map(({ id }) => answerColumn(id.replace(/^#/, ''))),
		choices: {
			calls: list.calls.map(({ slug, title }) => ({ value: slug, label: inLocale(title, locale).text })),
			outcomes: list.outcomes.map(labelled),
			modes: (vocabulary.roles.mode?.options ?? []).map(labelled),
			student: vocabulary.roles.student !== undefined,
		},
	};
};

/** Back to the list as it was, with something about it. */
function backTo(event: RequestEvent, slug: string, address: string): never {
	const params = new URLSearchParams(address.replace(/^\?/, ''));
	redirect(303, localePath(event.locals.locale, `/desk/${slug}/applications${listHref(readListQuery(params))}`));
}

export const actions: Actions = {
	keep: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { desk } = await openDesk(event, 'application.list');
		const form = await event.request.formData();
		const address = String(form.get('address') ?? '');
		const name = String(form.get('name') ?? '');
		const { query, columns, sort, descending } = readListQuery(new URLSearchParams(address.replace(/^\?/, '')));
		const shared = form.get('shared') === 'yes';
		try {
			await saveView(ctx, actor, { desk: desk.id, name, shared, query, columns, sort, descending });
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || refusal.kind !== 'invalid') throw refusal;
			const code = refusal.problems[0]?.code === 'too-many-views' ? 'tooMany' : 'nameMissing';
			return fail(400, { view: { name, error: messages[locale].views[code] } });
		}
		backTo(event, desk.slug, address);
	},
	remove: async (event) => {
		const { ctx, actor } = event.locals;
		const { desk } = await openDesk(event, 'application.list');
		const form = await event.request.formData();
		await removeView(ctx, actor, { desk: desk.id, view: String(form.get('view') ?? '') });
		backTo(event, desk.slug, String(form.get('address') ?? ''));
	},
};
