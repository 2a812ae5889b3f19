import { and, asc, eq, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { PersonNames } from '#modules/people/name.ts';
import { type Tier, tiers } from '../address.ts';
import { pageNumber, pageSize } from '../signature.ts';
import type { SignerKind } from '../statement.ts';
import { foldText } from '../suspicion.ts';
import { signature } from './signature-tables.ts';

/** What anyone may read of somebody who signed and is named. */
export interface Signatory {
	as: SignerKind;
	names: PersonNames;
	role: string;
	affiliation: string;
	country: string | null;
	tier: Tier;
	/** Only of who showed it himself. */
	orcid: string | null;
	/** The version and language that he signed. */
	version: number;
	locale: 'en' | 'zh';
	/** Edition time at which it became public. */
	at: number;
}

/** How many have signed. Everybody public is counted, who is not named too. */
export interface SignatureCounts {
	all: number;
	named: number;
	anonymous: number;
	persons: number;
	organisations: number;
	/** Of all: how well it is known who they are. */
	tiers: Record<Tier, number>;
	/** Of all: who signed an earlier version and not the present one. */
	earlier: number;
}

/** The conditions under which a signature is shown by name. Every public list goes through this one. */
export function namedPublicly(statementId: string) {
	return and(eq(signature.statementId, statementId), eq(signature.state, 'public'), eq(signature.isPublic, true));
}

/** The columns that may be shown, and none besides. */
export const signatoryColumns = {
	position: signature.position,
	as: signature.as,
	names: signature.names,
	role: signature.role,
	affiliation: signature.affiliation,
	country: signature.country,
	tier: signature.tier,
	orcid: signature.orcid,
	version: signature.version,
	locale: signature.locale,
	at: signature.publicAt,
};

export type SignatoryRow = Omit<Signatory, 'at'> & { position: number; at: number | null };

/** A row as what is shown of it: without its place in the table. Pure. */
export function signatoryOf({ position: _, at, ...row }: SignatoryRow): Signatory {
	return { ...row, at: at ?? 0 };
}

/** Counts of the public signatures of a statement. One query. */
export async function countSignatures(ctx: Context, statementId: string, version: number): Promise<SignatureCounts> {
	const rows = await ctx.db
		.select({
			tier: signature.tier,
			as: signature.as,
			named: signature.isPublic,
			present: sql<boolean>`${signature.version} = ${version}`,
			n: sql<number>`count(*)::int`,
		})
		.from(signature)
		.where(and(eq(signature.statementId, statementId), eq(signature.state, 'public')))
		.groupBy(signature.tier, signature.as, signature.isPublic, sql`4`);
	const sum = (test: (row: (typeof rows)[number]) => boolean) =>
		rows.filter(test).reduce((total, { n }) => total + n, 0);
	return {
		all: sum(() => true),
		named: sum(({ named }) => named),
		anonymous: sum(({ named }) => !named),
		persons: sum(({ as }) => as === 'person'),
		organisations: sum(({ as }) => as === 'organisation'),
		tiers: Object.fromEntries(tiers.map((tier) => [tier, sum((row) => row.tier === tier)])) as Record<Tier, number>,
		earlier: sum(({ present }) => !present),
	};
}

/**
 * Named signatories by country, most first; `null` is 'not stated'. Who is not named is not in it: where a country has one,
 * counting him would name him. One query.
 */
export async function countriesOf(ctx: Context, statementId: string): Promise<{ country: string | null; n: number }[]> {
	const rows = await ctx.db
		.select({ country: signature.country, n: sql<number>`count(*)::int` })
		.from(signature)
		.where(namedPublicly(statementId))
		.groupBy(signature.country);
	return rows.sort((a, b) => b.n - a.n || (a.country ?? '~').localeCompare(b.country ?? '~'));
}

/** Who stands at the head, in the order that the desk gave them. One query. */
export async function firstSignatories(ctx: Context, statementId: string): Promise<Signatory[]> {
	const rows = await ctx.db
		.select(signatoryColumns)
		.from(signature)
		.where(and(namedPublicly(statementId), isNotNull(signature.firstPlace)))
		.orderBy(asc(signature.firstPlace), asc(signature.position))
		.limit(200);
	return rows.map(signatoryOf);
}

/** The longest search, in characters, and how many words of it count. */
const [mostSearch, mostWords] = [100, 6];

/** What somebody typed as conditions: every word must stand somewhere in name, role, affiliation or country. Pure. */
export function searchCondition(text: string): SQL | undefined {
	const words = foldText(text.slice(0, mostSearch)).split(' ').filter(Boolean).slice(0, mostWords);
	if (words.length === 0) return undefined;
	return and(
		...words.map((word) => sql`${signature.searchText} like ${`%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`}`),
	);
}

export interface SignatoryPage {
	items: Signatory[];
	/** How many there are in all that are looked for. */
	total: number;
	page: number;
	pages: number;
}

/**
 * One page of the named signatories in the order of signing, or of those that a search finds. Two queries at most.
 * @param input.page from 1; beyond the last it is empty
 */
export async function listSignatories(
	ctx: Context,
	statementId: string,
	input: { page?: number; search?: string } = {},
): Promise<SignatoryPage> {
	const search = searchCondition(input.search ?? '');
	const condition = and(namedPublicly(statementId), search);
	const page = pageNumber(input.page);
	// A search reads the whole list, so it counts what it finds on the way; the list as such is counted by its index.
	const counted = search ? sql<number>`(count(*) over ())::int` : sql<number>`0`;
	const rows = await ctx.db
		.select({ ...signatoryColumns, counted })
		.from(signature)
		.where(condition)
		.orderBy(asc(signature.position))
		.limit(pageSize)
		.offset((page - 1) * pageSize);
	const total = (search && rows[0]?.counted) || (await countWhere(ctx, condition));
	const items = rows.map(({ counted: _, ...row }) => signatoryOf(row));
	return { items, total, page, pages: Math.max(1, Math.ceil(total / pageSize)) };
}

/** How many signatures a condition holds for. One query. */
export async function countWhere(ctx: Context, condition: SQL | undefined): Promise<number> {
	const [row] = await ctx.db.select({ n: sql<number>`count(*)::int` }).from(signature).where(condition);
	return row?.n ?? 0;
}
