import { eq } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { invalid, notFound, Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { change, openFulfilment } from './load.ts';
import { certificate } from './tables.ts';

const mostReason = 500;

/**
 * Takes a certificate's validity away, for good. Whoever checks its number reads so, with the reason; its fulfilment is
 * open again, so that another one can be given (with the name right).
 * @throws Refusal `not-found`, `forbidden`; `invalid` at `reason`; `conflict` (`not-issued`, `revoked-already`)
 */
export async function revokeCertificate(
	ctx: Context,
	actor: Actor,
	input: { certificate: string; reason: Partial<Bilingual> },
): Promise<void> {
	await transaction(ctx, async (tx) => {
		const [named] = await tx.db
			.select({ fulfilmentId: certificate.fulfilmentId })
			.from(certificate)
			.where(eq(certificate.id, input.certificate));
		if (!named) throw notFound();
		const { row } = await openFulfilment(tx, actor, 'certificate.revoke', named.fulfilmentId, { lock: true });
		const [found] = await tx.db.select().from(certificate).where(eq(certificate.id, input.certificate)).for('update');
		if (found?.state !== 'issued') {
			throw new Refusal('conflict', found?.state === 'revoked' ? 'revoked-already' : 'not-issued');
		}
		const reason = readReason(input.reason);
		await tx.db
			.update(certificate)
			.set({ state: 'revoked', revokedAt: tx.clock.edition.now(), revokedReason: reason })
			.where(eq(certificate.id, found.id));
		const open = { state: 'open' as const, doneAt: null, doneByPersonId: null };
		await change(tx, actor, row, row.state === 'done' ? open : {}, {
			action: 'revoke-certificate',
			data: { certificate: found.id, reference: found.number },
		});
	});
}

function readReason(given: Partial<Bilingual>): Partial<Bilingual> {
	const reason: Partial<Bilingual> = {};
	for (const locale of ['en', 'zh'] as const) {
		const text = cleanText(given[locale] ?? '', { lines: true });
		if (text.length > mostReason) {
			const params = { characters: text.length, max: mostReason };
			throw invalid([{ path: `reason.${locale}`, code: 'too-many-characters', params }]);
		}
		if (text) reason[locale] = text;
	}
	if (!reason.en && !reason.zh) throw invalid([{ path: 'reason', code: 'reason-needed' }]);
	return reason;
}
