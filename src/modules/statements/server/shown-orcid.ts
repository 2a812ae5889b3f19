import { asc, eq, inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { identitiesOf } from '#core/identity/index.ts';
import { tierOf } from '../address.ts';
import { bumpStatement } from './load.ts';
import { withholdSnapshots } from './own-signature.ts';
import { signature, signatureRequest } from './signature-tables.ts';
import { statement } from './tables.ts';

/*
 * Whoever signs with his ORCID iD and a mailbox that is not proved to be his is named in a row that is the mailbox's. He is
 * found by the iD, which he has proved by signing in with it.
 */

async function orcidsOf(ctx: Context, personId: string): Promise<string[]> {
	const linked = await identitiesOf(ctx, personId);
	return linked.flatMap(({ provider, subject }) => (provider === 'orcid' ? [subject] : []));
}

/** Where the ORCID iD of a person stands beside a signature, or is asked to. */
export async function exportShownOrcid(ctx: Context, personId: string) {
	const ids = await orcidsOf(ctx, personId);
	if (ids.length === 0) return [];
	const signed = await ctx.db
		.select({ statement: signature.statementId, orcid: signature.orcid, at: signature.confirmedAt })
		.from(signature)
		.where(inArray(signature.orcid, ids))
		.orderBy(asc(signature.position));
	const asked = await ctx.db
		.select({ statement: signatureRequest.statementId, orcid: signatureRequest.orcid, at: signatureRequest.at })
		.from(signatureRequest)
		.where(inArray(signatureRequest.orcid, ids))
		.orderBy(asc(signatureRequest.requestedAt));
	return [...signed.map((one) => ({ ...one, confirmed: true })), ...asked.map((one) => ({ ...one, confirmed: false }))];
}

/** Takes the ORCID iD of a person from signatures that are a mailbox's; lists on which it is printed are given out no more. */
export async function eraseShownOrcid(ctx: Context, personId: string): Promise<void> {
	const ids = await orcidsOf(ctx, personId);
	if (ids.length === 0) return;
	await ctx.db.update(signatureRequest).set({ orcid: null }).where(inArray(signatureRequest.orcid, ids));
	const shown = await ctx.db
		.select({ row: signature, institutions: statement.institutions })
		.from(signature)
		.innerJoin(statement, eq(statement.id, signature.statementId))
		.where(inArray(signature.orcid, ids))
		.for('update', { of: signature });
	for (const { row, institutions } of shown) {
		const tier = tierOf({ orcid: null, email: row.email }, institutions);
		await ctx.db.update(signature).set({ orcid: null, tier }).where(eq(signature.id, row.id));
		if (row.isPublic && row.publicAt !== null) {
			await withholdSnapshots(ctx, row.statementId, row.position, row.publicAt);
		}
		await bumpStatement(ctx, row.statementId);
	}
}
