import { type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { loadSegmentation } from '#core/segmentation/index.ts';
import { tsQuery } from './match.ts';
import { type Marks, marked, type Piece, snippet } from './snippet.ts';
import type { SearchKind, SearchSources } from './sources.ts';
import { looksFor, type QueryPart, typedQuery } from './typed.ts';

/** Hits on a page, and how many pages there are at most. */
export const hitsAPage = 20;
export const mostPages = 25;

/** Of more hits than this the latest are ranked, and all that have no date: weighing one means reading all its words. */
const mostRanked = 1000;

/** Title, standfirst, text, pairs of Han characters: what a hit in each is worth. In the order of PostgreSQL, D to A. */
const weights = '{0.05, 0.2, 0.5, 1.0}';

export interface SearchHit {
	kind: SearchKind;
	path: string;
	title: Piece[];
	/** A piece of its text with the words looked for. */
	text: Piece[];
	context: string;
	at: Instant | null;
	/** The zone in which that is said. */
	zone: string;
}

export interface SearchResult {
	hits: SearchHit[];
	/** How many there are in this language, and in the other. */
	total: number;
	elsewhere: number;
}

const nothing: SearchResult = { hits: [], total: 0, elsewhere: 0 };

/**
 * Public pages in a language that have all the words typed, the best first. Three queries in a transaction, and one for each source among
 * the hits, however many there are: every hit is asked for again of its source, so that what was retracted a moment ago
 * is not shown.
 * @param page from 1; beyond `mostPages` there is nothing
 */
export async function search(
	ctx: Context,
	sources: SearchSources,
	input: { typed: string; locale: Locale; page?: number },
): Promise<SearchResult> {
	const { locale, page = 1 } = input;
	const parts = typedQuery(input.typed);
	if (!looksFor(parts) || page < 1 || page > mostPages) return nothing;
	const query = tsQuery(parts, await loadSegmentation(ctx.log));
	const { counts, rows } = await transaction(ctx, async (tx) => {
		// A word of half of all pages makes the planner read them all, and does not tell it that each holds its words elsewhere:
		// by the index it is ten times as fast.
		await tx.db.execute(sql`set local enable_seqscan = off`);
		return { counts: await countsOf(tx, query), rows: await bestOf(tx, query, parts, locale, page) };
	});
	const countOf = (one: Locale) => counts.find((row) => row.locale === one)?.count ?? 0;
	const total = countOf(locale);
	const elsewhere = countOf(locale === 'en' ? 'zh' : 'en');
	const shown = await stillPublic(ctx, sources, rows);
	const marks: Marks = { stems: rows[0]?.stems ?? [], han: hanOf(parts) };
	return { hits: shown.map((row) => hitOf(row, marks)), total, elsewhere };
}

/** How many pages fit, by language. A query of stop words alone fits none. */
function countsOf(ctx: Context, query: SQL): Promise<{ locale: Locale; count: number }[]> {
	return many(
		ctx.db,
		sql`select locale, count(*)::int as count from search_document where words @@ ${query} and numnode(${query}) > 0 group by locale`,
	);
}

/** The best pages of a language, in their order. */
function bestOf(
	ctx: Context,
	query: SQL,
	parts: readonly QueryPart[],
	locale: Locale,
	page: number,
): Promise<FoundRow[]> {
	return many<FoundRow>(
		ctx.db,
		sql`select source, subject, kind, path, title, lead, body, context, coalesce(zone, 'UTC') as zone,
				(extract(epoch from at) * 1000)::float8 as at, tsvector_to_array(to_tsvector('english', ${latinOf(parts)}::text)) as stems
			from (
				select found.*, ts_rank(${weights}::float4[], words, ${query}, 1) as rank from (
					select * from search_document where locale = ${locale} and words @@ ${query} and numnode(${query}) > 0
					order by (at is null) desc, at desc limit ${mostRanked}
				) as found
				order by rank desc, at desc nulls last, source, subject, path
				limit ${hitsAPage} offset ${(page - 1) * hitsAPage}
			) as best order by rank desc, at desc nulls last, source, subject, path`,
	);
}

interface FoundRow extends Record<string, unknown> {
	source: string;
	subject: string;
	kind: SearchKind;
	path: string;
	title: string;
	lead: string;
	body: string;
	context: string;
	at: number | null;
	zone: string;
	stems: string[];
}

async function stillPublic(ctx: Context, sources: SearchSources, rows: readonly FoundRow[]): Promise<FoundRow[]> {
	const public_ = new Map<string, ReadonlySet<string>>();
	for (const name of new Set(rows.map(({ source }) => source))) {
		const subjects = new Set(rows.filter(({ source }) => source === name).map(({ subject }) => subject));
		public_.set(name, (await sources[name]?.stillPublic(ctx, [...subjects])) ?? new Set());
	}
	return rows.filter(({ source, subject }) => public_.get(source)?.has(subject));
}

function hitOf({ kind, path, title, lead, body, context, at, zone }: FoundRow, marks: Marks): SearchHit {
	const inBody = snippet(body, marks);
	// Where the text has none of the words, the standfirst says what the page is about.
	const text = lead !== '' && !inBody.some(({ hit }) => hit) ? marked(lead, marks) : inBody;
	return { kind, path, title: marked(title, marks), text, context, at, zone };
}

function latinOf(parts: readonly QueryPart[]): string {
	return wanted(parts)
		.filter(({ han }) => !han)
		.map(({ text }) => text)
		.join(' ');
}

function hanOf(parts: readonly QueryPart[]): string[] {
	const runs = wanted(parts).filter(({ han }) => han);
	return [...new Set(runs.map(({ text }) => text))];
}

function wanted(parts: readonly QueryPart[]) {
	return parts.filter(({ without }) => !without).flatMap(({ runs }) => runs);
}
