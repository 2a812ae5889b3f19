import { createHmac } from 'node:crypto';
import type { Context } from '#core/context/index.ts';
import { newSecret } from '#core/ids/index.ts';
import { digestOf } from '#core/identity/index.ts';
import { canonicalAddress } from '../subscription.ts';
import { newsletterKey } from './tables.ts';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** What is computed with the secret of the installation. */
export interface NewsletterKey {
	/** By what an address is known once it is forgotten: without the secret nobody can try addresses against it. */
	trace(address: string): string;
	/** The secret in the links of a subscriber: 130 bits, the same in every digest, kept nowhere. */
	token(subscription: string): string;
}

/** The secret is made when it is first asked for. One query, three the first time. */
export async function newsletterKeyOf(ctx: Pick<Context, 'db'>): Promise<NewsletterKey> {
	const read = async () => (await ctx.db.select({ secret: newsletterKey.secret }).from(newsletterKey))[0]?.secret;
	const known = await read();
	if (known === undefined)
		await ctx.db.insert(newsletterKey).values({ id: 'newsletter', secret: newSecret() }).onConflictDoNothing();
	const secret = known ?? ((await read()) as string);
	const mac = (text: string) => createHmac('sha256', secret).update(text).digest();
	return {
		trace: (address) => mac(`address\n${canonicalAddress(address)}`).toString('hex'),
		token: (subscription) =>
			[...mac(`subscription\n${subscription}`).subarray(0, 26)].map((byte) => alphabet[byte & 31]).join(''),
	};
}

/** What is kept of a token. */
export const tokenDigestOf = (token: string): string => digestOf('newsletter', token);
