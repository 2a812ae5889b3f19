import type { Context } from '#core/context/index.ts';
import type { MailPlace } from '#core/mail/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { editionBySlug, subjectOfEdition } from '#modules/editions/server/index.ts';

/** The edition of an address, and its outbox. @throws Refusal `not-found` */
export async function outboxOf(ctx: Context, slug: string) {
	const edition = await editionBySlug(ctx, slug);
	if (!edition) throw notFound();
	const place: MailPlace = { scope: edition.id, subject: subjectOfEdition(edition) };
	return { edition, place };
}
