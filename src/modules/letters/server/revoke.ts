import { and, eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound, Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { letterSubject } from './subject.ts';
import { letter } from './tables.ts';

const mostText = 500;

/**
 * Takes a letter's validity away, for good. Whoever checks its reference reads so, with the reason; the letter itself
 * and its history stay. The decision is not touched.
 * @throws Refusal `not-found`, `forbidden`; `invalid` at `reason`; `conflict` (`not-issued`, `revoked-already`)
 */
export async function revokeLetter(
	ctx: Context,
	actor: Actor,
	input: { letter: string; reason: Partial<Bilingual> },
): Promise<void> {
	await transaction(ctx, async (tx) => {
		const [found] = await tx.db.select().from(letter).where(eq(letter.id, input.letter)).for('update');
		if (!found) throw notFound();
		demand(tx, actor, 'letter.revoke', await letterSubject(tx, found));
		if (found.state !== 'issued') {
			throw new Refusal('conflict', found.state === 'revoked' ? 'revoked-already' : 'not-issued');
		}
		const reason = readReason(input.reason);
		const at = tx.clock.edition.now();
		await tx.db
			.update(letter)
			.set({ state: 'revoked', revokedAt: at, revokedReason: reason })
			.where(and(eq(letter.id, found.id), eq(letter.state, 'issued')));
		await record(tx, actor, {
			action: 'revoke-letter',
			subject: { type: 'application', id: found.applicationId },
			scope: found.editionId,
			data: { letter: found.id, reference: found.reference },
		});
	});
}

function readReason(given: Partial<Bilingual>): Partial<Bilingual> {
	const reason: Partial<Bilingual> = {};
	for (const locale of ['en', 'zh'] as const) {
		const text = cleanText(given[locale] ?? '', { lines: true });
		if (text.length > mostText) {
			throw invalid([
				{ path: `reason.${locale}`, code: 'too-many-characters', params: { characters: text.length, max: mostText } },
			]);
		}
		if (text) reason[locale] = text;
	}
	if (!reason.en && !reason.zh) throw invalid([{ path: 'reason', code: 'reason-needed' }]);
	return reason;
}
