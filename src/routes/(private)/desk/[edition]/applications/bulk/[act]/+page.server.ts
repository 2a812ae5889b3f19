import { fail, redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { budgetEffect, confirmBulk, readBulkAct, undoBulk } from '#modules/calls/server/index.ts';
import { tracksOf } from '#modules/editions/server/index.ts';
import { openDesk } from '../../../../open-desk.ts';
import { formatNames } from '../../../format-names.ts';
import { trackPlaces } from '../../../tracks.ts';
import { messages } from '../messages.ts';
import { actionFacts } from './action-facts.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk, calls } = await openDesk(event, 'application.list');
	const which = { desk: desk.id, act: event.params.act };
	const act = await readBulkAct(ctx, actor, which);
	const budgets = act.action.kind === 'decide' ? await budgetEffect(ctx, actor, which) : [];
	const moves = act.action.kind === 'decide' && act.action.track !== undefined;
	const tracks = budgets.length > 0 || moves ? trackPlaces(await tracksOf(ctx, desk.id), locale) : {};
	const concerned = calls.filter(({ id }) => act.rows.some(({ call }) => call === id));
	const trackWords = Object.fromEntries(
		Object.entries(tracks).map(([id, { label, name }]) => [id, label === name ? name : `${label} ${name}`]),
	);
	return {
		act,
		facts: actionFacts(act.action, concerned, trackWords, locale, messages[locale]),
		budgets,
		tracks,
		formats: Object.fromEntries(calls.map(({ id, form }) => [id, formatNames(form, locale)])),
	};
};

/** Does it, and shows the act as it is then. */
async function run(event: RequestEvent, work: typeof confirmBulk) {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openDesk(event, 'application.list');
	try {
		await work(ctx, actor, { desk: desk.id, act: event.params.act });
	} catch (refusal) {
		if (!(refusal instanceof Refusal) || refusal.kind !== 'conflict') throw refusal;
		return fail(refusal.status, { code: refusal.code });
	}
	redirect(303, localePath(locale, `/desk/${desk.slug}/applications/bulk/${event.params.act}`));
}

export const actions: Actions = {
	confirm: (event) => run(event, confirmBulk),
	undo: (event) => run(event, undoBulk),
};
