import { desc, eq } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { digestOf } from '#core/identity/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { SignatureContent, SignatureState } from '../signature.ts';
import { type StatementRow, textsOfVersion } from './load.ts';
import { isOf, ownSignatureId } from './own-signature.ts';
import { signature, signatureRequest } from './signature-tables.ts';
import { statement } from './tables.ts';
import { titlesOf } from './titles.ts';

/** What a link from a mail shows: a signature that is still to be confirmed, or one that was given. */
export interface OwnSignatureView {
	state: 'unconfirmed' | 'expired' | SignatureState;
	statement: { id: string; slug: string; zone: string; version: number; sample: boolean };
	texts: Awaited<ReturnType<typeof textsOfVersion>>;
	content: SignatureContent;
	email: string;
	orcid: string | null;
	/** What was signed. */
	version: number;
	locale: 'en' | 'zh';
	digest: string;
	at: number;
	reason: string | null;
	moderation: StatementRow['moderation'];
}

/**
 * What stands behind a link from a mail. Looking changes nothing: programs that check mail open links before people do.
 * @throws Refusal `not-found`, also for a signature that was taken back
 */
export async function signatureByLink(ctx: Context, actor: Actor, secret: string): Promise<OwnSignatureView> {
	const [request] = await ctx.db
		.select()
		.from(signatureRequest)
		.where(eq(signatureRequest.secretDigest, digestOf(secret)));
	if (request) {
		const { content, email, orcid, version, locale, digest, at } = request;
		const state = request.expiresAt <= ctx.clock.process.now() ? ('expired' as const) : ('unconfirmed' as const);
		const shared = { content, email, orcid, version, locale, digest, at, reason: null };
		return { state, ...shared, ...(await aboutStatement(ctx, request.statementId)) };
	}
	const id = await ownSignatureId(ctx, actor, { secret });
	const [found] = await ctx.db.select().from(signature).where(eq(signature.id, id));
	if (!found) throw notFound();
	const { as, names, role, affiliation, country, isPublic, contact } = found;
	const { state, email, orcid, version, locale, digest, confirmedAt, reason } = found;
	const content = { as, names, role, affiliation, country, isPublic, contact };
	const shared = { state, content, email, orcid, version, locale, digest, at: confirmedAt, reason };
	return { ...shared, ...(await aboutStatement(ctx, found.statementId)) };
}

async function aboutStatement(ctx: Context, id: string) {
	const [row] = await ctx.db.select().from(statement).where(eq(statement.id, id));
	if (row?.state !== 'released' || row.currentVersion === null) throw notFound();
	const { slug, zone, sample, currentVersion: version, moderation } = row;
	return { statement: { id, slug, zone, version, sample }, texts: await textsOfVersion(ctx, id, version), moderation };
}

export interface OwnSignatureEntry {
	id: string;
	slug: string;
	titles: Record<string, string>;
	state: SignatureState;
	version: number;
	/** The version that is public now. */
	present: number;
	isPublic: boolean;
	at: number;
	zone: string;
}

/** The signatures of whoever is signed in, newest first. A handful of queries, however many there are. */
export async function ownSignatures(ctx: Context, actor: Actor): Promise<OwnSignatureEntry[]> {
	const personId = personOf(actor);
	if (personId === undefined) return [];
	const rows = await ctx.db
		.select({ one: signature, slug: statement.slug, present: statement.currentVersion, zone: statement.zone })
		.from(signature)
		.innerJoin(statement, eq(statement.id, signature.statementId))
		.where(await isOf(ctx, personId))
		.orderBy(desc(signature.position))
		.limit(200);
	const titles = await titlesOf(
		ctx,
		rows.map(({ one }) => one.statementId),
	);
	return rows.map(({ one, slug, present, zone }) => ({
		id: one.id,
		slug,
		titles: titles.get(one.statementId) ?? {},
		state: one.state,
		version: one.version,
		present: present ?? one.version,
		isPublic: one.isPublic,
		at: one.confirmedAt,
		zone,
	}));
}
