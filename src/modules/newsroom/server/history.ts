import { asc, eq } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import type { Instant } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { historyOf, record } from '#core/ledger/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { displayNames } from '#modules/people/server/index.ts';
import { same } from '#modules/editions/merge.ts';
import type { ArticleContent } from '../article.ts';
import { type ArticleChange, articleChanges } from '../changes.ts';
import { cleanDraft } from '../draft.ts';
import { articleFor, demandSeen, demandState, inLedger } from './article-row.ts';
import { keepDraft } from './keep-draft.ts';
import { articleCorrection, articleNote, articleVersion } from './tables.ts';
import { versionOf } from './versions.ts';

/** One version in the history of an article. */
export interface VersionEntry {
	number: number;
	at: Instant;
	digest: string;
	/** Who froze it: a name, or null for an import or somebody who was erased. */
	by: string | null;
	/** Since when readers had it; null when they never did. */
	publishedAt: Instant | null;
	/** Whether readers have it now. */
	isPublic: boolean;
	/** What is different from the version before. */
	changes: ArticleChange[];
	correction?: Partial<Bilingual>;
	erased: boolean;
}

/** One thing that was done with an article. */
export interface ArticleEvent {
	at: Instant;
	/** Verb of the ledger: `create-article`, `publish-article` … */
	action: string;
	by: string | null;
	version?: number;
	/** An instant that it is about: when it goes out, until when the embargo runs. */
	when?: Instant;
	/** Why it did not go out: a code. */
	reason?: string;
}

export interface ArticleHistory {
	/** The latest first. */
	versions: VersionEntry[];
	/** The latest first. */
	events: ArticleEvent[];
	/** What was said when it was returned, the latest first. */
	notes: { at: Instant; by: string | null; text: string }[];
}

/** How an article came to be what it is. A fixed number of queries. @throws Refusal `not-found`, `forbidden` */
export async function articleHistory(
	ctx: Context,
	actor: Actor,
	articleId: string,
	locale: Locale = 'en',
): Promise<ArticleHistory> {
	const row = await articleFor(ctx, actor, 'article.read', articleId);
	const versions = await ctx.db
		.select()
		.from(articleVersion)
		.where(eq(articleVersion.articleId, articleId))
		.orderBy(asc(articleVersion.number));
	const corrections = await ctx.db.select().from(articleCorrection).where(eq(articleCorrection.articleId, articleId));
	const notes = await ctx.db
		.select()
		.from(articleNote)
		.where(eq(articleNote.articleId, articleId))
		.orderBy(asc(articleNote.position));
	const events = await historyOf(ctx, { type: 'article', id: articleId });
	const named = await namesOf(ctx, locale, [
		...versions.map(({ personId }) => personId),
		...notes.map(({ personId }) => personId),
		...events.map((event) => personOfActor(event.actor)),
	]);
	const inOrder = versions.map((version, i) => {
		const { number, at, digest, publishedAt, erased, personId, content } = version;
		const correction = corrections.find((one) => one.version === number)?.note;
		return {
			...{ number, at, digest, publishedAt, erased, by: named(personId) },
			isPublic: row.state === 'published' && number === row.publishedVersion,
			changes: articleChanges(versions[i - 1]?.content, content),
			...(correction ? { correction } : {}),
		};
	});
	return {
		versions: inOrder.reverse(),
		events: events.reverse().map(({ at, action, actor: who, data }) => ({
			...{ at, action, by: named(personOfActor(who)) },
			...(typeof data.version === 'number' ? { version: data.version } : {}),
			...whenOf(data.at ?? data.until),
			...(typeof data.reason === 'string' ? { reason: data.reason } : {}),
		})),
		notes: notes.reverse().map(({ at, text, personId }) => ({ at, text, by: named(personId) })),
	};
}

function whenOf(value: unknown): { when?: Instant } {
	return typeof value === 'number' ? { when: value } : {};
}

function personOfActor(actor: string): string | null {
	return actor.startsWith('person:') ? actor.slice('person:'.length) : null;
}

/** The names of those who wrote, in one language. Two queries. */
export async function namesOf(
	ctx: Context,
	locale: Locale,
	ids: readonly (string | null)[],
): Promise<(id: string | null) => string | null> {
	const names = await displayNames(ctx, locale, ids);
	return (id) => (id === null ? null : (names.get(id) ?? null));
}

/** One version as it was. @throws Refusal `not-found` */
export async function articleVersionFor(
	ctx: Context,
	actor: Actor,
	{ articleId, number }: { articleId: string; number: number },
): Promise<{ number: number; content: ArticleContent; digest: string; at: Instant }> {
	await articleFor(ctx, actor, 'article.read', articleId);
	const version = await versionOf(ctx, articleId, number);
	if (!version) throw notFound('no-such-version');
	const { content, digest, at } = version;
	return { number, content, digest, at };
}

/**
 * Makes the draft what a version said; readers see nothing of it until it is published.
 * @throws ArticleChanged; Refusal `not-found` `no-such-version`; `conflict` `article-retracted`
 */
export async function restoreVersion(
	ctx: Context,
	actor: Actor,
	{ articleId, number, revision }: { articleId: string; number: number; revision: number },
): Promise<{ revision: number }> {
	return transaction(ctx, async (tx) => {
		const row = await articleFor(tx, actor, 'article.write', articleId, { hold: true });
		demandState(row, 'draft', 'in-review', 'scheduled', 'published');
		demandSeen(row, revision);
		const version = await versionOf(tx, articleId, number);
		if (!version) throw notFound('no-such-version');
		const draft = cleanDraft(version.content);
		if (same(draft, row.draft)) return { revision: row.draftRevision };
		const next = await keepDraft(tx, row, draft, personOf(actor));
		await record(tx, actor, { action: 'restore-article-version', ...inLedger(row), data: { version: number } });
		return { revision: next };
	});
}
