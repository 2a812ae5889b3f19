import { and, eq, gte, lt, sql } from 'drizzle-orm';
import { type Actor, demand, personOf } from '#core/access/index.ts';
import { day } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { clientNetwork, isLoopback } from '#core/http/index.ts';
import { digestOf, identitiesOf, takeToken } from '#core/identity/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { newId, newSecret } from '#core/ids/index.ts';
import { mailByKey, queueMail } from '#core/mail/index.ts';
import { invalid, notFound, Refusal } from '#core/refusal/index.ts';
import { canonicalAddress } from '../address.ts';
import {
	consentVersion,
	mostLetters,
	readSignature,
	type ReadSignature,
	requestDays,
	type SignatureForm,
} from '../signature.ts';
import { signingPhase } from '../statement.ts';
import { forgetRequestLetters, letterKeys, signatureMailKind } from './letters.ts';
import { calledBy, letterHead, newSignatureLink, signatureAddress } from './mail.ts';
import { confirmMail, knownMail } from './mail-texts.ts';
import { type StatementRow, subjectOfStatement } from './load.ts';
import { signature, signatureRequest } from './signature-tables.ts';
import { statement, statementText } from './tables.ts';
import { provedOwner } from './whose.ts';

export interface SignInput {
	/** The statement's slug. */
	statement: string;
	form: SignatureForm;
	/** Of the page, and of the letters that follow. */
	locale: Locale;
	/** The digest of the text that he had before him: he signs that and nothing else. */
	digest: string;
	/** From where it comes: one network can't fill mailboxes. */
	ip: string;
}

/**
 * Takes a signature, which is nothing until its mailbox confirms it: a letter goes there. What is answered is the same
 * whether the mailbox has signed before or not; its letter tells.
 * @returns the secret of the letter, null when none was sent; for nobody but tests and the rehearsal
 * @throws Refusal `invalid` with every wrong field; `closed` (`signing-not-open`, `signing-closed`); `conflict`
 *   (`text-changed-meanwhile`); `too-many`; `not-found` for what is not released
 */
