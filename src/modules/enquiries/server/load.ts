import { eq, sql } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { editionById, type EditionView, subjectOfEdition } from '#modules/editions/server/index.ts';
import { enquiry, enquiryAnswer } from './tables.ts';

/**
 * The edition whose enquiries somebody may answer.
 * @throws Refusal `not-found`, `forbidden`
 */
export async function demandDesk(ctx: Context, actor: Actor, editionId: string): Promise<EditionView> {
	const edition = await editionById(ctx, editionId);
	if (!edition) throw notFound();
	demand(ctx, actor, 'enquiry.answer', subjectOfEdition(edition));
	return edition;
}

/**
 * An enquiry for whoever may answer it, locked until the end of the transaction, with its edition and the number of its answers.
 * @throws Refusal `not-found`, `forbidden`
 */
export async function lockEnquiry(tx: Context, actor: Actor, id: string) {
	const [found] = await tx.db.select().from(enquiry).where(eq(enquiry.id, id)).for('update');
	if (!found) throw notFound();
	const edition = await demandDesk(tx, actor, found.editionId);
	const [count] = await tx.db
		.select({ n: sql<number>`count(*)::int` })
		.from(enquiryAnswer)
		.where(eq(enquiryAnswer.enquiryId, id));
	return { ...found, edition, answers: count?.n ?? 0 };
}
