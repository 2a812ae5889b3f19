import { and, desc, eq, isNotNull } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { isDigest } from '#core/files/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { invalid } from '#core/refusal/index.ts';
import { isReference, normaliseReference } from '#modules/letters/reference.ts';
import { textsOfVersion } from './load.ts';
import { statementSnapshot } from './signature-tables.ts';
import { statement } from './tables.ts';

/** What anyone who holds a list of signatories may read of it. */
export interface SnapshotFacts {
	reference: string;
	slug: string;
	titles: Partial<Bilingual>;
	version: number;
	at: number;
	zone: string;
	named: number;
	anonymous: number;
	digest: string;
	doi: string | null;
	/** Names on it were taken back since: it is what was made, but not who signs today. */
	withheldAt: number | null;
	rehearsal: boolean;
}

export type SnapshotVerification =
	| { verdict: 'unknown' }
	/** `copied`: the list exists, but the file shown is not it. */
	| { verdict: 'valid' | 'copied'; snapshot: SnapshotFacts; sameFile: boolean | null };

/**
 * Checks the reference of a list of signatories, and a file that is said to be it. Two queries, or none.
 * @throws Refusal `invalid` for a digest that is none
 */
export async function verifySnapshot(
	ctx: Context,
	reference: string,
	pdfDigest?: string,
): Promise<SnapshotVerification> {
	if (pdfDigest !== undefined && !isDigest(pdfDigest)) throw invalid([{ path: 'file', code: 'not-a-digest' }]);
	const normal = normaliseReference(reference).slice(0, 100);
	if (!isReference(normal)) return { verdict: 'unknown' };
	const snapshot = await factsWhere(ctx, eq(statementSnapshot.reference, normal));
	if (!snapshot) return { verdict: 'unknown' };
	const sameFile = pdfDigest === undefined ? null : pdfDigest === snapshot.digest;
	return { verdict: sameFile === false ? 'copied' : 'valid', snapshot, sameFile };
}

/** The list of signatories whose PDF has this digest; undefined when none has. Two queries. */
export async function snapshotByDigest(ctx: Context, pdfDigest: string): Promise<SnapshotFacts | undefined> {
	return isDigest(pdfDigest) ? factsWhere(ctx, eq(statementSnapshot.digest, pdfDigest)) : undefined;
}

async function factsWhere(ctx: Context, condition: ReturnType<typeof eq>): Promise<SnapshotFacts | undefined> {
	const [row] = await ctx.db
		.select({ found: statementSnapshot, slug: statement.slug, zone: statement.zone })
		.from(statementSnapshot)
		.innerJoin(statement, eq(statement.id, statementSnapshot.statementId))
		.where(and(condition, isNotNull(statementSnapshot.digest)))
		.orderBy(desc(statementSnapshot.position))
		.limit(1);
	if (!row) return undefined;
	const { found, slug, zone } = row;
	const texts = await textsOfVersion(ctx, found.statementId, found.version);
	const { reference, version, at, named, anonymous, digest, doi, withheldAt, rehearsal } = found;
	return {
		reference,
		slug,
		titles: Object.fromEntries(texts.map(({ locale, title }) => [locale, title])),
		version,
		at,
		zone,
		named: named ?? 0,
		anonymous: anonymous ?? 0,
		digest: digest ?? '',
		doi,
		withheldAt,
		rehearsal,
	};
}
