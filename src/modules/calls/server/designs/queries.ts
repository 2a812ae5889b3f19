import { and, asc, eq, inArray, isNull, notInArray, or, sql } from 'drizzle-orm';
import { type Actor, can, closedTo, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { asObject } from '../../design.ts';
import { type WindowInstants, type WindowState, windowState } from '../../window.ts';
import { callDesign } from '../design-tables.ts';
import { type StoredCall, storedCalls } from '../stored-call.ts';
import { callSubject } from '../subject.ts';
import { application, call } from '../tables.ts';
import { type DesignRow, designSubject, loadDesign } from './load-design.ts';

/** A call as its desk lists it. */
export interface CallRow {
	id: string;
	slug: string;
	title: Bilingual;
	state: WindowState;
	window: WindowInstants & { zone: string };
	/** What was handed in and not withdrawn, and of that what waits for a decision. */
	applications: number;
	undecided: number;
	/** The change that is being made in it. */
	design: { id: string; savedAt: number } | null;
	archivedAt: number | null;
	mayEdit: boolean;
}

/** A new call that is not published yet. */
export interface NewCallRow {
	id: string;
	title: Partial<Bilingual>;
	savedAt: number;
	revision: number;
}

/**
 * The calls of a desk with what is handed in, and the new ones that are being designed. Four queries, however many there are.
 * @param desk the edition, or the standing call whose desk it is
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function callsForDesk(
	ctx: Context,
	actor: Actor,
	desk: { edition: string; organisation: string } | { standing: string },
): Promise<{ calls: CallRow[]; designs: NewCallRow[] }> {
	const stored = await storedCalls(
		ctx,
		'edition' in desk ? eq(call.editionId, desk.edition) : eq(call.id, desk.standing),
	);
	const place =
		'edition' in desk ? { editionId: desk.edition, organisationId: desk.organisation, callId: null } : undefined;
	const seen = stored.filter((one) => can(actor, 'call.read', callSubject(one), ctx.clock) === 'yes');
	const everything = place ? can(actor, 'call.read', designSubject(place), ctx.clock) === 'yes' : false;
	if (seen.length === 0 && !everything)
		demand(ctx, actor, 'call.read', place ? designSubject(place) : subjectOfAll(stored));
	const ids = seen.map(({ callId }) => callId);
	const figures = await ctx.db
		.select({
			callId: application.callId,
			all: sql<number>`count(*)::int`,
			undecided: sql<number>`(count(*) filter (where ${application.state} = 'submitted'))::int`,
		})
		.from(application)
		.where(
			and(
				inArray(application.callId, ids),
				sql`${application.state} <> 'withdrawn'`,
				notInArray(application.id, [...closedTo(actor)]),
			),
		)
		.groupBy(application.callId);
	const designs = await ctx.db
		.select()
		.from(callDesign)
		.where(
			and(
				isNull(callDesign.publishedAt),
				or(
					inArray(callDesign.callId, ids),
					place && everything ? and(eq(callDesign.editionId, place.editionId), isNull(callDesign.callId)) : undefined,
				),
			),
		)
		.orderBy(asc(callDesign.savedAt));
	const archived = await ctx.db
		.select({ id: call.id, archivedAt: call.archivedAt })
		.from(call)
		.where(inArray(call.id, ids));
	const now = ctx.clock.edition.now();
	return {
		calls: seen.map((one) => {
			const own = figures.find(({ callId }) => callId === one.callId);
			const design = designs.find(({ callId }) => callId === one.callId);
			return {
				id: one.callId,
				slug: one.call.slug,
				title: one.call.title,
				state: windowState(one.instants, now),
				window: { ...one.instants, zone: one.call.window.zone },
				applications: own?.all ?? 0,
				undecided: own?.undecided ?? 0,
				design: design ? { id: design.id, savedAt: design.savedAt } : null,
				archivedAt: archived.find(({ id }) => id === one.callId)?.archivedAt ?? null,
				mayEdit: can(actor, 'call.edit', callSubject(one), ctx.clock) === 'yes',
			};
		}),
		designs: designs.filter(({ callId }) => callId === null).map(newCallRow),
	};
}

/** The new standing calls of organisations that this person may see, not published yet. One query. */
export async function standingDesigns(ctx: Context, actor: Actor): Promise<NewCallRow[]> {
	const rows = await ctx.db
		.select()
		.from(callDesign)
		.where(and(isNull(callDesign.editionId), isNull(callDesign.callId), isNull(callDesign.publishedAt)))
		.orderBy(asc(callDesign.savedAt));
	return rows.filter((row) => can(actor, 'call.read', designSubject(row), ctx.clock) === 'yes').map(newCallRow);
}

/** A design with the call that it changes, for its pages. @throws Refusal `not-found`, `forbidden`, `signed-out` */
export async function designForDesk(
	ctx: Context,
	actor: Actor,
	id: string,
): Promise<{ design: DesignRow; present: StoredCall | undefined; mayEdit: boolean }> {
	const design = await loadDesign(ctx, actor, id, 'call.read');
	const [present] = design.callId === null ? [] : await storedCalls(ctx, eq(call.id, design.callId));
	return { design, present, mayEdit: can(actor, 'call.edit', designSubject(design), ctx.clock) === 'yes' };
}

/** The change that is being made in a call, or undefined. One query. */
export async function openDesignOf(ctx: Context, callId: string): Promise<string | undefined> {
	const [row] = await ctx.db
		.select({ id: callDesign.id })
		.from(callDesign)
		.where(and(eq(callDesign.callId, callId), isNull(callDesign.publishedAt)));
	return row?.id;
}

/** Every call that this person may read, of whatever edition or owner, to make a new one like it. Two queries. */
export async function callsToClone(
	ctx: Context,
	actor: Actor,
): Promise<{ id: string; title: Bilingual; editionId: string | null }[]> {
	const stored = await storedCalls(ctx, undefined);
	return stored
		.filter((one) => can(actor, 'call.read', callSubject(one), ctx.clock) === 'yes')
		.map(({ callId, call: data, editionId }) => ({ id: callId, title: data.title, editionId }));
}

function newCallRow({ id, definition, savedAt, revision }: DesignRow): NewCallRow {
	const { en, zh } = asObject(definition.title);
	return {
		id,
		title: { ...(typeof en === 'string' && en ? { en } : {}), ...(typeof zh === 'string' && zh ? { zh } : {}) },
		savedAt,
		revision,
	};
}

function subjectOfAll(stored: readonly StoredCall[]) {
	return {
		within: {
			call: stored.map(({ callId }) => callId),
			organisation: stored.map(({ organisationId }) => organisationId),
		},
	};
}
