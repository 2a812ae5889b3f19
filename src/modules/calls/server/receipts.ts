import { and, eq, or, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { numberLabel } from '../projection.ts';
import { application, applicationVersion, call } from './tables.ts';

export interface Receipt {
	application: string;
	/** As it is printed: `A-042`. */
	number: string;
	version: number;
	/** Edition time. */
	at: number;
	/** The same draft had been submitted before (a double click, a lost answer): nothing was done again. */
	again: boolean;
}

/**
 * The draft is gone: perhaps because this person has submitted it, or somebody who writes it with him.
 * @throws Refusal `not-found` (`draft-gone`)
 */
export async function earlierReceipt(ctx: Context, personId: string, draftId: string): Promise<Receipt> {
	const receipt = await receiptOf(ctx, personId, draftId);
	if (!receipt) throw notFound('draft-gone');
	return receipt;
}

/** What became of a draft, for who handed it in, who holds it, and who writes on it. */
export async function receiptOf(ctx: Context, personId: string, draftId: string): Promise<Receipt | undefined> {
	const [row] = await ctx.db
		.select({
			application: application.id,
			number: application.number,
			prefix: call.numberPrefix,
			version: applicationVersion.version,
			at: applicationVersion.at,
		})
		.from(applicationVersion)
		.innerJoin(application, eq(application.id, applicationVersion.applicationId))
		.innerJoin(call, eq(call.id, application.callId))
		.where(
			and(
				eq(applicationVersion.draftId, draftId),
				or(
					eq(applicationVersion.personId, personId),
					eq(application.personId, personId),
					sql`exists (select 1 from application_member m where m.application_id = ${application.id}
						and m.person_id = ${personId} and m.may_write and m.ended_at is null)`,
				),
			),
		);
	if (!row) return undefined;
	const { prefix, number, ...rest } = row;
	return { ...rest, number: numberLabel(prefix, number), again: true };
}
