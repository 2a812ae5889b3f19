import { and, eq, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import type { Answers } from '../answers.ts';
import type { ApplicationState } from '../application-state.ts';
import type { Option } from '../form.ts';
import { chosenColumns, fieldOfColumn, isScoreColumn, type ListColumn } from '../list-columns.ts';
import type { SearchProblem } from '../search/node.ts';
import { firstOfEach, type Vocabulary } from '../search/vocabulary.ts';
import { trackOptionsOf } from './desk-access.ts';
import { answerInWords, answersOfColumns, columnsOf } from './lists/answer-columns.ts';
import { afterCursor, type DeskSort, deskSorts, orderOf, writeCursor } from './lists/cursor.ts';
import { deskConditions, type DeskFilters, narrows } from './lists/filters.ts';
import { readSearch } from './lists/find.ts';
import { findPage } from './lists/find-page.ts';
import { deskColumns, type DeskRow, deskRow } from './lists/rows.ts';
import { type ListScope, listScope, readRows, recordListReading } from './lists/scope.ts';
import { type ListScore, type ScoreDoor, shownScore } from './lists/scores.ts';
import { versionForms } from './lists/version-forms.ts';
import { application, applicationVersion, call, determination } from './tables.ts';

export { deskConditions, type DeskFilters, type DeskRow, type DeskSort, deskSorts };

export interface DeskListInput extends DeskFilters {
	/** Id of the desk: an edition's, or a standing call's. */
	edition: string;
	/** A search in words (`docs/organiser/lists.md`). */
	query?: string | undefined;
	/** The zone in which a day begins; without, that of the first call. */
	zone?: string | undefined;
	/** Where reviews are asked what they come to; without, nobody sees it. */
	scores?: ScoreDoor | undefined;
	/** What is shown of each; the usual columns unless chosen. Only answers that are chosen are read. */
	columns?: readonly string[];
	/** The language of the answers. */
	locale?: Locale;
	/** One of `deskSorts`, or the column of a field (`answer.{field}`). */
	sort?: string | undefined;
	descending?: boolean;
	/** From `next` of the page before. */
	cursor?: string | null | undefined;
	/** At most 200; 50 unless told otherwise. */
	limit?: number;
}

/** A row of the list, and its answers in words by the column that shows them. */
export interface ListedRow extends DeskRow {
	cells: Record<string, string>;
}

export interface DeskList {
	rows: ListedRow[];
	/** Where the next page begins; null on the last one. */
	next: string | null;
	/** Of all that fits. */
	total: number;
	byState: Partial<Record<ApplicationState, number>>;
	byTrack: Record<string, number>;
	/** What is wrong with the search, with its place; then nothing is listed. */
	problems: SearchProblem[];
	/** What the search can ask. */
	vocabulary: Vocabulary;
	/** The columns shown, and all that can be. */
	columns: ListColumn[];
	allColumns: ListColumn[];
	/** What it is sorted by. */
	sort: string;
	/** This person sees whole calls, not single tracks of them. */
	whole: boolean;
	calls: { slug: string; title: Partial<Bilingual> }[];
	tracks: Option[];
	outcomes: { id: string; label: Bilingual }[];
}

/**
 * A page of the applications of a desk, of those that this person may see. Five queries at most, however many there are.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`; `invalid` (`bad-cursor`)
 */
export async function deskList(ctx: Context, actor: Actor, input: DeskListInput): Promise<DeskList> {
	const scope = await listScope(ctx, actor, { desk: input.edition, zone: input.zone, scores: input.scores });
	const allColumns = columnsOf(scope);
	const columns = chosenColumns(input.columns ?? [], allColumns);
	const { sort, order } = sortOf(input, scope, allColumns);
	const search = await readSearch(ctx, scope, input.query ?? '', columns);
	const where = and(deskConditions(scope.sights, input), search.condition);
	const limit = Math.min(Math.max(input.limit ?? 50, 1), 200);
	const list: DeskList = {
		rows: [],
		next: null,
		total: 0,
		byState: {},
		byTrack: {},
		problems: search.problems,
		vocabulary: scope.vocabulary,
		columns,
		allColumns,
		sort,
		whole: scope.sights.every(({ tracks }) => tracks === null),
		calls: scope.sights.map(({ stored }) => ({ slug: stored.call.slug, title: stored.call.title })),
		tracks: tracksOf(scope),
		outcomes: scope.vocabulary.outcomes,
	};
	const after = input.cursor ? afterCursor(input.cursor, order) : undefined;
	if (search.problems.length > 0) return list;
	const narrowed = narrows(input) || (input.query ?? '').trim() !== '';
	const { found, counts } = await findPage(ctx, { where, narrowed, order, after, limit: limit + 1 });
	const page = found.slice(0, limit);
	const last = page.at(-1);
	if (found.length > limit && last) list.next = writeCursor(last.key, last.id);
	const rows = await rowsOf(
		ctx,
		columns,
		page.map(({ id }) => id),
	);
	const read = await readable(ctx, scope, columns, rows);
	list.rows = read.map((row) => ({
		...deskRow(row, scope.sights),
		cells: {
			...cellsOf(scope, row.callId, row.answers, columns, input.locale ?? 'en'),
			...scoreCells(columns, search.scores.get(row.id)),
		},
	}));
	for (const { state, track, n } of counts) {
		list.total += n;
		list.byState[state] = (list.byState[state] ?? 0) + n;
		if (track !== null) list.byTrack[track] = (list.byTrack[track] ?? 0) + n;
	}
	return list;
}

/** A page with those of its answers that this person may read, which goes on record where they were for named accounts. */
async function readable(
	ctx: Context,
	scope: ListScope,
	columns: readonly ListColumn[],
	page: Awaited<ReturnType<typeof rowsOf>>,
) {
	if (!showsAnswers(columns)) return page;
	const forms = await versionForms(ctx, scope);
	const read = readRows(scope, page, forms);
	await recordListReading(ctx, scope, read, forms);
	return read;
}

const showsAnswers = (columns: readonly ListColumn[]) => columns.some(({ id }) => fieldOfColumn(id) !== undefined);

/** What the list shows of these, in their order. */
async function rowsOf(ctx: Context, columns: readonly ListColumn[], ids: readonly string[]) {
	if (ids.length === 0) return [];
	const withAnswers = showsAnswers(columns);
	const page = ctx.db
		.select({
			...deskColumns,
			answers: withAnswers ? answersOfColumns(columns) : sql<Partial<Answers>>`'{}'::jsonb`,
			formVersion: withAnswers ? applicationVersion.formVersion : sql<number>`0`,
		})
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		.leftJoin(determination, eq(determination.id, application.determinationId))
		.$dynamic();
	const read = withAnswers
		? page.innerJoin(
				applicationVersion,
				and(eq(applicationVersion.applicationId, application.id), eq(applicationVersion.version, application.version)),
			)
		: page;
	const rows = await read.where(sql`${application.id} = any(${sql.param(ids)}::text[])`);
	const place = new Map(ids.map((id, at) => [id, at]));
	return rows.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

function cellsOf(
	scope: ListScope,
	callId: string,
	answers: Partial<Answers>,
	columns: readonly ListColumn[],
	locale: Locale,
): Record<string, string> {
	const cells: Record<string, string> = {};
	for (const { id } of columns) {
		const field = fieldOfColumn(id);
		if (field !== undefined) cells[id] = answerInWords(scope, callId, field, answers, locale);
	}
	return cells;
}

/** What the reviews of an application come to, in the columns that show it. */
function scoreCells(columns: readonly ListColumn[], of: ListScore | undefined): Record<string, string> {
	const cells = columns.flatMap(({ id }) => (isScoreColumn(id) ? [[id, shownScore(id, of)] as const] : []));
	return Object.fromEntries(
		cells.map(([id, value]) => [id, value === null ? '' : id === 'score' ? value.toFixed(1) : String(value)]),
	);
}

/** By a fixed column, or by the facts of a field; what only named accounts read has none, so that no order tells it. */
function sortOf(input: DeskListInput, scope: ListScope, columns: readonly ListColumn[]) {
	const descending = input.descending ?? false;
	const wanted = input.sort ?? 'number';
	const field = columns.some(({ id }) => id === wanted) ? fieldOfColumn(wanted) : undefined;
	const asked = scope.vocabulary.fields.filter(({ id }) => id === field || id === `#${field}`);
	const fact = asked.find(({ id }) => id === field) ?? asked[0];
	if (fact) return { sort: wanted, order: orderOf('number', descending, fact.id) };
	const sort = deskSorts.find((name) => name === wanted) ?? 'number';
	return { sort, order: orderOf(sort, descending) };
}

function tracksOf({ sights }: ListScope): Option[] {
	return firstOfEach(
		sights.flatMap(({ stored, tracks }) =>
			trackOptionsOf(stored).filter((option) => tracks === null || tracks.includes(option.id)),
		),
	);
}
