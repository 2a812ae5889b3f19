import { and, eq, gte, inArray, isNull, or } from 'drizzle-orm';
import { type Actor, demand, personOf, visitor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { removeFiles } from '#core/files/index.ts';
import { digestOf } from '#core/identity/index.ts';
import { record } from '#core/ledger/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { forgetSignatureLetters } from './letters.ts';
import { bumpStatement, scopeOf, subjectOfStatement } from './load.ts';
import { signature, signatureLink, statementSnapshot } from './signature-tables.ts';
import { wordsSigned } from './sign.ts';
import { statement } from './tables.ts';
import { provedKeysOf } from './whose.ts';

/** By what somebody names his signature: a link from his mail, or its id when he is signed in and it is his. */
export type OwnSignature = { secret: string } | { signature: string };

/** The id of a signature for whoever it is. @throws Refusal `not-found` */
export async function ownSignatureId(ctx: Context, actor: Actor, own: OwnSignature): Promise<string> {
	if ('secret' in own) {
		const [link] = await ctx.db
			.select({ id: signatureLink.signatureId })
			.from(signatureLink)
			.where(eq(signatureLink.digest, digestOf(own.secret)));
		if (!link) throw notFound();
		return link.id;
	}
	const personId = personOf(actor);
	if (personId === undefined) throw notFound();
	const [found] = await ctx.db
		.select({ id: signature.id })
		.from(signature)
		.where(and(eq(signature.id, own.signature), await isOf(ctx, personId)));
	if (!found) throw notFound();
	return found.id;
}

/** Signatures of somebody, who may have several records: with a mailbox that is proved to be his, or was when he signed. */
export async function isOf(ctx: Context, person: string | readonly string[], table = signature) {
	const ids = typeof person === 'string' ? [person] : [...person];
	const keys = (await Promise.all(ids.map((id) => provedKeysOf(ctx, id)))).flat();
	const wasProved = and(inArray(table.personId, ids), table.personProved);
	return keys.length === 0 ? wasProved : or(wasProved, inArray(table.emailKey, keys));
}

/**
 * Takes a signature back: at once, everywhere, without a trace of who it was. Copies that were deposited elsewhere cannot be
 * changed, which is said before anybody signs.
 * @throws Refusal `not-found`
 */
export async function withdrawSignature(ctx: Context, actor: Actor, own: OwnSignature): Promise<void> {
	return transaction(ctx, async (tx) => {
		const id = await ownSignatureId(tx, actor, own);
		const [row] = await tx.db
			.select({ organisationId: statement.organisationId, editionId: statement.editionId })
			.from(signature)
			.innerJoin(statement, eq(statement.id, signature.statementId))
			.where(eq(signature.id, id));
		if (!row) throw notFound();
		demand(tx, actor, 'statement.sign', subjectOfStatement(row, []));
		// Who withdraws by a link is a visitor for the ledger, even where he happens to be signed in.
		await removeSignatures(tx, [id], visitor);
	});
}

/** Removes signatures with all that shows them and their letters; the ledger keeps that there was one. Part of the caller's transaction. */
export async function removeSignatures(tx: Context, ids: readonly string[], actor: Actor): Promise<void> {
	if (ids.length === 0) return;
	await forgetSignatureLetters(tx, ids);
	const gone = await tx.db
		.delete(signature)
		.where(inArray(signature.id, [...ids]))
		.returning({
			id: signature.id,
			statementId: signature.statementId,
			version: signature.version,
			position: signature.position,
			named: signature.isPublic,
			publicAt: signature.publicAt,
		});
	for (const one of gone) {
		if (one.named && one.publicAt !== null) await withholdSnapshots(tx, one.statementId, one.position, one.publicAt);
		await bumpStatement(tx, one.statementId);
		const [row] = await tx.db.select().from(statement).where(eq(statement.id, one.statementId));
		await record(tx, actor, {
			action: 'withdraw',
			subject: { type: 'signature', id: one.id },
			...(row ? { scope: scopeOf(row) } : {}),
			data: { statement: one.statementId, version: one.version },
		});
	}
}

/** PDFs on which a name stands that was taken back are not given out any more; their digests can still be checked. */
export async function withholdSnapshots(
	tx: Context,
	statementId: string,
	position: number,
	publicAt: number,
): Promise<void> {
	const ofName = and(
		eq(statementSnapshot.statementId, statementId),
		gte(statementSnapshot.upTo, position),
		gte(statementSnapshot.at, publicAt),
		isNull(statementSnapshot.withheldAt),
	);
	// Held: one whose PDF is being kept at this moment is waited for, and its file goes too.
	const files = await tx.db
		.select({ fileId: statementSnapshot.fileId })
		.from(statementSnapshot)
		.where(ofName)
		.for('update');
	await tx.db.update(statementSnapshot).set({ withheldAt: tx.clock.edition.now(), fileId: null }).where(ofName);
	await removeFiles(
		tx,
		files.flatMap(({ fileId }) => fileId ?? []),
	);
}

/**
 * Signs the present version in place of an earlier one, which stays noted.
 * @param input.digest of the text that he had before him
 * @throws Refusal `not-found`; `conflict` (`text-changed-meanwhile`)
 */
export async function signAgain(
	ctx: Context,
	actor: Actor,
	own: OwnSignature,
	input: { digest: string },
): Promise<void> {
	return transaction(ctx, async (tx) => {
		const id = await ownSignatureId(tx, actor, own);
		const [found] = await tx.db.select().from(signature).where(eq(signature.id, id)).for('update');
		const [row] = found ? await tx.db.select().from(statement).where(eq(statement.id, found.statementId)) : [];
		if (!found || row?.state !== 'released') throw notFound();
		demand(tx, actor, 'statement.sign', subjectOfStatement(row, []));
		const words = await wordsSigned(tx, row, input.digest);
		if (words.version === found.version) return;
		const { version, locale, digest } = found;
		await tx.db
			.update(signature)
			.set({ ...words, earlier: [...found.earlier, { version, locale, digest, at: tx.clock.edition.now() }] })
			.where(eq(signature.id, id));
		await record(tx, visitor, {
			action: 'sign',
			subject: { type: 'signature', id },
			scope: scopeOf(row),
			data: { statement: row.id, version: words.version, before: version },
		});
		await bumpStatement(tx, row.id);
	});
}
