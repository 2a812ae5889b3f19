import { eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound, Refusal } from '#core/refusal/index.ts';
import { type Choices, type ChoicesInput, choicesSchema, readInput } from '../subscription.ts';
import { end } from './end.ts';
import { tokenDigestOf } from './key.ts';
import { newsletterSubscription } from './tables.ts';

type SubscriptionRow = typeof newsletterSubscription.$inferSelect;

/** What a subscriber sees of his subscription. */
export interface OwnSubscription {
	email: string;
	choices: Choices;
	ended: boolean;
}

async function rowOf(ctx: Context, token: string, hold = false): Promise<SubscriptionRow | undefined> {
	const query = ctx.db
		.select()
		.from(newsletterSubscription)
		.where(eq(newsletterSubscription.tokenDigest, tokenDigestOf(token)));
	const [row] = await (hold ? query.for('update') : query);
	return row;
}

/** The subscription behind a secret link. Looking changes nothing. One query. @throws Refusal `not-found` (`link-gone`) */
export async function ownSubscription(ctx: Context, token: string): Promise<OwnSubscription> {
	const row = await rowOf(ctx, token);
	if (!row) throw notFound('link-gone');
	const { email, locale, topics, rhythm, weekday, zone, state } = row;
	return { email, choices: { locale, topics, rhythm, weekday, zone }, ended: state === 'ended' };
}

/**
 * Changes what a subscriber gets from now on.
 * @throws Refusal `invalid` with every wrong field; `not-found` (`link-gone`); `conflict` (`subscription-ended`)
 */
export async function changeSubscription(
	ctx: Context,
	actor: Actor,
	token: string,
	input: ChoicesInput,
): Promise<void> {
	demand(ctx, actor, 'newsletter.subscribe', { within: {} });
	const read = readInput(choicesSchema, input);
	if ('problems' in read) throw invalid(read.problems);
	await transaction(ctx, async (tx) => {
		const row = await rowOf(tx, token, true);
		if (!row) throw notFound('link-gone');
		if (row.state === 'ended') throw new Refusal('conflict', 'subscription-ended');
		await tx.db.update(newsletterSubscription).set(read.value).where(eq(newsletterSubscription.id, row.id));
		await record(tx, actor, {
			action: 'change-newsletter',
			subject: { type: 'newsletter-subscription', id: row.id },
			data: { language: read.value.locale, rhythm: read.value.rhythm },
		});
	});
}

/**
 * Ends a subscription by its secret link. Doing it again changes nothing.
 * @param how `page` or `one-click` (RFC 8058)
 * @throws Refusal `not-found` (`link-gone`)
 */
export async function unsubscribe(ctx: Context, actor: Actor, token: string, how: 'page' | 'one-click'): Promise<void> {
	demand(ctx, actor, 'newsletter.subscribe', { within: {} });
	await transaction(ctx, async (tx) => {
		const row = await rowOf(tx, token, true);
		if (!row) throw notFound('link-gone');
		if (row.state === 'ended') return;
		await end(tx, row, 'reader');
		await record(tx, actor, {
			action: 'end-newsletter',
			subject: { type: 'newsletter-subscription', id: row.id },
			data: { how },
		});
	});
}
