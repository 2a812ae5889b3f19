import { and, eq } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { personAtAddress, readAddress } from '#core/identity/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid } from '#core/refusal/index.ts';
import { openStatement, scopeOf } from './load.ts';
import { statementMember } from './tables.ts';

/**
 * Takes somebody who has an account into the drafting group: he may read and write the draft, and nothing else of the desk.
 * @throws Refusal `invalid` at `address` (`address-bad`, `no-account`); `not-found`, `forbidden`
 */
export async function addToGroup(
	ctx: Context,
	actor: Actor,
	input: { statement: string; address: string },
): Promise<void> {
	return transaction(ctx, async (tx) => {
		const row = await openStatement(tx, actor, input.statement, 'statement.moderate', { lock: true });
		const personId = await personAtAddress(tx, readAddress(input.address));
		if (personId === undefined) throw invalid([{ path: 'address', code: 'no-account' }]);
		const added = await tx.db
			.insert(statementMember)
			.values({ statementId: row.id, personId, addedAt: tx.clock.edition.now() })
			.onConflictDoNothing()
			.returning({ personId: statementMember.personId });
		if (added.length === 0) return;
		await record(tx, actor, {
			action: 'add-member',
			subject: { type: 'statement', id: row.id },
			scope: scopeOf(row),
			personal: { personId, detail: { member: personId } },
		});
	});
}

/** Lets somebody out of the drafting group; anyone may go himself. @throws Refusal `not-found`, `forbidden` */
export async function removeFromGroup(
	ctx: Context,
	actor: Actor,
	input: { statement: string; person: string },
): Promise<void> {
	return transaction(ctx, async (tx) => {
		const goes = personOf(actor) === input.person;
		const row = await openStatement(tx, actor, input.statement, goes ? 'statement.draft' : 'statement.moderate', {
			lock: true,
		});
		const gone = await tx.db
			.delete(statementMember)
			.where(and(eq(statementMember.statementId, row.id), eq(statementMember.personId, input.person)))
			.returning({ personId: statementMember.personId });
		if (gone.length === 0) return;
		await record(tx, actor, {
			action: 'remove-member',
			subject: { type: 'statement', id: row.id },
			scope: scopeOf(row),
			personal: { personId: input.person, detail: { member: input.person } },
		});
	});
}
