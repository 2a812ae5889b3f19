import { and, asc, eq } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { type ProviderName, linkedIdentity } from './tables.ts';

/** Whom a provider's subject signs in, or undefined; notes the use. */
export async function personOfIdentity(
	ctx: Context,
	provider: ProviderName,
	subject: string,
): Promise<string | undefined> {
	const [row] = await ctx.db
		.update(linkedIdentity)
		.set({ usedAt: ctx.clock.process.now() })
		.where(and(eq(linkedIdentity.provider, provider), eq(linkedIdentity.subject, subject)))
		.returning({ personId: linkedIdentity.personId });
	return row?.personId;
}

/** Links a provider's subject to a person. @returns whose it is now: another's when it was taken */
export async function linkIdentity(
	ctx: Context,
	personId: string,
	provider: ProviderName,
	subject: string,
): Promise<string> {
	await ctx.db
		.insert(linkedIdentity)
		.values({ id: newId(), provider, subject, personId, addedAt: ctx.clock.process.now() })
		.onConflictDoNothing();
	return (await personOfIdentity(ctx, provider, subject)) ?? personId;
}

/** By which providers a person may sign in. */
export async function identitiesOf(ctx: Context, personId: string) {
	return ctx.db
		.select({
			id: linkedIdentity.id,
			provider: linkedIdentity.provider,
			subject: linkedIdentity.subject,
			addedAt: linkedIdentity.addedAt,
			usedAt: linkedIdentity.usedAt,
		})
		.from(linkedIdentity)
		.where(eq(linkedIdentity.personId, personId))
		.orderBy(asc(linkedIdentity.addedAt));
}

/** Unlinks a provider. @returns whether the person had it */
export async function unlinkIdentity(ctx: Context, personId: string, id: string): Promise<boolean> {
	const gone = await ctx.db
		.delete(linkedIdentity)
		.where(and(eq(linkedIdentity.id, id), eq(linkedIdentity.personId, personId)))
		.returning({ id: linkedIdentity.id });
	return gone.length > 0;
}
