import { asc, eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { record } from '#core/ledger/index.ts';
import { addressFaults, forgiveAddress } from '#core/mail/index.ts';
import { invalid } from '#core/refusal/index.ts';
import { isEmail } from '#core/text/index.ts';
import { canonicalAddress, type Choices, type Ending } from '../subscription.ts';
import { newsletterSubject } from './desk-subject.ts';
import { newsletterKeyOf } from './key.ts';
import { forgetMailsTo, withdrawDigests } from './mails.ts';
import { end } from './end.ts';
import { forgetOpenRequests } from './open-requests.ts';
import { release, suppress, suppressedAmong } from './suppress.ts';
import { newsletterRequest, newsletterSubscription } from './tables.ts';

/** All that is known of one address. */
export interface FoundAddress {
	email: string;
	subscription: {
		choices: Choices;
		state: 'confirmed' | 'ended';
		confirmedAt: number;
		endedAt: number | null;
		ending: Ending | null;
	} | null;
	/** The evidence: what was agreed to, where and when. */
	requests: {
		requestedAt: number;
		confirmedAt: number | null;
		textVersion: string;
		textLocale: Locale;
		sourcePage: string;
	}[];
	suppressed: Ending | null;
	/** What a mail server last said of it. */
	fault: string | null;
}

function readAddress(text: string): string {
	const email = canonicalAddress(text);
	if (!isEmail(email)) throw invalid([{ path: 'email', code: 'not-an-address' }]);
	return email;
}

/**
 * What is known of one address, which must be typed in whole: there is no list to leaf through. That somebody looked stands
 * in the ledger, without the address.
 * @throws Refusal `invalid` at `email`; `not-found`, `forbidden`, `signed-out`
 */
export async function lookUp(ctx: Context, actor: Actor, text: string): Promise<FoundAddress> {
	demand(ctx, actor, 'newsletter.manage', newsletterSubject(actor));
	const email = readAddress(text);
	return transaction(ctx, async (tx) => {
		const found = await knownOf(tx, email);
		const trace = (await newsletterKeyOf(tx)).trace(email);
		await record(tx, actor, {
			action: 'look-up-subscriber',
			subject: { type: 'newsletter-address', id: trace.slice(0, 20) },
			data: { known: found.subscription !== null },
		});
		return found;
	});
}

/** The same without a word in the ledger: for the person himself. Five queries. */
export async function knownOf(ctx: Context, email: string): Promise<FoundAddress> {
	const trace = (await newsletterKeyOf(ctx)).trace(email);
	const [row] = await ctx.db.select().from(newsletterSubscription).where(eq(newsletterSubscription.email, email));
	const requests = await ctx.db
		.select({
			requestedAt: newsletterRequest.requestedAt,
			confirmedAt: newsletterRequest.confirmedAt,
			textVersion: newsletterRequest.textVersion,
			textLocale: newsletterRequest.textLocale,
			sourcePage: newsletterRequest.sourcePage,
		})
		.from(newsletterRequest)
		.where(eq(newsletterRequest.email, email))
		.orderBy(asc(newsletterRequest.requestedAt));
	const fault = (await addressFaults(ctx, [email])).get(email);
	return {
		email,
		subscription: row
			? {
					choices: {
						locale: row.locale,
						topics: row.topics,
						rhythm: row.rhythm,
						weekday: row.weekday,
						zone: row.zone,
					},
					state: row.state,
					confirmedAt: row.confirmedAt,
					endedAt: row.endedAt,
					ending: row.ending,
				}
			: null,
		requests,
		suppressed: (await suppressedAmong(ctx, [trace])).get(trace) ?? null,
		fault: fault ? `${fault.status} ${fault.answer}`.trim() : null,
	};
}

/**
 * Sees to it that nothing is mailed to an address any more, known or not.
 * @param reason `complained` for somebody who has called it spam, `desk` for anything else
 * @throws Refusal as `lookUp`
 */
export async function suppressAddress(
	ctx: Context,
	actor: Actor,
	text: string,
	reason: 'complained' | 'desk',
): Promise<void> {
	demand(ctx, actor, 'newsletter.manage', newsletterSubject(actor));
	const email = readAddress(text);
	await transaction(ctx, async (tx) => {
		const trace = (await newsletterKeyOf(tx)).trace(email);
		const [row] = await tx.db
			.select()
			.from(newsletterSubscription)
			.where(eq(newsletterSubscription.email, email))
			.for('update');
		if (row?.state === 'confirmed') {
			await end(tx, row, reason);
		} else {
			await suppress(tx, trace, reason);
			await withdrawDigests(tx, email);
		}
		await forgetOpenRequests(tx, eq(newsletterRequest.trace, trace));
		await record(tx, actor, {
			action: 'suppress-subscriber',
			subject: { type: 'newsletter-address', id: trace.slice(0, 20) },
			data: { reason },
		});
	});
}

/**
 * Lets an address subscribe again, and takes the mark of a mail server from it. It subscribes nobody.
 * @throws Refusal as `lookUp`
 */
export async function liftSuppression(ctx: Context, actor: Actor, text: string): Promise<void> {
	demand(ctx, actor, 'newsletter.manage', newsletterSubject(actor));
	const email = readAddress(text);
	await transaction(ctx, async (tx) => {
		const trace = (await newsletterKeyOf(tx)).trace(email);
		await release(tx, trace);
		await forgiveAddress(tx, email);
		await record(tx, actor, {
			action: 'release-subscriber',
			subject: { type: 'newsletter-address', id: trace.slice(0, 20) },
			data: {},
		});
	});
}

/**
 * Deletes all that is kept of an address, at its owner's wish: nothing is mailed to it any more, and only its trace tells so.
 * @returns whether there was anything
 * @throws Refusal as `lookUp`
 */
export async function forgetSubscriber(ctx: Context, actor: Actor, text: string): Promise<boolean> {
	demand(ctx, actor, 'newsletter.manage', newsletterSubject(actor));
	const email = readAddress(text);
	return transaction(ctx, async (tx) => {
		const trace = (await newsletterKeyOf(tx)).trace(email);
		const gone = await tx.db.delete(newsletterSubscription).where(eq(newsletterSubscription.email, email));
		const requests = await tx.db.delete(newsletterRequest).where(eq(newsletterRequest.email, email));
		if ((gone.rowCount ?? 0) > 0) await suppress(tx, trace, 'reader');
		await forgetMailsTo(tx, email);
		await record(tx, actor, {
			action: 'forget-subscriber',
			subject: { type: 'newsletter-address', id: trace.slice(0, 20) },
			data: {},
		});
		return (gone.rowCount ?? 0) + (requests.rowCount ?? 0) > 0;
	});
}
