import { asc, eq } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { addressFaults } from '#core/mail/index.ts';
import type { Choices, Ending } from '../subscription.ts';
import { newsletterKeyOf } from './key.ts';
import { suppressedAmong } from './suppress.ts';
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

/** What is known of an address, without a word in the ledger: for its owner, and for who has demanded to see it. Five queries. */
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
