import { and, eq } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { domainOfAddress } from '../address.ts';
import type { PersonNames } from '#modules/people/name.ts';
import { openStatement, scopeOf } from './load.ts';
import { signature } from './signature-tables.ts';

import { readReason } from './moderation-acts.ts';

/**
 * Shows the desk who an anonymous signature is, where it cannot be judged otherwise; the ledger says who looked and why.
 * @throws Refusal `invalid` at `reason`; `not-found`, `forbidden`
 */
export async function revealSignature(
	ctx: Context,
	actor: Actor,
	input: { statement: string; signature: string; reason: string },
): Promise<{ names: PersonNames; role: string; affiliation: string; domain: string }> {
	const reason = readReason(input.reason);
	return transaction(ctx, async (tx) => {
		const row = await openStatement(tx, actor, input.statement, 'statement.moderate');
		const [found] = await tx.db
			.select()
			.from(signature)
			.where(and(eq(signature.id, input.signature), eq(signature.statementId, row.id)));
		if (!found) throw notFound();
		await record(tx, actor, {
			action: 'reveal',
			subject: { type: 'signature', id: found.id },
			scope: scopeOf(row),
			data: { statement: row.id, reason },
		});
		const { names, role, affiliation } = found;
		return { names, role, affiliation, domain: domainOfAddress(found.email) };
	});
}
