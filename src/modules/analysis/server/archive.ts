import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, eq, inArray } from 'drizzle-orm';
import type { Instant } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { type ArchivedArticle, archiveBefore, versionContents } from '#modules/newsroom/server/index.ts';
import type { ArchiveArticle, Fingerprint } from '../analysis.ts';
import { analyseText, analysisVersion } from './text-method.ts';
import { analysisFingerprint } from './tables.ts';

/** An article of the archive as it is compared with, and as it is named. */
export interface ArchiveEntry extends ArchiveArticle, Pick<ArchivedArticle, 'version' | 'digest' | 'title'> {}

/** An article is compared with so many earlier ones, the latest; `docs/organiser/analysis-method.md` says so. */
export const mostCompared = 2000;
/** So many articles are read at once, and remembered before the next. */
const batch = 50;

/**
 * The platform's own archive in one language before an instant, its latest articles. What was not read yet by the present
 * method is read now, and remembered. Two queries, and two more for every fifty that were missing; others have their turn
 * between one article and the next.
 * @param filter.most so many articles at most; `mostCompared` unless told otherwise
 */
export async function archiveFor(
	ctx: Context,
	filter: { locale: Locale; before: Instant; except: string; most?: number },
): Promise<ArchiveEntry[]> {
	const published = await archiveBefore(ctx, { most: mostCompared, ...filter });
	const known = await knownFingerprints(ctx, filter.locale, published);
	const missing = published.filter(({ id, version }) => !known.has(`${id} ${version}`));
	for (let from = 0; from < missing.length; from += batch) {
		const taken = await takeFingerprints(ctx, filter.locale, missing.slice(from, from + batch));
		for (const [key, fingerprint] of taken) known.set(key, fingerprint);
	}
	return published.flatMap(({ id, version, digest, month, topics, title }): ArchiveEntry[] => {
		const fingerprint = known.get(`${id} ${version}`);
		return fingerprint ? [{ article: id, version, digest, month, topics, title, fingerprint }] : [];
	});
}

async function knownFingerprints(
	ctx: Context,
	locale: Locale,
	published: readonly ArchivedArticle[],
): Promise<Map<string, Fingerprint>> {
	if (published.length === 0) return new Map();
	const rows = await ctx.db
		.select()
		.from(analysisFingerprint)
		.where(
			and(
				eq(analysisFingerprint.locale, locale),
				eq(analysisFingerprint.method, analysisVersion),
				inArray(
					analysisFingerprint.articleId,
					published.map(({ id }) => id),
				),
			),
		);
	return new Map(rows.map((row) => [`${row.articleId} ${row.articleVersion}`, row.fingerprint]));
}

async function takeFingerprints(
	ctx: Context,
	locale: Locale,
	articles: readonly ArchivedArticle[],
): Promise<Map<string, Fingerprint>> {
	const taken = new Map<string, Fingerprint>();
	const contents = await versionContents(ctx, articles);
	const rows: (typeof analysisFingerprint.$inferInsert)[] = [];
	for (const { id, version, month, topics } of articles) {
		const text = contents.get(`${id} ${version}`)?.content.texts[locale];
		if (!text) continue;
		await nextTurn();
		const { fingerprint } = await analyseText(ctx, { ...text, locale, month, topics }, []);
		taken.set(`${id} ${version}`, fingerprint);
		rows.push({ articleId: id, articleVersion: version, locale, method: analysisVersion, fingerprint });
	}
	if (rows.length > 0) await ctx.db.insert(analysisFingerprint).values(rows).onConflictDoNothing();
	return taken;
}
