import { eq } from 'drizzle-orm';
import { grantRelation, system } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { type Client, openSession, takeFirstLink } from '#core/identity/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { invalid } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { namesFrom } from '../name.ts';
import { findOrCreatePersonByAddress } from './create.ts';
import type { SignedIn } from './sign-in.ts';
import { person } from './tables.ts';

/**
 * The first person of an empty installation becomes its operator, by the link that the server printed. His address is taken
 * at his word (mail may not be configured yet); signing in with a code proves it later.
 * @throws Refusal `invalid` at `name`, `address`; `not-found` when the link was used
 */
export async function welcomeFirstOrganiser(
	ctx: Context,
	input: { secret: string; name: string; address: string; locale: Locale },
	client: Client,
): Promise<SignedIn> {
	const name = cleanText(input.name, { lines: false });
	if (name === '') throw invalid([{ path: 'name', code: 'name-missing' }]);
	if (name.length > 100) throw invalid([{ path: 'name', code: 'too-long', params: { max: 100 } }]);
	const actor = system('first-organiser');
	return transaction(ctx, async (ctx) => {
		const { personId, isNew } = await findOrCreatePersonByAddress(ctx, actor, input.address, {
			names: namesFrom(name),
			preferredLanguage: input.locale,
		});
		await takeFirstLink(ctx, input.secret);
		await ctx.db
			.update(person)
			.set({ names: namesFrom(name) })
			.where(eq(person.id, personId));
		await grantRelation(ctx, actor, personId, 'operator', { type: 'installation', id: 'installation' });
		const { secret } = await openSession(ctx, personId, 'first-organiser', client);
		return { secret, personId, isNew, next: null };
	});
}
