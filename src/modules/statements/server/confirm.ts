import { and, eq, lte, ne, or } from 'drizzle-orm';
import { type Actor, demand, personOf, visitor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { digestOf } from '#core/identity/index.ts';
import { type Locale, locales } from '#core/i18n/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { queueMail } from '#core/mail/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { countryName } from '#core/text/index.ts';
import { tierOf } from '../address.ts';
import type { SignatureContent } from '../signature.ts';
import { flagsOf, foldText, holdsBack, keyOfNames } from '../suspicion.ts';
import { askLateSigner } from './ask-again.ts';
import { letterKeys, signatureMailKind } from './letters.ts';
import { calledBy, letterHead, newSignatureLink, releasedStatement, signatureAddress } from './mail.ts';
import { afterConfirming, secondMail, signedMail } from './mail-texts.ts';
import { revisionOfStatement, scopeOf, type StatementRow, subjectOfStatement } from './load.ts';
import { signature, signatureLink, signatureRequest } from './signature-tables.ts';
import { statement } from './tables.ts';
import { ownerOfLetter, provedOwner } from './whose.ts';

type RequestRow = typeof signatureRequest.$inferSelect;
type SignatureRow = typeof signature.$inferSelect;

/** At most so often a new signature makes public pages anew, in milliseconds; who comes between waits for their age. */
const showEvery = 1000;

/**
 * Makes of a request what it asked for: whoever has the letter reads the mailbox. Doing it twice does it once; a mailbox or
 * an ORCID iD that has signed meanwhile is led to what it signed.
 * @returns `signed`, or `known` when there was a signature already
 * @throws Refusal `not-found`; `closed` (`request-expired`)
 */
export async function confirmSignature(
	ctx: Context,
	actor: Actor,
	input: { secret: string; locale: Locale },
): Promise<'signed' | 'known'> {
	const secretDigest = digestOf(input.secret);
	return transaction(ctx, async (tx) => {
		const [request] = await tx.db
			.select()
			.from(signatureRequest)
			.where(eq(signatureRequest.secretDigest, secretDigest))
			.for('update');
		if (!request) {
			const [link] = await tx.db.select().from(signatureLink).where(eq(signatureLink.digest, secretDigest));
			if (!link) throw notFound();
			return 'known';
		}
		if (request.expiresAt <= tx.clock.process.now()) throw new Refusal('closed', 'request-expired');
		const row = await releasedStatement(tx, request.statementId);
		if (!row) throw notFound();
		demand(tx, actor, 'statement.sign', subjectOfStatement(row, []));
		const made = await insertSignature(tx, actor, row, request);
		const id = made?.id ?? (await otherSignature(tx, request));
		await keepLinks(tx, request, id);
		if (!made) return 'known';
		await record(tx, visitor, {
			action: 'sign',
			subject: { type: 'signature', id: made.id },
			scope: scopeOf(row),
			data: { statement: row.id, version: made.version, state: made.state },
		});
		await writeReceipts(tx, row, made, input);
		await askLateSigner(tx, row, made);
		if (made.state === 'public') await showSoon(tx, row.id);
		return 'signed';
	});
}

/** @returns what was made; undefined when the mailbox or the ORCID iD has signed */
async function insertSignature(
	tx: Context,
	actor: Actor,
	row: StatementRow,
	request: RequestRow,
): Promise<SignatureRow | undefined> {
	const { content, email, emailKey, orcid, version, locale, printing, digest } = request;
	const nameKey = keyOfNames(content.names);
	const namesakes = await tx.db
		.select({ affiliation: signature.affiliation })
		.from(signature)
		.where(
			and(
				eq(signature.statementId, row.id),
				eq(signature.nameKey, nameKey),
				ne(signature.emailKey, emailKey),
				// Who is only counted is compared with nobody: one could find him by trying names.
				eq(signature.isPublic, true),
			),
		)
		.limit(20);
	const flags = flagsOf({ ...content, email }, namesakes);
	const waits = row.moderation === 'before' || holdsBack(flags);
	const now = tx.clock.edition.now();
	const owner = (await provedOwner(tx, request.personId, email)) ?? (await provedOwner(tx, personOf(actor), email));
	const { as, names, role, affiliation, country, isPublic, contact } = content;
	const [made] = await tx.db
		.insert(signature)
		.values({
			id: newId(),
			statementId: row.id,
			version,
			locale,
			printing,
			digest,
			as,
			names,
			role,
			affiliation,
			country,
			isPublic,
			contact,
			email,
			emailKey,
			orcid,
			tier: tierOf({ orcid, email }, row.institutions),
			personId: owner,
			personProved: owner !== null,
			state: waits ? 'waiting' : 'public',
			flags,
			nameKey,
			searchText: searchTextOf(content),
			consent: request.consent,
			requestedAt: request.at,
			confirmedAt: now,
			publicAt: waits ? null : now,
			earlier: [],
		})
		.onConflictDoNothing()
		.returning();
	return made;
}

/** What a search finds somebody by; empty for who is counted only. Pure. */
function searchTextOf({ names, role, affiliation, country, isPublic }: SignatureContent): string {
	if (!isPublic) return '';
	const { given, family, han, full } = names;
	const countries = country ? locales.map((locale) => countryName(country, locale)) : [];
	const ways = [full, [given, family].filter(Boolean).join(' '), [family, given].filter(Boolean).join(' '), han];
	return foldText([...ways, role, affiliation, ...countries].filter(Boolean).join(' · '));
}

/** Whose mailbox or ORCID iD it was. */
async function otherSignature(tx: Context, { statementId, emailKey, orcid }: RequestRow): Promise<string> {
	const same =
		orcid === null
			? eq(signature.emailKey, emailKey)
			: or(eq(signature.emailKey, emailKey), eq(signature.orcid, orcid));
	const [found] = await tx.db
		.select({ id: signature.id })
		.from(signature)
		.where(and(eq(signature.statementId, statementId), same))
		.limit(1);
	if (!found) throw new Refusal('conflict', 'signed-meanwhile');
	return found.id;
}

/** Every letter that this mailbox was sent for the statement leads to its signature from now on. */
async function keepLinks(tx: Context, { statementId, emailKey, id }: RequestRow, signatureId: string): Promise<void> {
	const gone = await tx.db
		.delete(signatureRequest)
		.where(
			or(
				eq(signatureRequest.id, id),
				and(eq(signatureRequest.statementId, statementId), eq(signatureRequest.emailKey, emailKey)),
			),
		)
		.returning({ digest: signatureRequest.secretDigest });
	const madeAt = tx.clock.process.now();
	await tx.db.insert(signatureLink).values(gone.map(({ digest }) => ({ digest, signatureId, madeAt })));
}

/** The letter to whoever signed, and for an organisation one to the second contact. */
async function writeReceipts(
	tx: Context,
	row: StatementRow,
	made: SignatureRow,
	{ secret, locale }: { secret: string; locale: Locale },
): Promise<void> {
	const head = await letterHead(tx, row, locale);
	const signer = made.contact?.signer ?? made.names;
	const next = afterConfirming[locale][made.state === 'public' ? 'public' : 'waiting'];
	await queueMail(tx, {
		key: letterKeys.signed(made.id),
		kind: signatureMailKind,
		to: { name: '', address: made.email },
		locale,
		...signedMail.fill(locale, {
			...head,
			name: calledBy(signer, locale),
			next,
			version: String(made.version),
			digest: made.digest,
			link: signatureAddress(tx, locale, secret),
		}),
		...(await ownerOfLetter(tx, made.personId, made.email)),
	});
	// A second contact who had himself forgotten meanwhile is written to no more.
	if (!made.contact?.second.email) return;
	const { second } = made.contact;
	await queueMail(tx, {
		key: letterKeys.second(made.id),
		kind: signatureMailKind,
		to: { name: '', address: second.email },
		locale,
		...secondMail.fill(locale, {
			...head,
			name: second.name,
			organisation: calledBy(made.names, locale),
			signer: calledBy(signer, locale),
			role: made.role,
			link: signatureAddress(tx, locale, await newSignatureLink(tx, made.id)),
		}),
	});
}

/**
 * Public pages show a new signature: at once, but at most once in `showEvery` for all of them. Pages that show signatures
 * grow old by themselves within seconds, so that the last of a rush is shown too.
 */
export async function showSoon(tx: Context, statementId: string): Promise<void> {
	const now = tx.clock.process.now();
	const turn = await tx.db
		.update(statement)
		.set({ shownAt: now })
		.where(and(eq(statement.id, statementId), lte(statement.shownAt, now - showEvery)))
		.returning({ id: statement.id });
	if (turn.length > 0) await bumpRevision(tx, revisionOfStatement(statementId));
}