export async function requestSignature(ctx: Context, actor: Actor, input: SignInput): Promise<string | null> {
	const [row] = await ctx.db.select().from(statement).where(eq(statement.slug, input.statement));
	if (row?.state !== 'released') throw notFound();
	demand(ctx, actor, 'statement.sign', subjectOfStatement(row, []));
	const phase = signingPhase(row, ctx.clock.edition.now());
	if (phase === 'none') throw notFound();
	if (phase !== 'open') throw new Refusal('closed', phase === 'closed' ? 'signing-closed' : 'signing-not-open');
	const read = readSignature(input.form, row.signers);
	if ('problems' in read) throw invalid(read.problems);
	if (!isLoopback(input.ip)) takeToken(ctx, 'sign-network', clientNetwork(input.ip));
	const orcid = read.value.wantsOrcid ? await ownOrcid(ctx, actor) : null;
	return transaction(ctx, async (tx) => {
		const words = await wordsSigned(tx, row, input.digest);
		const emailKey = canonicalAddress(read.value.email);
		// Many at once for one mailbox would each count too few.
		await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext(${`statement-sign:${emailKey}`}))`);
		const known = await signedBy(tx, row.id, emailKey);
		if (known) return writeKnown(tx, row, known, read.value, input.locale);
		if (await hasHadEnough(tx, emailKey)) return null;
		return writeRequest(tx, actor, { row, words, orcid, emailKey, read: read.value, locale: input.locale });
	});
}

/** The ORCID iD that somebody has signed in with. @throws Refusal `invalid` (`no-orcid`) at `orcid` */
async function ownOrcid(ctx: Context, actor: Actor): Promise<string> {
	const personId = personOf(actor);
	const linked = personId === undefined ? [] : await identitiesOf(ctx, personId);
	const found = linked.find(({ provider }) => provider === 'orcid');
	if (!found) throw invalid([{ path: 'orcid', code: 'no-orcid' }]);
	return found.subject;
}

type Words = Pick<typeof statementText.$inferSelect, 'version' | 'locale' | 'printing' | 'digest'>;

/** The printing of the public version with this digest. @throws Refusal `conflict` (`text-changed-meanwhile`) */
export async function wordsSigned(ctx: Context, row: StatementRow, digest: string): Promise<Words> {
	const { version, locale, printing, digest: known } = statementText;
	const [found] = await ctx.db
		.select({ version, locale, printing, digest: known })
		.from(statementText)
		.where(and(eq(statementText.statementId, row.id), eq(version, row.currentVersion ?? 0), eq(known, digest)))
		.limit(1);
	if (!found) throw new Refusal('conflict', 'text-changed-meanwhile');
	return found;
}

/** The signature that a mailbox has given under a statement, whatever became of it. */
async function signedBy(ctx: Context, statementId: string, emailKey: string) {
	const [found] = await ctx.db
		.select({ id: signature.id, names: signature.names, email: signature.email })
		.from(signature)
		.where(and(eq(signature.statementId, statementId), eq(signature.emailKey, emailKey)));
	return found;
}

/** Whether so many letters have gone to a mailbox within a day that another would be a nuisance. */
async function hasHadEnough(ctx: Context, emailKey: string): Promise<boolean> {
	const [row] = await ctx.db
		.select({ n: sql<number>`count(*)::int` })
		.from(signatureRequest)
		.where(
			and(eq(signatureRequest.emailKey, emailKey), gte(signatureRequest.requestedAt, ctx.clock.process.now() - day)),
		);
	return (row?.n ?? 0) >= mostLetters;
}

/** Tells a mailbox that has signed so; to the address that signed, once a day. @returns the secret of a new link; null when it was told today */
async function writeKnown(
	tx: Context,
	row: StatementRow,
	known: NonNullable<Awaited<ReturnType<typeof signedBy>>>,
	read: ReadSignature,
	locale: Locale,
): Promise<string | null> {
	const key = letterKeys.known(known.id, tx.clock.process.now());
	// A link that no letter holds would be kept for ever, and one could make as many as one likes.
	if (await mailByKey(tx, key)) return null;
	const secret = await newSignatureLink(tx, known.id);
	await queueMail(tx, {
		key,
		kind: signatureMailKind,
		to: { name: '', address: known.email },
		locale,
		...knownMail.fill(locale, {
			...(await letterHead(tx, row, locale)),
			// What somebody else typed is not repeated to the one who signed.
			name: calledBy(read.email === known.email ? known.names : {}, locale),
			link: signatureAddress(tx, locale, secret),
		}),
	});
	return secret;
}

async function writeRequest(
	tx: Context,
	actor: Actor,
	{
		row,
		words,
		orcid,
		emailKey,
		read,
		locale,
	}: { row: StatementRow; words: Words; orcid: string | null; emailKey: string; read: ReadSignature; locale: Locale },
): Promise<string> {
	const id = newId();
	const secret = newSecret();
	const secretDigest = digestOf(secret);
	const now = tx.clock.process.now();
	const personId = await provedOwner(tx, personOf(actor), read.email);
	await tx.db.insert(signatureRequest).values({
		id,
		statementId: row.id,
		...words,
		content: read.content,
		email: read.email,
		emailKey,
		orcid,
		personId,
		secretDigest,
		consent: `${consentVersion}-${locale}`,
		at: tx.clock.edition.now(),
		requestedAt: now,
		expiresAt: now + requestDays * day,
	});
	await queueMail(tx, {
		key: letterKeys.confirm(secretDigest),
		kind: signatureMailKind,
		to: { name: '', address: read.email },
		locale,
		...confirmMail.fill(locale, {
			...(await letterHead(tx, row, locale)),
			days: String(requestDays),
			link: signatureAddress(tx, locale, secret),
		}),
		urgent: true,
		notAfter: now + requestDays * day,
		...(personId === null ? {} : { personId }),
	});
	return secret;
}

/** Forgets what was never confirmed, with its letters. @returns how many */
export async function sweepSignatureRequests(ctx: Context): Promise<number> {
	return transaction(ctx, async (tx) => {
		const gone = await tx.db
			.delete(signatureRequest)
			.where(lt(signatureRequest.expiresAt, tx.clock.process.now()))
			.returning({ digest: signatureRequest.secretDigest });
		await forgetRequestLetters(
			tx,
			gone.map(({ digest }) => digest),
		);
		return gone.length;
	});
}
