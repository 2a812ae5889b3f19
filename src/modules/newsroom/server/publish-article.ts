import { eq } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { readyLocales } from '../article.ts';
import { type ArticleRow, articleFor, demandSeen, demandState, inLedger } from './article-row.ts';
import { release, tellReaders } from './release.ts';
import { completeDraft } from './surroundings.ts';
import { article, articleCorrection } from './tables.ts';
import { freeze, versionOf } from './versions.ts';

interface Seen {
	articleId: string;
	/** The revision of the draft that whoever publishes has seen. */
	revision: number;
}

/**
 * Publishes the draft as it is, now; of a published article, as its next version, without a word to readers (a slip of the
 * pen, a translation that has come): what changes the sense is for `correctArticle`.
 * @throws ArticleChanged; Refusal `invalid` with every error by path; `conflict` `embargo-running` (`params.until`),
 *   `nothing-changed`, `article-retracted`
 */
export async function publishArticle(
	ctx: Context,
	actor: Actor,
	seen: Seen,
): Promise<{ version: number; slug: string }> {
	return transaction(ctx, async (tx) => {
		const row = await heldToPublish(tx, actor, seen);
		demandState(row, 'draft', 'in-review', 'scheduled', 'published');
		const { version, content } = await frozen(tx, actor, row);
		await release(tx, actor, row, { version, content, at: ctx.clock.edition.now() });
		return { version, slug: row.slug };
	});
}

/**
 * Publishes the draft of a published article with a correction: readers are told what was wrong, and when it was put right.
 * The note is needed in every language in which the article is published.
 * @throws as `publishArticle`; Refusal `invalid` `note-missing` at `note.en`, `note.zh`
 */
export async function correctArticle(
	ctx: Context,
	actor: Actor,
	{ note, ...seen }: Seen & { note: Partial<Bilingual> },
): Promise<{ version: number }> {
	return transaction(ctx, async (tx) => {
		const row = await heldToPublish(tx, actor, seen);
		demandState(row, 'published');
		const { version, content } = await frozen(tx, actor, row);
		const words = readNote(note, 'note', readyLocales(content));
		const at = ctx.clock.edition.now();
		await tx.db
			.insert(articleCorrection)
			.values({ id: newId(), articleId: row.id, version, note: words, at, personId: personOf(actor) ?? null });
		await release(tx, actor, row, { version, content, at, corrects: true });
		return { version };
	});
}

/**
 * Takes a published article back: its text is nowhere any more but at the desk; its title, its dates and the reason stay at
 * its address.
 * @throws Refusal `invalid` `note-missing` at `reason.en`, `reason.zh`; `conflict` `article-<state>`
 */
export async function retractArticle(
	ctx: Context,
	actor: Actor,
	{ articleId, reason }: { articleId: string; reason: Partial<Bilingual> },
): Promise<void> {
	await transaction(ctx, async (tx) => {
		const row = await articleFor(tx, actor, 'article.publish', articleId, { hold: true });
		demandState(row, 'published');
		const version = row.publishedVersion as number;
		const retraction = readNote(reason, 'reason', row.locales);
		await tx.db
			.update(article)
			.set({ state: 'retracted', retraction, changedAt: ctx.clock.edition.now() })
			.where(eq(article.id, row.id));
		await record(tx, actor, { action: 'retract-article', ...inLedger(row), data: { version } });
		await tellReaders(tx, { articleId, version, what: 'retracted' });
	});
}

async function heldToPublish(ctx: Context, actor: Actor, { articleId, revision }: Seen): Promise<ArticleRow> {
	const row = await articleFor(ctx, actor, 'article.publish', articleId, { hold: true });
	demandSeen(row, revision);
	if (row.embargoUntil !== null && row.embargoUntil > ctx.clock.edition.now()) {
		throw new Refusal('conflict', 'embargo-running', { params: { until: row.embargoUntil } });
	}
	return row;
}

/** The draft as a version, which is not the one that readers have. @throws Refusal `conflict` `nothing-changed` */
async function frozen(ctx: Context, actor: Actor, row: ArticleRow) {
	const content = await completeDraft(ctx, row);
	const version = await freeze(ctx, row.id, content, personOf(actor));
	if (row.state === 'published' && version === row.publishedVersion) throw new Refusal('conflict', 'nothing-changed');
	return { version, content: (await versionOf(ctx, row.id, version))?.content ?? content };
}

const mostNote = 2000;

function readNote(given: Partial<Bilingual>, path: string, needed: readonly ('en' | 'zh')[]): Partial<Bilingual> {
	const note: Partial<Bilingual> = {};
	for (const locale of ['en', 'zh'] as const) {
		const text = cleanText(given[locale] ?? '', { lines: true });
		if (text.length > mostNote) {
			throw invalid([{ path: `${path}.${locale}`, code: 'too-long', params: { max: mostNote } }]);
		}
		if (text !== '') note[locale] = text;
	}
	const missing = needed.filter((locale) => note[locale] === undefined);
	if (missing.length > 0) {
		throw invalid(missing.map((locale) => ({ path: `${path}.${locale}`, code: 'note-missing' })));
	}
	return note;
}
