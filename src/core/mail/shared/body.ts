import { eq } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { randomText } from '#core/ids/index.ts';
import type { RenderedMail } from '../render/index.ts';
import { escapeHtml } from '../render/html.ts';
import { mailBody } from '../tables.ts';
import { fillMarks } from './encode.ts';

/** What many mails say. Text and html hold the marks, and so may the header fields. */
export interface SharedBody extends Pick<RenderedMail, 'text' | 'html'> {
	id: string;
	marks: Record<string, string>;
	headers: Record<string, string>;
}

/** Marks that nobody can guess and that may stand in an address: `~` and 24 random characters. */
export function newMarks<Name extends string>(...names: Name[]): Record<Name, string> {
	return Object.fromEntries(names.map((name) => [name, `~${randomText(24)}`])) as Record<Name, string>;
}

/**
 * Keeps a body under its id; the same id keeps nothing a second time. Part of the caller's transaction.
 * @throws Error for a header field that does not fit on one line
 */
export async function keepBody(ctx: Context, body: SharedBody): Promise<void> {
	for (const [name, value] of Object.entries(body.headers)) {
		// RFC 5322, 2.1.1: 998 characters; the marks stand for something about as long.
		const fits = `${name}: ${value}`.length <= 900;
		if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(name) || !/^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(value) || !fits)
			throw new Error(`not a header field on one line: ${name}`);
	}
	await ctx.db
		.insert(mailBody)
		.values({ ...body, madeAt: ctx.clock.process.now() })
		.onConflictDoNothing();
}

export type KeptBody = typeof mailBody.$inferSelect;

/** @throws Error when there is none */
export async function bodyOf(ctx: Pick<Context, 'db'>, id: string): Promise<KeptBody> {
	const [row] = await ctx.db.select().from(mailBody).where(eq(mailBody.id, id));
	if (!row) throw new Error(`a mail lacks its body: ${id}`);
	return row;
}

/** Text and html as one recipient reads them; a mail with a text of its own is left as it is. At most one query. */
export async function wholeText<
	Row extends { text: string; html: string; bodyId: string | null; filling: Record<string, string> | null },
>(ctx: Pick<Context, 'db'>, row: Row): Promise<{ text: string; html: string }> {
	if (row.bodyId === null) return { text: row.text, html: row.html };
	const { text, html, marks } = await bodyOf(ctx, row.bodyId);
	const values = row.filling ?? {};
	return { text: fillMarks(text, marks, values), html: fillMarks(html, marks, values, escapeHtml) };
}
