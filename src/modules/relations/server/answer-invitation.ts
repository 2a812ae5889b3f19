import { eq } from 'drizzle-orm';
import { type Actor, grantRelation, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { addressesOf, digestOf } from '#core/identity/index.ts';
import { record } from '#core/ledger/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { namesFrom } from '#modules/people/name.ts';
import { fillBlanks } from '#modules/people/server/index.ts';
import { invitation } from './tables.ts';

/**
 * An invitation by the secret of its link. Changes nothing.
 * @returns undefined when there is none, it is answered or withdrawn, or has run out
 */
export async function readInvitation(ctx: Context, secret: string) {
	const [found] = await ctx.db
		.select()
		.from(invitation)
		.where(eq(invitation.digest, digestOf(secret)));
	if (found?.state !== 'open' || found.expiresAt <= ctx.clock.process.now()) return undefined;
	const { digest: _, ...shown } = found;
	return shown;
}

/**
 * Accepts or declines. Accepting asks for an account that owns the invited address: the link may have been passed on.
 * Declining needs none: whoever holds the mail may say no.
 * @throws Refusal `not-found`; `signed-out`; `forbidden` (`other-address`)
 */
export async function answerInvitation(
	ctx: Context,
	actor: Actor,
	input: { secret: string; accept: boolean },
): Promise<{ editionId: string }> {
	return transaction(ctx, async (tx) => {
		const [found] = await tx.db
			.select()
			.from(invitation)
			.where(eq(invitation.digest, digestOf(input.secret)))
			.for('update');
		if (found?.state !== 'open' || found.expiresAt <= tx.clock.process.now()) throw notFound();
		const personId = personOf(actor);
		if (input.accept) {
			if (personId === undefined) throw new Refusal('signed-out', 'sign-in-first');
			const owns = (await addressesOf(tx, personId)).some(
				({ address, verifiedAt }) => address === found.email && verifiedAt !== null,
			);
			if (!owns) throw new Refusal('forbidden', 'other-address', { params: { email: found.email } });
			// Who signed in for the first time has no name yet but the one he was invited by.
			await fillBlanks(tx, personId, { names: namesFrom(found.name) });
			const object = { type: found.objectType, id: found.objectId };
			await grantRelation(tx, actor, personId, found.relation, object, found.editionId);
		}
		await tx.db
			.update(invitation)
			.set({ state: input.accept ? 'accepted' : 'declined', personId: input.accept ? (personId ?? null) : null })
			.where(eq(invitation.id, found.id));
		await record(tx, actor, {
			action: input.accept ? 'accept-invitation' : 'decline-invitation',
			subject: { type: found.objectType, id: found.objectId },
			scope: found.editionId,
			data: { invitation: found.id, relation: found.relation },
		});
		return { editionId: found.editionId };
	});
}
