import { and, eq, gte, sql } from 'drizzle-orm';
import { type Actor, demand, personOf } from '#core/access/index.ts';
import { originOf } from '#core/config/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { clientNetwork } from '#core/http/index.ts';
import { takeToken } from '#core/identity/index.ts';
import { inLocale, type Locale, localePath } from '#core/i18n/index.ts';
import { newId, randomText } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { queueMail } from '#core/mail/index.ts';
import { invalid, notFound, Refusal } from '#core/refusal/index.ts';
import { editionById, subjectOfEdition } from '#modules/editions/server/index.ts';
import { type EnquiryInput, enquirySchema, mostPerDay, readInput } from '../enquiry.ts';
import { noticeMail } from './mail-texts.ts';
import { enquiry } from './tables.ts';

const day = 86_400_000;

/**
 * Takes a question to a role of an edition.
 * @returns the reference by which the one who asked may name it; of the first when the same is sent twice
 * @param input.ip from where it comes: one network can't fill the desk under many invented addresses
 * @throws Refusal `invalid` with every wrong field; `too-many` (`enquiries-of-a-day`, `try-again-later`); `not-found` for no such
 * edition, and for one in preparation
 */
export async function ask(
	ctx: Context,
	actor: Actor,
	input: EnquiryInput & { edition: string; locale: Locale; ip: string },
): Promise<string> {
	const read = readInput(enquirySchema, input);
	if ('problems' in read) throw invalid(read.problems);
	const { website: _, ...asked } = read.value;
	const edition = await editionById(ctx, input.edition);
	// Of an edition in preparation the public knows the title, not whom it could ask.
	if (edition?.state !== 'published') throw notFound();
	demand(ctx, actor, 'enquiry.write', subjectOfEdition(edition));
	const contact = edition.contacts.find((one) => one.role === asked.role);
	if (!contact) throw invalid([{ path: 'role', code: 'unknown-role' }]);
	takeToken(ctx, 'ask-network', clientNetwork(input.ip));
	return transaction(ctx, async (tx) => {
		const email = asked.email.toLowerCase();
		// Two at once from one address would both count four.
		await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext(${`enquiry:${email}`}))`);
		const received = tx.clock.process.now();
		const again = await openTwin(tx, edition.id, { ...asked, email });
		if (again !== undefined) return again;
		const [today] = await tx.db
			.select({ n: sql<number>`count(*)::int` })
			.from(enquiry)
			.where(and(eq(enquiry.email, email), gte(enquiry.receivedAt, received - day)));
		if ((today?.n ?? 0) >= mostPerDay) {
			throw new Refusal('too-many', 'enquiries-of-a-day', { params: { max: mostPerDay } });
		}
		const id = newId();
		const reference = `E-${randomText(8).toUpperCase()}`;
		await tx.db.insert(enquiry).values({
			id,
			editionId: edition.id,
			reference,
			...asked,
			email,
			personId: personOf(actor) ?? null,
			locale: input.locale,
			state: 'open',
			at: tx.clock.edition.now(),
			receivedAt: received,
		});
		await record(tx, actor, {
			action: 'ask',
			subject: { type: 'enquiry', id },
			scope: edition.id,
			data: { role: asked.role },
		});
		if (contact.email !== undefined) {
			const origin = originOf(ctx.config);
			const language = edition.languages[0] ?? 'en';
			await queueMail(tx, {
				key: `enquiry:${id}`,
				kind: 'enquiry',
				to: { name: '', address: contact.email },
				replyTo: { name: asked.name, address: email },
				locale: language,
				...noticeMail.fill(language, {
					reference,
					subject: asked.subject,
					edition: edition.short,
					name: asked.name,
					role: inLocale(contact.name, language).text,
					text: asked.text,
					link: `${origin}${localePath(language, `/desk/${edition.slug}/enquiries/${id}`)}`,
				}),
				scope: edition.id,
			});
		}
		return reference;
	});
}

/** The reference of the same question to the same role that nobody has answered yet: it was sent twice. */
async function openTwin(
	ctx: Context,
	editionId: string,
	asked: { role: string; email: string; subject: string; text: string },
): Promise<string | undefined> {
	const [twin] = await ctx.db
		.select({ reference: enquiry.reference })
		.from(enquiry)
		.where(
			and(
				eq(enquiry.editionId, editionId),
				eq(enquiry.email, asked.email),
				eq(enquiry.role, asked.role),
				eq(enquiry.state, 'open'),
				eq(enquiry.subject, asked.subject),
				eq(enquiry.text, asked.text),
			),
		)
		.limit(1);
	return twin?.reference;
}
