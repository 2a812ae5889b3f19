import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { choicesSchema, type Rhythm } from '../subscription.ts';
import { planNextIssue } from './issue.ts';
import { newsletterKeyOf, tokenDigestOf } from './key.ts';
import { newsletterSubscription } from './tables.ts';

/** Invented readers of a rehearsal, in both languages and around the world. */
const readers: readonly [name: string, locale: 'en' | 'zh', rhythm: Rhythm, weekday: number, zone: string][] = [
	['reader.beijing', 'zh', 'daily', 1, 'Asia/Shanghai'],
	['reader.huzhou', 'zh', 'weekly', 1, 'Asia/Shanghai'],
	['reader.singapore', 'en', 'daily', 1, 'Asia/Singapore'],
	['reader.nairobi', 'en', 'daily', 1, 'Africa/Nairobi'],
	['reader.paris', 'en', 'weekly', 5, 'Europe/Paris'],
	['reader.santiago', 'en', 'daily', 1, 'America/Santiago'],
	['reader.sydney', 'en', 'weekly', 1, 'Australia/Sydney'],
];

/** Plants invented subscribers, so that turning the dial shows digests in the mailbox. Doing it again changes nothing. */
export async function plantSubscribers(ctx: Context): Promise<number> {
	return transaction(ctx, async (tx) => {
		const key = await newsletterKeyOf(tx);
		const now = tx.clock.process.now();
		const rows = readers.map(([name, locale, rhythm, weekday, zone]) => {
			const id = newId();
			const email = `${name}@newsletter.example`;
			return {
				id,
				email,
				trace: key.trace(email),
				tokenDigest: tokenDigestOf(key.token(id)),
				state: 'confirmed' as const,
				...choicesSchema.parse({ locale, topics: [], rhythm, weekday, zone }),
				confirmedAt: now,
				sample: true,
			};
		});
		const planted = await tx.db
			.insert(newsletterSubscription)
			.values(rows)
			.onConflictDoNothing()
			.returning({ id: newsletterSubscription.id });
		await planNextIssue(tx);
		return planted.length;
	});
}
