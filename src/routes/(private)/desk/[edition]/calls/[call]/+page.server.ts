import { redirect } from '@sveltejs/kit';
import { can } from '#core/access/index.ts';
import { localePath } from '#core/i18n/index.ts';
import { isId } from '#core/ids/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { callsForDesk, editCall } from '#modules/calls/server/index.ts';
import { openDesk } from '../../../open-desk.ts';
import { surroundingsOf } from '../open-design.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

async function openCall(event: Parameters<PageServerLoad>[0] | RequestEvent) {
	const desk = await openDesk(event);
	const call = desk.calls.find(({ slug }) => slug === event.params.call);
	if (!call) throw notFound();
	return { ...desk, call };
}

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk, edition, calls, subject } = await openDesk(event, 'call.read');
	const call = calls.find(({ slug }) => slug === event.params.call);
	// A new call is nothing but its design.
	if (!call && isId(event.params.call))
		redirect(303, localePath(locale, `/desk/${desk.slug}/calls/${event.params.call}/design`));
	if (!call) throw notFound();
	const place = edition?.organisationId
		? { edition: edition.id, organisation: edition.organisationId }
		: { standing: desk.id };
	const { calls: rows } = await callsForDesk(ctx, actor, place);
	const row = rows.find(({ id }) => id === call.id);
	if (!row) throw notFound();
	return {
		row,
		summary: call.summary,
		form: { version: call.form.version, questions: call.form.fields.length },
		// Only a stage that is scored has a page: people are assigned to it.
		stages: call.stages.map(({ stage }) => ({
			id: stage.id,
			kind: stage.kind,
			label: stage.label,
			scored: 'criteria' in stage,
		})),
		asked: (call.attestations ?? []).map(({ label }) => label),
		after: (call.fulfilments ?? []).map(({ label }) => label),
		mayDecide: can(actor, 'application.decide', subject, ctx.clock) === 'yes',
		publicPath: edition ? `/${edition.slug}/calls/${call.slug}` : `/calls/${call.slug}`,
		mayMake:
			edition !== null &&
			can(actor, 'call.edit', { within: { edition: edition.id, organisation: call.organisationId } }, ctx.clock) ===
				'yes',
		parts: {
			letters:
				can(
					actor,
					'letter.send',
					{ within: { call: call.id, organisation: call.organisationId, ...(edition ? { edition: edition.id } : {}) } },
					ctx.clock,
				) === 'yes',
		},
		done: event.url.searchParams.get('done'),
	};
};

export const actions: Actions = {
	/** Begins the change of a call, or goes on with the one that is being made. */
	edit: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { desk, edition, call } = await openCall(event);
		const { tracks, outside } = await surroundingsOf(ctx, edition?.id ?? null);
		await editCall(ctx, actor, { call: call.id, tracks: [...tracks, ...outside].map(({ id }) => id) });
		redirect(303, localePath(locale, `/desk/${desk.slug}/calls/${call.slug}/design/form`));
	},
};
