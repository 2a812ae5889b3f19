import { eq } from 'drizzle-orm';
import { originOf } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import { inLocale, type Locale, localePath } from '#core/i18n/index.ts';
import { newSecret } from '#core/ids/index.ts';
import { digestOf } from '#core/identity/index.ts';
import { organisationsById } from '#modules/editions/server/index.ts';
import { displayName, type PersonNames } from '#modules/people/name.ts';
import { textsOfVersion, type StatementRow } from './load.ts';
import { signatureLink } from './signature-tables.ts';
import { statement } from './tables.ts';

/** What every letter about a statement says: its title and who publishes it, in a language. */
export interface LetterHead {
	title: string;
	publisher: string;
}

/** The head of letters about a statement as it is public. Two queries. */
export async function letterHead(
	ctx: Context,
	row: Pick<StatementRow, 'id' | 'organisationId' | 'currentVersion' | 'slug'>,
	locale: Locale,
): Promise<LetterHead> {
	const texts = await textsOfVersion(ctx, row.id, row.currentVersion ?? 0);
	const text = texts.find((one) => one.locale === locale) ?? texts[0];
	const publisher = (await organisationsById(ctx, [row.organisationId])).get(row.organisationId);
	return { title: text?.title ?? row.slug, publisher: publisher ? inLocale(publisher.name, locale).text : '' };
}

/** The page of one signature, in a language. It must not be told to anybody but by mail. */
export function signatureAddress(ctx: Pick<Context, 'config'>, locale: Locale, secret: string): string {
	return originOf(ctx.config) + localePath(locale, `/statements/signatures/${secret}`);
}

/** A further link to a signature, beside those that were mailed before. @returns its secret */
export async function newSignatureLink(ctx: Context, signatureId: string): Promise<string> {
	const secret = newSecret();
	await ctx.db.insert(signatureLink).values({ digest: digestOf(secret), signatureId, madeAt: ctx.clock.process.now() });
	return secret;
}

/** How a letter calls whoever signed. */
export function calledBy(names: PersonNames, locale: Locale): string {
	return displayName(names, locale) || '—';
}

/** A released statement by its id; undefined where it is not public. */
export async function releasedStatement(ctx: Context, id: string): Promise<StatementRow | undefined> {
	const [row] = await ctx.db.select().from(statement).where(eq(statement.id, id));
	return row?.state === 'released' ? row : undefined;
}
