import { inArray, type SQL, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { forgetSecondLetters } from './letters.ts';
import { signature, signatureRequest } from './signature-tables.ts';
import { provedAddressesOf, provedKeysOf } from './whose.ts';

/*
 * Whoever an organisation named as its second contact has an address in a row that is another's. He is found by the
 * addresses that he has proved.
 */

const emailOfSignature = sql<string>`${signature.contact}->'second'->>'email'`;
const emailOfRequest = sql<string>`${signatureRequest.content}->'contact'->'second'->>'email'`;

/** As it was typed, or by the one name of the mailbox. */
async function isOneOf(ctx: Context, personId: string, email: SQL<string>): Promise<SQL> {
	return inArray(email, [...(await provedAddressesOf(ctx, personId)), ...(await provedKeysOf(ctx, personId))]);
}

/** Where a person is named as a second contact: the organisation, and what of him stands there. */
export async function exportSecondContact(ctx: Context, personId: string) {
	const signed = await ctx.db
		.select({
			statement: signature.statementId,
			organisation: signature.names,
			contact: signature.contact,
			at: signature.confirmedAt,
		})
		.from(signature)
		.where(await isOneOf(ctx, personId, emailOfSignature))
		.orderBy(signature.position);
	const asked = await ctx.db
		.select({ statement: signatureRequest.statementId, content: signatureRequest.content, at: signatureRequest.at })
		.from(signatureRequest)
		.where(await isOneOf(ctx, personId, emailOfRequest))
		.orderBy(signatureRequest.requestedAt);
	return [
		...signed.map(({ contact, ...one }) => ({ ...one, confirmed: true, second: contact?.second })),
		...asked.map(({ content, statement, at }) => ({
			statement,
			organisation: content.names,
			at,
			confirmed: false,
			second: content.contact?.second,
		})),
	];
}

/** Blanks a person where he is named as a second contact; the organisation's signature stays. */
export async function eraseSecondContact(ctx: Context, personId: string): Promise<void> {
	const blank = sql`'{"name": "", "email": ""}'::jsonb`;
	const signed = await ctx.db
		.update(signature)
		.set({ contact: sql`jsonb_set(${signature.contact}, '{second}', ${blank})` })
		.where(await isOneOf(ctx, personId, emailOfSignature))
		.returning({ id: signature.id });
	await ctx.db
		.update(signatureRequest)
		.set({ content: sql`jsonb_set(${signatureRequest.content}, '{contact,second}', ${blank})` })
		.where(await isOneOf(ctx, personId, emailOfRequest));
	await forgetSecondLetters(
		ctx,
		signed.map(({ id }) => id),
	);
}
