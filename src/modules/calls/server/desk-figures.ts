import { and, eq, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import type { WindowInstants } from '../window.ts';
import { sightOf, trackOptionsOf } from './desk-access.ts';
import { deskConditions } from './desk-list.ts';
import { callsIn } from './stored-call.ts';
import { application, callWindow } from './tables.ts';

/** What is drawn of a call on the page 'today'. */
export interface CallFigures {
	call: { id: string; slug: string; title: Partial<Bilingual> };
	window: WindowInstants & { zone: string };
	/** First submissions by calendar day in the zone of the call, in order; days without one are absent. */
	byDay: { day: string; count: number }[];
	/** What was not withdrawn, by track in the order of the form, tracks without any included. */
	byTrack: { track: string; label: Bilingual; count: number; undecided: number }[];
}

/**
 * Submissions over time and by track, of what this person may see. Four queries, however many applications there are.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function deskFigures(ctx: Context, actor: Actor, input: { edition: string }): Promise<CallFigures[]> {
	const sights = sightOf(ctx, actor, 'desk.open', input.edition, await callsIn(ctx, input.edition));
	const visible = deskConditions(sights, {});
	const day = sql<string>`to_char(${application.submittedAt} at time zone ${callWindow.zone}, 'YYYY-MM-DD')`;
	const days = await ctx.db
		.select({ callId: application.callId, day, n: sql<number>`count(*)::int` })
		.from(application)
		.innerJoin(callWindow, eq(callWindow.callId, application.callId))
		.where(visible)
		.groupBy(application.callId, sql`2`)
		.orderBy(sql`2`);
	const tracks = await ctx.db
		.select({
			callId: application.callId,
			track: application.track,
			n: sql<number>`count(*)::int`,
			undecided: sql<number>`(count(*) filter (where ${application.state} = 'submitted'))::int`,
		})
		.from(application)
		.where(and(visible, sql`${application.state} <> 'withdrawn'`))
		.groupBy(application.callId, application.track);
	return sights.map(({ stored, tracks: seen }) => ({
		call: { id: stored.callId, slug: stored.call.slug, title: stored.call.title },
		window: { ...stored.instants, zone: stored.call.window.zone },
		byDay: days.filter((row) => row.callId === stored.callId).map((row) => ({ day: row.day, count: row.n })),
		byTrack: trackOptionsOf(stored)
			.filter((option) => seen === null || seen.includes(option.id))
			.map(({ id, label }) => {
				const found = tracks.find((row) => row.callId === stored.callId && row.track === id);
				return { track: id, label, count: found?.n ?? 0, undecided: found?.undecided ?? 0 };
			}),
	}));
}
