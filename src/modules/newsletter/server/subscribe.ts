import { and, count, eq, gt, sql } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { day, hour } from '#core/clock/index.ts';
import { originOf } from '#core/config/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { clientNetwork } from '#core/http/index.ts';
import { digestOf, takeToken } from '#core/identity/index.ts';
import { type Locale, localePath } from '#core/i18n/index.ts';
import { newId, randomText } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { addressFaults, queueMail } from '#core/mail/index.ts';
import { invalid } from '#core/refusal/index.ts';
import { blocking, readInput, type SubscribeInput, subscribeSchema } from '../subscription.ts';
import { consentVersion } from './consent.ts';
import { countUp } from './counts.ts';
import { isHard } from './faults.ts';
import { houseName } from './house.ts';
import { newsletterKeyOf } from './key.ts';
import { confirmMail } from './mail-texts.ts';
import { confirmKey, confirmKind } from './mails.ts';
import { suppressedAmong } from './suppress.ts';
import { newsletterRequest } from './tables.ts';

/** How often a confirmation is mailed to one address, whoever asks: nobody's mailbox is filled through our form. */
export const confirmationLimits = [
	{ within: hour, most: 1 },
	{ within: day, most: 3 },
] as const;

/** How long the link of a confirmation works, and how long a request that nobody confirmed is kept. */
export const requestLife = 7 * day;

/**
 * Asks an address whether it wants the newsletter. Known or not, suppressed or not, asked a minute ago or never: the caller
 * learns nothing of it.
 * @param input.locale the language of the page with the form, in which was agreed
 * @param input.page its path
 * @param input.ip from where it comes, for the limit of a network; it is kept nowhere
 * @throws Refusal `invalid` with every wrong field; `too-many` (`try-again-later`)
 */
export async function subscribe(
	ctx: Context,
	actor: Actor,
	input: { choices: SubscribeInput; locale: Locale; page: string; ip: string },
): Promise<void> {
	demand(ctx, actor, 'newsletter.subscribe', { within: {} });
	const read = readInput(subscribeSchema, input.choices);
	if ('problems' in read) throw invalid(read.problems);
	takeToken(ctx, 'ask-network', `newsletter ${clientNetwork(input.ip)}`);
	const { email, ...choices } = read.value;
	await transaction(ctx, async (tx) => {
		const trace = (await newsletterKeyOf(tx)).trace(email);
		// Two at once for one address would both count none.
		await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext(${`newsletter:${trace}`}))`);
		if (!(await mayAsk(tx, email, trace))) return;
		const token = randomText(40);
		const id = newId();
		const now = tx.clock.process.now();
		await tx.db.insert(newsletterRequest).values({
			id,
			email,
			trace,
			tokenDigest: digestOf('newsletter-request', token),
			choices,
			textVersion: consentVersion(input.locale),
			textLocale: input.locale,
			sourcePage: input.page.slice(0, 200),
			requestedAt: now,
		});
		await queueMail(tx, {
			key: confirmKey(id),
			kind: confirmKind,
			to: { name: '', address: email },
			locale: choices.locale,
			...confirmMail.fill(choices.locale, {
				house: houseName(tx, choices.locale),
				link: originOf(tx.config) + localePath(choices.locale, `/newsletter/confirm/${token}`),
			}),
			urgent: true,
			notAfter: now + requestLife,
		});
		await countUp(tx, 'requested');
		await record(tx, actor, {
			action: 'ask-newsletter',
			subject: { type: 'newsletter-request', id },
			data: { language: choices.locale, rhythm: choices.rhythm },
		});
	});
}

/** Whether a confirmation may go to an address now. Four queries. */
async function mayAsk(ctx: Context, email: string, trace: string): Promise<boolean> {
	const reason = (await suppressedAmong(ctx, [trace])).get(trace);
	if (reason !== undefined && blocking.includes(reason)) return false;
	const fault = (await addressFaults(ctx, [email])).get(email);
	if (fault && isHard(fault)) return false;
	const now = ctx.clock.process.now();
	for (const { within, most } of confirmationLimits) {
		const [row] = await ctx.db
			.select({ n: count() })
			.from(newsletterRequest)
			.where(and(eq(newsletterRequest.trace, trace), gt(newsletterRequest.requestedAt, now - within)));
		if ((row?.n ?? 0) >= most) return false;
	}
	return true;
}
