import { eq } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { articleFor, demandSeen, demandState, inLedger } from './article-row.ts';
import { completeDraft } from './surroundings.ts';
import { article, articleNote } from './tables.ts';
import { freeze } from './versions.ts';

const mostNote = 4000;

/**
 * Hands a finished draft to those who publish: what they read is a version. A note tells them what to look at.
 * @throws ArticleChanged; Refusal `invalid` with every error by path; `conflict` `article-<state>`
 */
export async function submitForReview(
	ctx: Context,
	actor: Actor,
	{ articleId, revision, note = '' }: { articleId: string; revision: number; note?: string },
): Promise<{ version: number }> {
	const text = cleanText(note, { lines: true });
	return transaction(ctx, async (tx) => {
		const row = await articleFor(tx, actor, 'article.write', articleId, { hold: true });
		demandState(row, 'draft', 'in-review');
		demandSeen(row, revision);
		if (text.length > mostNote) throw invalid([{ path: 'note', code: 'too-long', params: { max: mostNote } }]);
		const personId = personOf(actor);
		const version = await freeze(tx, row.id, await completeDraft(tx, row), personId);
		if (text !== '') await keepNote(tx, { articleId, version, text, personId });
		await tx.db.update(article).set({ state: 'in-review' }).where(eq(article.id, row.id));
		await record(tx, actor, { action: 'submit-article', ...inLedger(row), data: { version } });
		return { version };
	});
}

/**
 * Gives an article that waits for review back to its writer, who is told why.
 * @throws Refusal `invalid` `note-missing`, `too-long`; `conflict` `article-<state>`
 */
export async function returnToDraft(
	ctx: Context,
	actor: Actor,
	{ articleId, note }: { articleId: string; note: string },
): Promise<void> {
	const text = cleanText(note, { lines: true });
	await transaction(ctx, async (tx) => {
		const row = await articleFor(tx, actor, 'article.publish', articleId, { hold: true });
		demandState(row, 'in-review');
		if (text === '') throw invalid([{ path: 'note', code: 'note-missing' }]);
		if (text.length > mostNote) throw invalid([{ path: 'note', code: 'too-long', params: { max: mostNote } }]);
		await keepNote(tx, { articleId, version: null, text, personId: personOf(actor) });
		await tx.db.update(article).set({ state: 'draft', releaseRefused: null }).where(eq(article.id, row.id));
		await record(tx, actor, { action: 'return-article', ...inLedger(row) });
	});
}

async function keepNote(
	ctx: Context,
	note: { articleId: string; version: number | null; text: string; personId: string | undefined },
): Promise<void> {
	const { personId = null, ...rest } = note;
	await ctx.db.insert(articleNote).values({ id: newId(), ...rest, at: ctx.clock.edition.now(), personId });
}
