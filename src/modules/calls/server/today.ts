import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { takesApplications, windowState } from '../window.ts';
import { type Sight, sightOf } from './desk-access.ts';
import { deskConditions } from './desk-list.ts';
import { openAppealCondition, requestExpiredCondition } from './lists/where.ts';
import { callsIn } from './stored-call.ts';
import { application, determination, draft } from './tables.ts';
import { threadState } from './threads/state.ts';

/** One thing of a call that is due, and on whom it waits. */
export interface TodayItem {
	kind:
		| 'opens'
		| 'closes'
		| 'decide'
		| 'announce'
		| 'confirm'
		| 'answer-messages'
		| 'answer-appeals'
		| 'expired-requests';
	call: { id: string; slug: string; title: Partial<Bilingual> };
	/** First instant that is too late; null when nothing says so. */
	due: number | null;
	overdue: boolean;
	/** How many wait: drafts not handed in, applications to decide or announce, authors or messages to hear of. */
	count: number;
	waitingOn: 'time' | 'applicants' | 'chairs' | 'desk';
	/** How many by track, where chairs have to act. */
	byTrack: { track: string; count: number }[];
	zone: string;
}

/**
 * What the desk of an edition has to do today, the most pressing first. Seven queries, however many applications there are.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function today(ctx: Context, actor: Actor, input: { edition: string }): Promise<TodayItem[]> {
	const sights = sightOf(ctx, actor, 'desk.open', input.edition, await callsIn(ctx, input.edition));
	if (sights.length === 0) return [];
	const now = ctx.clock.edition.now();
	const visible = deskConditions(sights, {});
	const states = await ctx.db
		.select({
			callId: application.callId,
			state: application.state,
			track: application.track,
			n: sql<number>`count(*)::int`,
		})
		.from(application)
		.where(visible)
		.groupBy(application.callId, application.state, application.track);
	const drafts = await ctx.db
		.select({ callId: draft.callId, n: sql<number>`count(*)::int` })
		.from(draft)
		.where(
			inArray(
				draft.callId,
				sights.map(({ stored }) => stored.callId),
			),
		)
		.groupBy(draft.callId);
	const open = await ctx.db
		.select({
			callId: application.callId,
			n: sql<number>`count(*)::int`,
			firstBy: sql<string>`min(${determination.answerBy})`,
		})
		.from(application)
		.innerJoin(determination, eq(determination.id, application.determinationId))
		.where(
			and(
				visible,
				eq(application.state, 'announced'),
				sql`${determination.answerBy} is not null and ${determination.answer} is null`,
			),
		)
		.groupBy(application.callId);
	const unanswered = await ctx.db
		.select({ callId: application.callId, n: sql<number>`count(*)::int` })
		.from(application)
		.where(and(visible, sql`${threadState} = 'open'`))
		.groupBy(application.callId);
	const asked = await ctx.db
		.select({
			callId: application.callId,
			appeals: sql<number>`count(*) filter (where ${openAppealCondition})::int`,
			requests: sql<number>`count(*) filter (where ${requestExpiredCondition})::int`,
		})
		.from(application)
		.where(and(visible, ne(application.state, 'withdrawn')))
		.groupBy(application.callId);

	const items = sights.flatMap((sight) => {
		const { callId } = sight.stored;
		const own = <T extends { callId: string }>(rows: T[]) => rows.filter((row) => row.callId === callId);
		const confirm = own(open)[0];
		return itemsOfCall(sight, now, {
			states: own(states),
			drafts: own(drafts)[0]?.n ?? 0,
			confirm: confirm
				? { n: confirm.n, by: Date.parse(confirm.firstBy.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')) }
				: undefined,
			unanswered: own(unanswered)[0]?.n ?? 0,
			appeals: own(asked)[0]?.appeals ?? 0,
			requests: own(asked)[0]?.requests ?? 0,
		});
	});
	return items.sort((a, b) => Number(b.overdue) - Number(a.overdue) || (a.due ?? Infinity) - (b.due ?? Infinity));
}

interface Figures {
	states: { state: string; track: string | null; n: number }[];
	drafts: number;
	confirm: { n: number; by: number } | undefined;
	unanswered: number;
	/** Applications whose refusal is appealed against. */
	appeals: number;
	/** Applications not decided yet whose applicants have let the date of a request pass. */
	requests: number;
}

function itemsOfCall({ stored }: Sight, now: number, figures: Figures): TodayItem[] {
	const { callId, call, instants, stages } = stored;
	const deciding = stages.filter(({ stage }) => stage.kind === 'determination').at(-1);
	const announceBy = deciding?.announceBy ?? null;
	const inState = (state: string) => figures.states.filter((row) => row.state === state);
	const sum = (rows: { n: number }[]) => rows.reduce((total, row) => total + row.n, 0);
	const item = (
		kind: TodayItem['kind'],
		waitingOn: TodayItem['waitingOn'],
		due: number | null,
		count: number,
		byTrack: TodayItem['byTrack'] = [],
	): TodayItem => ({
		kind,
		call: { id: callId, slug: call.slug, title: call.title },
		due,
		overdue: due !== null && now >= due,
		count,
		waitingOn,
		byTrack,
		zone: call.window.zone,
	});
	const items: TodayItem[] = [];
	const state = windowState(instants, now);
	if (state === 'not-yet-open') items.push(item('opens', 'time', instants.opensAt, figures.drafts));
	if (takesApplications(state))
		items.push({ ...item('closes', 'applicants', instants.closesAt, figures.drafts), overdue: false });
	const undecided = inState('submitted');
	if (sum(undecided) > 0) {
		const byTrack = undecided.flatMap(({ track, n }) => (track === null ? [] : [{ track, count: n }]));
		byTrack.sort((a, b) => b.count - a.count || a.track.localeCompare(b.track));
		items.push(item('decide', 'chairs', announceBy, sum(undecided), byTrack));
	}
	const decided = sum(inState('decided'));
	if (decided > 0) items.push(item('announce', 'desk', announceBy, decided));
	if (figures.confirm) items.push(item('confirm', 'applicants', figures.confirm.by, figures.confirm.n));
	if (figures.unanswered > 0) items.push(item('answer-messages', 'desk', null, figures.unanswered));
	if (figures.appeals > 0) items.push(item('answer-appeals', 'desk', null, figures.appeals));
	if (figures.requests > 0) items.push(item('expired-requests', 'desk', null, figures.requests));
	return items;
}
