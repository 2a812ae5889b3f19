import { eq, inArray } from 'drizzle-orm';
import { day } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { forgetMails } from '#core/mail/index.ts';
import { signature, signatureLink } from './signature-tables.ts';
import { statement } from './tables.ts';

/*
 * The letters about a signature. Each holds an address, a name and the secret of a link, so each has a key that can be made
 * again from what the signature leaves behind: a letter goes when its signature goes. Digests are those of the secrets.
 */

export const signatureMailKind = 'signature';

export const letterKeys = {
	confirm: (secretDigest: string) => `statement-confirm:${secretDigest}`,
	refused: (secretDigest: string) => `statement-refused:${secretDigest}`,
	signed: (id: string) => `statement-signed:${id}`,
	second: (id: string) => `statement-second:${id}`,
	again: (id: string, version: number) => `statement-again:${id}:${version}`,
	/** Once a day. @param at process time, milliseconds since 1970 */
	known: (id: string, at: number) => `statement-known:${id}:${Math.floor(at / day)}`,
};

/** So many keys go in one statement. */
const batch = 2000;

async function forget(tx: Context, keys: readonly string[]): Promise<void> {
	for (let at = 0; at < keys.length; at += batch) {
		await forgetMails(tx, { keys: keys.slice(at, at + batch), kinds: [signatureMailKind] });
	}
}

/** Forgets the letters of requests that are gone, by the digests of their secrets. Part of the caller's transaction. */
export async function forgetRequestLetters(tx: Context, secretDigests: readonly string[]): Promise<void> {
	await forget(tx, secretDigests.map(letterKeys.confirm));
}

/** Forgets what was written to the second contacts of signatures. Part of the caller's transaction. */
export async function forgetSecondLetters(tx: Context, ids: readonly string[]): Promise<void> {
	await forget(tx, ids.map(letterKeys.second));
}

/**
 * Forgets every letter about signatures, sent or waiting, to whoever signed and to a second contact. Part of the caller's
 * transaction, before the signatures go: their links say which letters there were.
 */
export async function forgetSignatureLetters(tx: Context, ids: readonly string[]): Promise<void> {
	if (ids.length === 0) return;
	const signed = await tx.db
		.select({ id: signature.id, present: statement.currentVersion })
		.from(signature)
		.innerJoin(statement, eq(statement.id, signature.statementId))
		.where(inArray(signature.id, [...ids]));
	const links = await tx.db
		.select()
		.from(signatureLink)
		.where(inArray(signatureLink.signatureId, [...ids]));
	const keys = [
		...signed.flatMap(({ id, present }) => [
			letterKeys.signed(id),
			letterKeys.second(id),
			...Array.from({ length: present ?? 0 }, (_, at) => letterKeys.again(id, at + 1)),
		]),
		...links.flatMap(({ digest, signatureId, madeAt }) => [
			letterKeys.confirm(digest),
			letterKeys.refused(digest),
			letterKeys.known(signatureId, madeAt),
			// A link of the last instant of a day, whose letter was queued in the next.
			letterKeys.known(signatureId, madeAt + day),
		]),
	];
	await forget(tx, [...new Set(keys)]);
}
