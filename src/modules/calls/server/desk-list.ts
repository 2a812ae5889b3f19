import { and, asc, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import type { ApplicationState } from '../application-state.ts';
import type { Option } from '../form.ts';
import { numberLabel } from '../projection.ts';
import type { Effect } from '../stage.ts';
import { type Sight, sightOf, trackOptionsOf } from './desk-access.ts';
import { callsIn, type StoredCall } from './stored-call.ts';
import { application, applicationMessage, call, determination } from './tables.ts';

export const deskSorts = ['number', 'title', 'people', 'track', 'state', 'submitted', 'changed'] as const;
export type DeskSort = (typeof deskSorts)[number];

/** What the desk looks for. Whatever is absent does not narrow. */
export interface DeskFilters {
	/** Slug of a call. */
	call?: string | undefined;
	/** Words that all occur in title, people, affiliations or keywords; or a number such as `A-042` or `42`. */
	text?: string | undefined;
	track?: string | undefined;
	state?: ApplicationState | undefined;
	/** Of the newest determination. */
	outcome?: string | undefined;
	student?: boolean | undefined;
	mode?: string | undefined;
	/** Only those whose applicant wrote last. */
	unanswered?: boolean | undefined;
}

export interface DeskListInput extends DeskFilters {
	/** The edition's id. */
	edition: string;
	sort?: DeskSort;
	descending?: boolean;
	/** From `next` of the page before. */
	cursor?: string | null | undefined;
	/** At most 200; 50 unless told otherwise. */
	limit?: number;
}

export interface DeskRow {
	id: string;
	number: string;
	callSlug: string;
	title: string;
	people: string;
	track: string | null;
	mode: string | null;
	format: string | null;
	student: boolean | null;
	language: string | null;
	state: ApplicationState;
	version: number;
	submittedAt: number;
	changedAt: number;
	determination: {
		id: string;
		outcome: string;
		label: Bilingual;
		effect: Effect;
		version: number;
		track: string | null;
	} | null;
	/** The last word is the applicant's. */
	unanswered: boolean;
}

export interface DeskList {
	rows: DeskRow[];
	/** Where the next page begins; null on the last one. */
	next: string | null;
	/** Of all that fits the filters. */
	total: number;
	byState: Partial<Record<ApplicationState, number>>;
	byTrack: Record<string, number>;
	/** What can be filtered by. */
	calls: { slug: string; title: Partial<Bilingual> }[];
	tracks: Option[];
	outcomes: { id: string; label: Bilingual }[];
}

const sortColumns: Record<DeskSort, SQL> = {
	number: sql`${application.number}`,
	title: sql`lower(${application.title})`,
	people: sql`lower(${application.people})`,
	track: sql`coalesce(${application.track}, '')`,
	state: sql`${application.state}`,
	submitted: sql`${application.submittedAt}`,
	changed: sql`${application.changedAt}`,
};

/** The cast with which a value of the cursor is compared. */
const sortTypes: Record<DeskSort, SQL> = {
	number: sql`int`,
	title: sql`text`,
	people: sql`text`,
	track: sql`text`,
	state: sql`text`,
	submitted: sql`timestamptz`,
	changed: sql`timestamptz`,
};

const lastSide = sql<
	string | null
>`(select m.side from ${applicationMessage} m where m.application_id = ${application.id} order by m.position desc limit 1)`;

/**
 * A page of the applications of an edition, of those that this person may see. Four queries, however many there are.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`; `invalid` (`bad-cursor`)
 */
export async function deskList(ctx: Context, actor: Actor, input: DeskListInput): Promise<DeskList> {
	const sights = sightOf(ctx, actor, 'application.list', input.edition, await callsIn(ctx, input.edition));
	const sort = input.sort ?? 'number';
	const limit = Math.min(Math.max(input.limit ?? 50, 1), 200);
	const where = deskConditions(sights, input);
	const column = sortColumns[sort];
	const order = input.descending ? desc : asc;
	const page = await ctx.db
		.select({ ...deskColumns, sortKey: sql<string>`${column}::text` })
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		.leftJoin(determination, eq(determination.id, application.determinationId))
		.where(and(where, afterCursor(sort, input)))
		.orderBy(order(column), order(application.id))
		.limit(limit + 1);
	const counts = await ctx.db
		.select({ state: application.state, track: application.track, n: sql<number>`count(*)::int` })
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		.leftJoin(determination, eq(determination.id, application.determinationId))
		.where(where)
		.groupBy(application.state, application.track);
	const shown = page.slice(0, limit);
	const last = shown.at(-1);
	const list: DeskList = {
		rows: shown.map((row) => deskRow(row, sights)),
		next: page.length > limit && last ? writeCursor(last.sortKey, last.id) : null,
		total: 0,
		byState: {},
		byTrack: {},
		calls: sights.map(({ stored }) => ({ slug: stored.call.slug, title: stored.call.title })),
		tracks: firstOfEach(
			sights.flatMap(({ stored, tracks }) =>
				trackOptionsOf(stored).filter((option) => tracks === null || tracks.includes(option.id)),
			),
		),
		outcomes: firstOfEach(sights.flatMap(({ stored }) => outcomesOf(stored))),
	};
	for (const { state, track, n } of counts) {
		list.total += n;
		list.byState[state] = (list.byState[state] ?? 0) + n;
		if (track !== null) list.byTrack[track] = (list.byTrack[track] ?? 0) + n;
	}
	return list;
}

/** The columns of a row in lists and exports. */
export const deskColumns = {
	id: application.id,
	number: application.number,
	callId: application.callId,
	numberPrefix: call.numberPrefix,
	title: application.title,
	people: application.people,
	track: application.track,
	mode: application.mode,
	format: application.format,
	student: application.student,
	language: application.language,
	state: application.state,
	version: application.version,
	submittedAt: application.submittedAt,
	changedAt: application.changedAt,
	determination: {
		id: determination.id,
		outcome: determination.outcome,
		effect: determination.effect,
		version: determination.version,
		track: determination.track,
		stageId: determination.stageId,
	},
	lastSide,
};

type RawRow = {
	[K in Exclude<
		keyof typeof deskColumns,
		'determination' | 'lastSide' | 'numberPrefix' | 'callId'
	>]: (typeof application.$inferSelect)[K];
} & {
	callId: string;
	numberPrefix: string;
	determination: {
		id: string;
		outcome: string;
		effect: Effect;
		version: number;
		track: string | null;
		stageId: string;
	} | null;
	lastSide: string | null;
};

/** A row with its words, from the calls that are at hand. */
export function deskRow(row: RawRow, sights: readonly Sight[]): DeskRow {
	const { callId, numberPrefix, number, determination: decided, lastSide: side, ...rest } = row;
	const stored = sights.find((sight) => sight.stored.callId === callId)?.stored;
	const stage = stored?.call.stages.find((one) => one.id === decided?.stageId);
	const { sortKey: _, ...columns } = rest as typeof rest & { sortKey?: string };
	return {
		...columns,
		number: numberLabel(numberPrefix, number),
		callSlug: stored?.call.slug ?? '',
		determination: decided && {
			id: decided.id,
			outcome: decided.outcome,
			label: stage?.outcomes.find((one) => one.id === decided.outcome)?.label ?? {
				en: decided.outcome,
				zh: decided.outcome,
			},
			effect: decided.effect,
			version: decided.version,
			track: decided.track,
		},
		unanswered: side === 'applicant',
	};
}

/** What narrows a list: sight first, then the filters. */
export function deskConditions(sights: readonly Sight[], filters: DeskFilters): SQL | undefined {
	const seen = sights
		.filter(({ stored }) => filters.call === undefined || stored.call.slug === filters.call)
		.map(({ stored, tracks }) =>
			and(eq(application.callId, stored.callId), tracks === null ? undefined : inArray(application.track, tracks)),
		);
	const conditions: (SQL | undefined)[] = [seen.length > 0 ? or(...seen) : sql`false`];
	const { track, state, outcome, student, mode } = filters;
	if (track !== undefined) conditions.push(eq(application.track, track));
	if (state !== undefined) conditions.push(eq(application.state, state));
	if (student !== undefined) conditions.push(eq(application.student, student));
	if (mode !== undefined) conditions.push(eq(application.mode, mode));
	if (outcome !== undefined) conditions.push(eq(determination.outcome, outcome));
	if (filters.unanswered) conditions.push(sql`${lastSide} = 'applicant'`);
	const words = (filters.text ?? '').trim().toLowerCase().split(/\s+/u).filter(Boolean).slice(0, 12);
	const number = words.length === 1 ? /^(?:[a-z]{1,4}-)?(\d{1,9})$/.exec(words[0] as string)?.[1] : undefined;
	const found = words.map((word) => sql`${application.searchText} like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`);
	if (number !== undefined) conditions.push(or(eq(application.number, Number(number)), and(...found)));
	else conditions.push(...found);
	return and(...conditions);
}

function afterCursor(sort: DeskSort, input: DeskListInput): SQL | undefined {
	if (!input.cursor) return undefined;
	const { key, id } = readCursor(input.cursor, sort);
	const than = input.descending ? sql`<` : sql`>`;
	return sql`(${sortColumns[sort]}, ${application.id}) ${than} (${key}::${sortTypes[sort]}, ${id})`;
}

function writeCursor(key: string, id: string): string {
	return Buffer.from(JSON.stringify([key, id])).toString('base64url');
}

function readCursor(cursor: string, sort: DeskSort): { key: string; id: string } {
	try {
		const [key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
		if (typeof key !== 'string' || typeof id !== 'string' || key.includes('\u0000') || id.includes('\u0000')) throw 0;
		if (sort === 'number' && !/^\d{1,9}$/.test(key)) throw 0;
		if (sort === 'submitted' || sort === 'changed') {
			if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.test(key) || key < '0001') throw 0;
			// Throws for what is no time; the database takes whatever comes out.
			const at = new Date(key.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
			return { key: at.toISOString(), id };
		}
		return { key, id };
	} catch {
		throw new Refusal('invalid', 'bad-cursor');
	}
}

function outcomesOf(stored: StoredCall): { id: string; label: Bilingual }[] {
	return stored.call.stages.flatMap((stage) => stage.outcomes.map(({ id, label }) => ({ id, label })));
}

function firstOfEach<T extends { id: string }>(list: readonly T[]): T[] {
	const seen = new Map<string, T>();
	for (const item of list) if (!seen.has(item.id)) seen.set(item.id, item);
	return [...seen.values()];
}
