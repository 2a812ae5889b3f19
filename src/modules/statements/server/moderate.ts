import { and, eq, inArray } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { digestOf } from '#core/identity/index.ts';
import { record } from '#core/ledger/index.ts';
import { queueMail } from '#core/mail/index.ts';
import { invalid } from '#core/refusal/index.ts';
import { showSoon } from './confirm.ts';
import { bumpStatement, openStatement } from './load.ts';
import { letterKeys, signatureMailKind } from './letters.ts';
import { letterHead, newSignatureLink, calledBy, signatureAddress } from './mail.ts';
import { refusedMail } from './mail-texts.ts';
import { withholdSnapshots } from './own-signature.ts';
import type { SignatureState } from '../signature.ts';
import { signature } from './signature-tables.ts';
import { ownerOfLetter } from './whose.ts';

import { deskPageSize } from './moderation-list.ts';
import { eventOf, readReason } from './moderation-acts.ts';

/**
 * Accepts signatures: they are public from now on.
 * @returns how many were not so already
 * @throws Refusal `invalid` (`none-chosen`); `not-found`, `forbidden`
 */
export async function acceptSignatures(
	ctx: Context,
	actor: Actor,
	input: { statement: string; signatures: readonly string[] },
): Promise<number> {
	return transaction(ctx, async (tx) => {
		const row = await openStatement(tx, actor, input.statement, 'statement.moderate');
		const at = tx.clock.edition.now();
		const changed = await tx.db
			.update(signature)
			.set({ state: 'public', publicAt: at, reason: null })
			.where(chosen(row.id, input.signatures, ['waiting', 'refused']))
			.returning({ id: signature.id });
		if (changed.length === 0) return 0;
		await record(tx, actor, ...changed.map(({ id }) => eventOf(row, 'accept', id)));
		await showSoon(tx, row.id);
		return changed.length;
	});
}

/**
 * Refuses signatures: they go from the public at once, and each signer is told the reason.
 * @returns how many were not refused already
 * @throws Refusal `invalid` (`none-chosen`, `reason-missing` at `reason`); `not-found`, `forbidden`
 */
export async function refuseSignatures(
	ctx: Context,
	actor: Actor,
	input: { statement: string; signatures: readonly string[]; reason: string },
): Promise<number> {
	return transaction(ctx, async (tx) => {
		const row = await openStatement(tx, actor, input.statement, 'statement.moderate');
		const reason = readReason(input.reason);
		const which = chosen(row.id, input.signatures, ['waiting', 'public']);
		const before = await tx.db.select().from(signature).where(which).for('update');
		if (before.length === 0) return 0;
		// Those that are held, and no other that came to fit meanwhile: whoever is refused is told.
		const held = inArray(
			signature.id,
			before.map(({ id }) => id),
		);
		await tx.db.update(signature).set({ state: 'refused', publicAt: null, firstPlace: null, reason }).where(held);
		const heads = { en: await letterHead(tx, row, 'en'), zh: await letterHead(tx, row, 'zh') };
		for (const one of before) {
			if (one.publicAt !== null && one.isPublic) await withholdSnapshots(tx, row.id, one.position, one.publicAt);
			const secret = await newSignatureLink(tx, one.id);
			await queueMail(tx, {
				key: letterKeys.refused(digestOf(secret)),
				kind: signatureMailKind,
				to: { name: '', address: one.email },
				locale: one.locale,
				...refusedMail.fill(one.locale, {
					...heads[one.locale],
					name: calledBy(one.contact?.signer ?? one.names, one.locale),
					reason,
					link: signatureAddress(tx, one.locale, secret),
				}),
				...(await ownerOfLetter(tx, one.personId, one.email)),
			});
		}
		await record(tx, actor, ...before.map(({ id }) => eventOf(row, 'refuse', id)));
		await bumpStatement(tx, row.id);
		return before.length;
	});
}

function chosen(statementId: string, ids: readonly string[], states: SignatureState[]) {
	if (ids.length === 0) throw invalid([{ path: 'signatures', code: 'none-chosen' }]);
	return and(
		eq(signature.statementId, statementId),
		inArray(signature.id, ids.slice(0, deskPageSize)),
		inArray(signature.state, states),
	);
}
