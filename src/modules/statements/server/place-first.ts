import { and, eq } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound } from '#core/refusal/index.ts';
import { bumpStatement, openStatement } from './load.ts';
import { signature } from './signature-tables.ts';

import { eventOf } from './moderation-acts.ts';

/**
 * Puts somebody among the first signatories, at a place, or takes him out of them (`null`). Only who is named can stand there.
 * @throws Refusal `invalid` (`not-named`) at `place`; `not-found`, `forbidden`
 */
export async function placeFirst(
	ctx: Context,
	actor: Actor,
	input: { statement: string; signature: string; place: number | null },
): Promise<void> {
	return transaction(ctx, async (tx) => {
		const row = await openStatement(tx, actor, input.statement, 'statement.moderate');
		const [found] = await tx.db
			.select({ named: signature.isPublic, state: signature.state })
			.from(signature)
			.where(and(eq(signature.id, input.signature), eq(signature.statementId, row.id)));
		if (!found) throw notFound();
		if (input.place !== null && !(found.named && found.state === 'public')) {
			throw invalid([{ path: 'place', code: 'not-named' }]);
		}
		await tx.db.update(signature).set({ firstPlace: input.place }).where(eq(signature.id, input.signature));
		await record(tx, actor, { ...eventOf(row, 'place', input.signature), data: { place: input.place } });
		await bumpStatement(tx, row.id);
	});
}
