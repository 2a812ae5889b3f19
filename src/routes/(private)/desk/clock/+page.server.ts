import { fail, redirect } from '@sveltejs/kit';
import { can, demand } from '#core/access/index.ts';
import { dueProgress, dueUntil, endOfDay, instantOf, localOf, turnDial } from '#core/clock/index.ts';
import { transaction } from '#core/context/index.ts';
import { localePath } from '#core/i18n/index.ts';
import { record } from '#core/ledger/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { callsForVisitor } from '#modules/calls/server/index.ts';
import { currentEdition, listEditions, subjectOfEdition } from '#modules/editions/server/index.ts';
import { nextBoundaries } from './boundaries.ts';
import { wantedTime } from './dial-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The edition whose people turn the dial: the present one, when this person is at its desk, or any other of his. */
async function openClock({ locals }: Pick<RequestEvent, 'locals'>) {
	const { ctx, actor } = locals;
	// In a real installation there is no such page, for nobody.
	if (!ctx.clock.rehearsal) throw notFound();
	const editions = await listEditions(ctx);
	const organisation = editions.flatMap((one) => one.organisationId ?? []);
	demand(ctx, actor, 'clock.turn', { within: { edition: editions.map(({ id }) => id), organisation } });
	const present = await currentEdition(ctx);
	const mine = editions.filter((one) => can(actor, 'clock.turn', subjectOfEdition(one), ctx.clock) === 'yes');
	const edition = mine.find(({ id }) => id === present?.id) ?? mine[0];
	if (!edition) throw notFound();
	return edition;
}

export const load: PageServerLoad = async (event) => {
	const { ctx } = event.locals;
	const edition = await openClock(event);
	const now = ctx.clock.edition.now();
	const { zone } = edition;
	const calls = await callsForVisitor(ctx, edition.id);
	const times = { startsAt: instantOf(edition.starts, zone), endsAt: endOfDay(edition.ends, zone) };
	const boundaries = nextBoundaries(calls, { title: edition.name, ...times }, now).slice(0, 8);
	const [progress, ...counts] = await Promise.all([
		dueProgress(ctx, now),
		...boundaries.map(({ at }) => dueUntil(ctx, at)),
	]);
	const { done, untried, failed } = progress;
	return {
		turns: { slug: edition.slug, short: edition.short },
		now,
		zone,
		local: localOf(now, zone).slice(0, 16),
		// What is due on the way to each, besides what has been tried already.
		boundaries: boundaries.map((boundary, place) => ({
			...boundary,
			due: Math.max(0, (counts[place] ?? 0) - untried),
		})),
		progress: { done, untried, failed: failed.map(({ kind, at, error, givenUp }) => ({ kind, at, error, givenUp })) },
		turned: event.url.searchParams.has('turned'),
	};
};

export const actions: Actions = {
	turn: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const edition = await openClock(event);
		const form = await event.request.formData();
		const now = ctx.clock.edition.now();
		const wanted = wantedTime(form, edition.zone, now);
		const typed = String(form.get('local') ?? '');
		if ('problem' in wanted) return fail(400, { problem: wanted.problem, typed });
		try {
			await transaction(ctx, async (tx) => {
				await turnDial(ctx.database, tx.db, wanted.to);
				await record(tx, actor, {
					action: 'turn-dial',
					subject: { type: 'installation', id: 'clock' },
					scope: edition.id,
					data: { from: now, to: wanted.to },
				});
			});
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || refusal.code !== 'clock-backwards') throw refusal;
			return fail(400, { problem: 'clock-backwards' as const, typed });
		}
		// The news of it may come later than the browser's next question.
		await ctx.clock.reread();
		redirect(303, localePath(locale, '/desk/clock?turned'));
	},
};
