import { and, eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { Refusal, notFound } from '#core/refusal/index.ts';
import { actionOf, type MailPlace } from './hold.ts';
import { forgiveAddress } from './note-bounce.ts';
import { mailChannel } from './queue.ts';
import { mail } from './tables.ts';

/** What a person found out: the recipient has it, or it is to go (again). */
export const resolutions = ['arrived', 'again'] as const;
export type Resolution = (typeof resolutions)[number];

/**
 * Says what is to become of a mail that is uncertain, or sends a failed one again. The Message-ID stays, so that a
 * recipient who has it already sees one mail, where his reader knows how.
 * @throws Refusal `not-found`; `mail-settled` when somebody (or the server's late answer) was faster; `mail-failed`
 *   for a failed mail that is said to have arrived; `mail-unwanted` for one that is to go again to who wants none any more
 */
export async function resolveMail(
	ctx: Context,
	actor: Actor,
	place: MailPlace,
	id: string,
	as: Resolution,
): Promise<void> {
	demand(ctx, actor, actionOf(place, 'outbox.hold'), place.subject);
	await transaction(ctx, async (tx) => {
		const [row] = await tx.db
			.select({ state: mail.state, address: mail.toAddress })
			.from(mail)
			.where(and(eq(mail.id, id), eq(mail.scope, place.scope)))
			.for('update');
		if (!row) throw notFound();
		if (row.state !== 'uncertain' && row.state !== 'failed') throw new Refusal('conflict', 'mail-settled');
		if (row.state === 'failed' && as === 'arrived') throw new Refusal('invalid', 'mail-failed');
		if (as === 'again' && place.stillWanted && !(await place.stillWanted(tx, row.address)))
			throw new Refusal('conflict', 'mail-unwanted');
		const now = tx.clock.process.now();
		await tx.db
			.update(mail)
			.set(
				as === 'arrived'
					? { state: 'sent', sender: null, sentAt: now }
					: { state: 'queued', sender: null, handedAt: null, attempts: 0, nextTryAt: now, notAfter: null },
			)
			.where(eq(mail.id, id));
		await record(tx, actor, {
			action: 'resolve-mail',
			subject: { type: 'mail', id },
			scope: place.scope,
			data: { was: row.state, as },
		});
		if (as === 'again') {
			await forgiveAddress(tx, row.address);
			await tx.database.notify(tx.db, mailChannel);
		}
	});
}
