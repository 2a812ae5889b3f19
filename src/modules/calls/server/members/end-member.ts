import { and, eq, isNull } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { applicationMember } from '../member-tables.ts';
import { loadApplication } from '../load.ts';
import { scopeOf } from '../subject.ts';
import { demandHeld, type Shared } from './place.ts';

/**
 * Somebody works on it no more: by the one who holds it, or he leaves himself. From then on it is not there for him.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function endMember(ctx: Context, actor: Actor, input: Shared & { person: string }): Promise<void> {
	await transaction(ctx, async (tx) => {
		const leaves = input.application !== undefined && personOf(actor) === input.person;
		const held = leaves
			? await loadApplication(tx, input.application).then((of) => ({ ...of, applicationId: of.id, draftId: null }))
			: await demandHeld(tx, actor, input);
		const place =
			held.applicationId === null
				? eq(applicationMember.draftId, held.draftId ?? '')
				: eq(applicationMember.applicationId, held.applicationId);
		const ended = await tx.db
			.update(applicationMember)
			.set({ endedAt: tx.clock.edition.now() })
			.where(and(place, eq(applicationMember.personId, input.person), isNull(applicationMember.endedAt)))
			.returning({ id: applicationMember.id });
		if (ended.length === 0) throw notFound();
		if (held.applicationId === null) return;
		await record(tx, actor, {
			action: leaves ? 'leave' : 'end-member',
			subject: { type: 'application', id: held.applicationId },
			scope: scopeOf(held),
			data: { member: ended[0]?.id },
		});
	});
}
