import { eq } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import { originOf } from '#core/config/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { queueMail } from '#core/mail/index.ts';
import { invalid, Refusal } from '#core/refusal/index.ts';
import { answerSchema, type EnquiryState, readInput } from '../enquiry.ts';
import { lockEnquiry } from './load.ts';
import { answerMail } from './mail-texts.ts';
import { enquiry, enquiryAnswer } from './tables.ts';

/**
 * Answers an enquiry: the one who asked gets it by mail, in the language in which he asked.
 * @param input.seen how many answers there were when this one was written: somebody else may have answered meanwhile
 * @throws Refusal `invalid` at `text`; `conflict` (`answered-meanwhile`); `not-found`, `forbidden`
 */
export async function answerEnquiry(
	ctx: Context,
	actor: Actor,
	input: { enquiry: string; text: string; seen: number },
): Promise<void> {
	return transaction(ctx, async (tx) => {
		const found = await lockEnquiry(tx, actor, input.enquiry);
		const read = readInput(answerSchema, { text: input.text });
		if ('problems' in read) throw invalid(read.problems);
		if (found.answers !== input.seen) throw new Refusal('conflict', 'answered-meanwhile');
		const { text } = read.value;
		const id = newId();
		await tx.db.insert(enquiryAnswer).values({
			id,
			enquiryId: found.id,
			personId: personOf(actor) ?? null,
			text,
			at: tx.clock.edition.now(),
		});
		await tx.db.update(enquiry).set({ state: 'answered' }).where(eq(enquiry.id, found.id));
		await record(tx, actor, {
			action: 'answer',
			subject: { type: 'enquiry', id: found.id },
			scope: found.editionId,
			data: { answer: id },
		});
		const { edition, locale } = found;
		const contact = edition.contacts.find((one) => one.role === found.role);
		const origin = originOf(ctx.config);
		await queueMail(tx, {
			key: `enquiry-answer:${id}`,
			kind: 'enquiry-answer',
			to: { name: found.name, address: found.email },
			fromName: edition.short,
			...(contact?.email ? { replyTo: { name: inLocale(contact.name, locale).text, address: contact.email } } : {}),
			locale,
			...answerMail.fill(locale, {
				subject: found.subject,
				reference: found.reference,
				edition: inLocale(edition.name, locale).text,
				name: found.name,
				text,
				role: contact ? inLocale(contact.name, locale).text : edition.short,
				question: found.text,
				link: `${origin}${localePath(locale, `/${edition.slug}/contact/write?to=${found.role}`)}`,
			}),
			scope: edition.id,
			...(found.personId ? { personId: found.personId } : {}),
		});
	});
}

/**
 * Settles an enquiry without an answer (`closed`) or opens it again; the same state once more changes nothing.
 * @throws Refusal `not-found`, `forbidden`
 */
export async function settleEnquiry(
	ctx: Context,
	actor: Actor,
	input: { enquiry: string; state: Extract<EnquiryState, 'open' | 'closed'> },
): Promise<void> {
	return transaction(ctx, async (tx) => {
		const found = await lockEnquiry(tx, actor, input.enquiry);
		if (found.state === input.state) return;
		await tx.db.update(enquiry).set({ state: input.state }).where(eq(enquiry.id, found.id));
		await record(tx, actor, {
			action: input.state === 'closed' ? 'close' : 'reopen',
			subject: { type: 'enquiry', id: found.id },
			scope: found.editionId,
		});
	});
}

/**
 * Gives an enquiry to another role.
 * @throws Refusal `invalid` (`unknown-role`) at `role`; `not-found`, `forbidden`
 */
export async function handOver(ctx: Context, actor: Actor, input: { enquiry: string; role: string }): Promise<void> {
	return transaction(ctx, async (tx) => {
		const found = await lockEnquiry(tx, actor, input.enquiry);
		if (!found.edition.contacts.some((one) => one.role === input.role)) {
			throw invalid([{ path: 'role', code: 'unknown-role' }]);
		}
		if (found.role === input.role) return;
		await tx.db.update(enquiry).set({ role: input.role }).where(eq(enquiry.id, found.id));
		await record(tx, actor, {
			action: 'hand-over',
			subject: { type: 'enquiry', id: found.id },
			scope: found.editionId,
			data: { from: found.role, to: input.role },
		});
	});
}
