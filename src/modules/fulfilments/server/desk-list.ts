import { and, asc, count, desc, eq, inArray, notInArray, or, type SQL, sql } from 'drizzle-orm';
import { type Actor, can, closedTo, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import type { FulfilmentKind } from '#modules/calls/fulfilment-rule.ts';
import { applicationHeads, callSubject } from '#modules/calls/server/index.ts';
import type { PersonNames } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { type FulfilmentState, type FulfilmentTab, fulfilmentTabs, isOverdue } from '../state.ts';
import { standsAgainstDone } from './record-done.ts';
import { certificate, fulfilment } from './tables.ts';

/** A call as the list needs it. */
export interface ListedCall {
	id: string;
	editionId: string | null;
	organisationId: string;
	title: Partial<Bilingual>;
	slug: string;
}

export interface FulfilmentFilters {
	tab?: FulfilmentTab;
	kind?: FulfilmentKind;
	/** Slug of a call. */
	call?: string;
	/** A person's id, or `nobody`. */
	owner?: string;
}

/** One line of the list. */
export interface FulfilmentLine {
	id: string;
	application: string;
	number: string;
	title: string;
	people: string;
	call: { slug: string; title: Partial<Bilingual> };
	kind: FulfilmentKind;
	label: Partial<Bilingual>;
	state: FulfilmentState;
	overdue: boolean;
	/** It was done, and what it followed from has ended since. */
	lapsed: boolean;
	dueAt: number | null;
	zone: string;
	owner: { id: string; names: PersonNames } | null;
	amount: number | null;
	paid: number | null;
	currency: string | null;
	reference: string | null;
	doneAt: number | null;
	/** Its certificate has a number and is being typeset, or could not be. */
	certificate: { number: string; state: 'draft' | 'issued'; faulty: boolean } | null;
	/** Why it can't be said to be done by hand; null when it can. */
	against: string | null;
}

export interface FulfilmentList {
	lines: FulfilmentLine[];
	counts: Record<FulfilmentTab, number>;
	total: number;
	owners: { id: string; names: PersonNames }[];
	/** Sums of the payments of the calls that are seen, by currency: granted and not cancelled, and paid. */
	envelope: { call: string; currency: string; granted: number; paid: number; open: number }[];
	may: { record: boolean; pay: boolean };
}

interface Seen {
	/** Calls of which everything is seen. */
	whole: string[];
	/** Calls of which only payments are. */
	payments: string[];
	where: SQL;
}

/** What this person sees of these calls, which may be nothing at all. */
export function partsSeen(ctx: Context, actor: Actor, calls: readonly ListedCall[]): Seen {
	const whole: string[] = [];
	const payments: string[] = [];
	for (const one of calls) {
		const subject = callSubject({ callId: one.id, editionId: one.editionId, organisationId: one.organisationId });
		if (can(actor, 'fulfilment.read', subject, ctx.clock) === 'yes') whole.push(one.id);
		else if (can(actor, 'payment.record', subject, ctx.clock) === 'yes') payments.push(one.id);
	}
	const where = and(
		or(inArray(fulfilment.callId, whole), and(inArray(fulfilment.callId, payments), eq(fulfilment.kind, 'payment'))),
		// Who has a stake in an application sees nothing of it here.
		notInArray(fulfilment.applicationId, [...closedTo(actor)]),
	) as SQL;
	return { whole, payments, where };
}

/**
 * The same for whoever must see something.
 * @throws Refusal `not-found`, `forbidden`, `signed-out` when that is nothing at all
 */
export function sightOfFulfilments(ctx: Context, actor: Actor, calls: readonly ListedCall[]): Seen {
	const seen = partsSeen(ctx, actor, calls);
	if (seen.whole.length + seen.payments.length === 0) {
		demand(ctx, actor, 'fulfilment.read', {
			within: {
				call: calls.map(({ id }) => id),
				edition: calls.flatMap(({ editionId }) => editionId ?? []),
				organisation: calls.map(({ organisationId }) => organisationId),
			},
		});
	}
	return seen;
}

/** How many lines a page of the list has. */
export const fulfilmentPageSize = 50;

/**
 * What has to be done for the applications of a desk: the late ones first, then by their day. A constant number of queries.
 * @param input.calls those of the desk
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function fulfilmentList(
	ctx: Context,
	actor: Actor,
	input: { calls: readonly ListedCall[]; filters: FulfilmentFilters; page?: number; limit?: number },
): Promise<FulfilmentList> {
	const { filters, page = 1, limit = fulfilmentPageSize } = input;
	const { where: seen, whole, payments } = sightOfFulfilments(ctx, actor, input.calls);
	const now = new Date(ctx.clock.edition.now()).toISOString();
	const late = sql`(${fulfilment.state} = 'open' and ${fulfilment.dueAt} <= ${now})`;
	const call = filters.call === undefined ? undefined : input.calls.find(({ slug }) => slug === filters.call)?.id;
	const narrowed = and(
		seen,
		filters.kind ? eq(fulfilment.kind, filters.kind) : undefined,
		filters.call === undefined ? undefined : eq(fulfilment.callId, call ?? ''),
		filters.owner === undefined
			? undefined
			: filters.owner === 'nobody'
				? sql`${fulfilment.ownerPersonId} is null`
				: eq(fulfilment.ownerPersonId, filters.owner),
	);
	const [counted] = await ctx.db
		.select({
			open: sql<number>`(count(*) filter (where ${fulfilment.state} = 'open'))::int`,
			overdue: sql<number>`(count(*) filter (where ${late}))::int`,
			done: sql<number>`(count(*) filter (where ${fulfilment.state} = 'done'))::int`,
			cancelled: sql<number>`(count(*) filter (where ${fulfilment.state} = 'cancelled'))::int`,
		})
		.from(fulfilment)
		.where(narrowed);
	const counts = counted ?? { open: 0, overdue: 0, done: 0, cancelled: 0 };
	const tab = filters.tab ?? 'open';
	const rows = await ctx.db
		.select()
		.from(fulfilment)
		.where(and(narrowed, tab === 'overdue' ? late : eq(fulfilment.state, tab)))
		.orderBy(
			...(tab === 'done' ? [desc(fulfilment.doneAt)] : [asc(fulfilment.dueAt)]),
			asc(fulfilment.beganAt),
			asc(fulfilment.id),
		)
		.limit(limit)
		.offset((page - 1) * limit);
	const owned = await ctx.db.selectDistinct({ id: fulfilment.ownerPersonId }).from(fulfilment).where(seen);
	const people = await readPeople(
		ctx,
		owned.flatMap(({ id }) => id ?? []),
	);
	return {
		lines: await linesOf(ctx, rows, people),
		counts,
		total: counts[tab],
		owners: [...people.values()].map(({ id, names }) => ({ id, names })),
		envelope: await envelopeOf(ctx, [...whole, ...payments]),
		may: {
			record: mayIn(ctx, actor, input.calls, 'fulfilment.record'),
			pay: mayIn(ctx, actor, input.calls, 'payment.record'),
		},
	};
}

function mayIn(
	ctx: Context,
	actor: Actor,
	calls: readonly ListedCall[],
	action: 'fulfilment.record' | 'payment.record',
): boolean {
	return calls.some(({ id, editionId, organisationId }) => {
		return can(actor, action, callSubject({ callId: id, editionId, organisationId }), ctx.clock) === 'yes';
	});
}

/** Rows as lines, with their applications and certificates. Two queries. */
export async function linesOf(
	ctx: Context,
	rows: readonly (typeof fulfilment.$inferSelect)[],
	people: ReadonlyMap<string, { id: string; names: PersonNames }>,
): Promise<FulfilmentLine[]> {
	const heads = await applicationHeads(
		ctx,
		rows.map(({ applicationId }) => applicationId),
	);
	const certificates = await ctx.db
		.select({
			fulfilment: certificate.fulfilmentId,
			number: certificate.number,
			state: certificate.state,
			fault: certificate.fault,
		})
		.from(certificate)
		.where(
			and(
				inArray(
					certificate.fulfilmentId,
					rows.map(({ id }) => id),
				),
				inArray(certificate.state, ['draft', 'issued']),
			),
		);
	const now = ctx.clock.edition.now();
	return rows.flatMap((row): FulfilmentLine[] => {
		const head = heads.get(row.applicationId);
		if (!head) return [];
		const owner = row.ownerPersonId === null ? undefined : people.get(row.ownerPersonId);
		const given = certificates.find((one) => one.fulfilment === row.id);
		return [
			{
				id: row.id,
				application: row.applicationId,
				number: head.number,
				title: head.title,
				people: head.people,
				call: { slug: head.callSlug, title: head.callTitle },
				kind: row.kind,
				label: row.label,
				state: row.state,
				overdue: isOverdue(row, now),
				lapsed: row.lapsedAt !== null,
				dueAt: row.dueAt,
				zone: head.zone,
				owner: owner ? { id: owner.id, names: owner.names } : null,
				amount: row.amount,
				paid: row.paid,
				currency: row.currency,
				reference: row.reference,
				doneAt: row.doneAt,
				certificate: given
					? { number: given.number, state: given.state as 'draft' | 'issued', faulty: given.fault !== null }
					: null,
				against: standsAgainstDone(row),
			},
		];
	});
}

/** Sums of the payments of these calls, by call and currency. One query. */
async function envelopeOf(ctx: Context, calls: readonly string[]): Promise<FulfilmentList['envelope']> {
	if (calls.length === 0) return [];
	return ctx.db
		.select({
			call: fulfilment.callId,
			currency: sql<string>`coalesce(${fulfilment.currency}, '')`,
			granted: sql<number>`coalesce(sum(${fulfilment.amount}) filter (where ${fulfilment.state} <> 'cancelled'), 0)::int`,
			paid: sql<number>`coalesce(sum(${fulfilment.paid}), 0)::int`,
			open: sql<number>`(${count()} filter (where ${fulfilment.state} = 'open'))::int`,
		})
		.from(fulfilment)
		.where(and(inArray(fulfilment.callId, [...calls]), eq(fulfilment.kind, 'payment')))
		.groupBy(fulfilment.callId, sql`coalesce(${fulfilment.currency}, '')`)
		.orderBy(asc(fulfilment.callId), sql`2`);
}

/** Whether a text names a cut of the list. Pure. */
export function readTab(text: string | null): FulfilmentTab {
	return fulfilmentTabs.find((one) => one === text) ?? 'open';
}
