import { and, asc, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { editionById, organisationsById } from '#modules/editions/server/index.ts';
import type { StatementKind, StatementRowTimes } from '../statement.ts';
import { type StatementRow, type TextRow, textsOfVersion } from './load.ts';
import { signature, statementSnapshot } from './signature-tables.ts';
import { statement, statementErratum, statementText, statementVersion } from './tables.ts';
import { titlesOf } from './titles.ts';

/** A released statement as a list names it. */
export interface StatementEntry {
	id: string;
	slug: string;
	kind: StatementKind;
	sample: boolean;
	zone: string;
	releasedAt: number;
	changedAt: number;
	titles: Partial<Bilingual>;
	publisher: Partial<Bilingual>;
	/** How many have signed; null where it is not signed. */
	signatures: number | null;
}

/** Everything released, newest first. Four queries. */
export async function listStatements(ctx: Context, options: { edition?: string } = {}): Promise<StatementEntry[]> {
	const rows = await ctx.db
		.select()
		.from(statement)
		.where(
			and(
				eq(statement.state, 'released'),
				options.edition === undefined ? undefined : eq(statement.editionId, options.edition),
			),
		)
		.orderBy(desc(statement.releasedAt), desc(statement.position))
		.limit(200);
	if (rows.length === 0) return [];
	const ids = rows.map(({ id }) => id);
	const titles = await titlesOf(ctx, ids);
	const counted = await ctx.db
		.select({ id: signature.statementId, n: sql<number>`count(*)::int` })
		.from(signature)
		.where(and(inArray(signature.statementId, ids), eq(signature.state, 'public')))
		.groupBy(signature.statementId);
	const publishers = await organisationsById(
		ctx,
		rows.map(({ organisationId }) => organisationId),
	);
	return rows.map((row) => ({
		id: row.id,
		slug: row.slug,
		kind: row.kind,
		sample: row.sample,
		zone: row.zone,
		releasedAt: row.releasedAt ?? 0,
		changedAt: row.changedAt ?? row.releasedAt ?? 0,
		titles: titles.get(row.id) ?? {},
		publisher: publishers.get(row.organisationId)?.name ?? {},
		signatures: row.signsFrom === null ? null : (counted.find(({ id }) => id === row.id)?.n ?? 0),
	}));
}

/** A released statement with its present text: what its pages, its form and its files begin with. */
export interface PublicStatement extends StatementRowTimes {
	id: string;
	slug: string;
	kind: StatementKind;
	sample: boolean;
	zone: string;
	authoritative: Locale;
	version: number;
	releasedAt: number;
	changedAt: number;
	signers: StatementRow['signers'];
	moderation: StatementRow['moderation'];
	publisher: { name: Partial<Bilingual>; url: string | null };
	edition: { slug: string; name: Bilingual | Partial<Bilingual> } | null;
	texts: Partial<Record<Locale, Omit<TextRow, 'statementId'>>>;
}

/** The statement at an address; undefined for what is not released, whoever asks. Four queries. */
export async function publicStatement(ctx: Context, slug: string): Promise<PublicStatement | undefined> {
	const [row] = await ctx.db.select().from(statement).where(eq(statement.slug, slug));
	if (row?.state !== 'released' || row.currentVersion === null) return undefined;
	const texts = await textsOfVersion(ctx, row.id, row.currentVersion);
	const publisher = (await organisationsById(ctx, [row.organisationId])).get(row.organisationId);
	const edition = row.editionId === null ? undefined : await editionById(ctx, row.editionId);
	return {
		id: row.id,
		slug: row.slug,
		kind: row.kind,
		sample: row.sample,
		zone: row.zone,
		authoritative: row.authoritative,
		version: row.currentVersion,
		releasedAt: row.releasedAt ?? 0,
		changedAt: row.changedAt ?? row.releasedAt ?? 0,
		state: row.state,
		signsFrom: row.signsFrom,
		signsUntil: row.signsUntil,
		signers: row.signers,
		moderation: row.moderation,
		publisher: { name: publisher?.name ?? {}, url: publisher?.url ?? null },
		edition: edition?.state === 'published' ? { slug: edition.slug, name: edition.name } : null,
		texts: Object.fromEntries(texts.map(({ statementId: _, ...text }) => [text.locale, text])),
	};
}

export interface VersionEntry {
	number: number;
	note: Partial<Bilingual> | null;
	releasedAt: number;
}

/** The released versions, newest first. One query. */
export async function versionsOf(ctx: Context, id: string): Promise<VersionEntry[]> {
	const rows = await ctx.db
		.select({ number: statementVersion.number, note: statementVersion.note, releasedAt: statementVersion.releasedAt })
		.from(statementVersion)
		.where(and(eq(statementVersion.statementId, id), isNotNull(statementVersion.releasedAt)))
		.orderBy(desc(statementVersion.number));
	return rows.map((row) => ({ ...row, releasedAt: row.releasedAt ?? 0 }));
}

export interface ErratumEntry {
	version: number;
	locale: Locale;
	printing: number;
	note: Partial<Bilingual>;
	at: number;
}

/** What was put right, newest first. One query. */
export async function errataOf(ctx: Context, id: string): Promise<ErratumEntry[]> {
	const { version, locale, printing, note, at } = statementErratum;
	return ctx.db
		.select({ version, locale, printing, note, at })
		.from(statementErratum)
		.where(eq(statementErratum.statementId, id))
		.orderBy(desc(statementErratum.position))
		.limit(200);
}

/** Every printing of every released version, oldest first: for comparing them and as files. One query. */
export async function printingsOf(ctx: Context, id: string): Promise<Omit<TextRow, 'statementId'>[]> {
	const { version, locale, printing, title, body, digest } = statementText;
	return ctx.db
		.select({ version, locale, printing, title, body, digest })
		.from(statementText)
		.innerJoin(
			statementVersion,
			and(
				eq(statementVersion.statementId, statementText.statementId),
				eq(statementVersion.number, statementText.version),
				isNotNull(statementVersion.releasedAt),
			),
		)
		.where(eq(statementText.statementId, id))
		.orderBy(asc(version), asc(locale), asc(printing));
}

export interface SnapshotEntry {
	reference: string;
	version: number;
	at: number;
	named: number;
	anonymous: number;
	bytes: number;
	digest: string;
	doi: string | null;
	/** Since when it is not given out. */
	withheldAt: number | null;
}

/** The finished snapshots, newest first. One query. */
export async function snapshotsOf(ctx: Context, id: string): Promise<SnapshotEntry[]> {
	const rows = await ctx.db
		.select()
		.from(statementSnapshot)
		.where(and(eq(statementSnapshot.statementId, id), isNotNull(statementSnapshot.digest)))
		.orderBy(desc(statementSnapshot.position))
		.limit(100);
	return rows.map(({ reference, version, at, named, anonymous, bytes, digest, doi, withheldAt }) => ({
		reference,
		version,
		at,
		named: named ?? 0,
		anonymous: anonymous ?? 0,
		bytes: bytes ?? 0,
		digest: digest ?? '',
		doi,
		withheldAt,
	}));
}
