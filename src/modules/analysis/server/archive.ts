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

/**
 * The platform's own archive in one language before an instant. What was not read yet by the present method is read now, and
 * remembered. Three queries, and one more where something was missing.
 */
export async function archiveFor(
	ctx: Context,
	filter: { locale: Locale; before: Instant; except: string },
): Promise<ArchiveEntry[]> {
	const published = await archiveBefore(ctx, filter);
	const known = await knownFingerprints(ctx, filter.locale, published);
	const missing = published.filter(({ id, version }) => !known.has(`${id} ${version}`));
	for (const [key, fingerprint] of await takeFingerprints(ctx, filter.locale, missing)) known.set(key, fingerprint);
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
	if (articles.length === 0) return taken;
	const contents = await versionContents(ctx, articles);
	const rows: (typeof analysisFingerprint.$inferInsert)[] = [];
	for (const { id, version, month, topics } of articles) {
		const text = contents.get(`${id} ${version}`)?.content.texts[locale];
		if (!text) continue;
		const { fingerprint } = await analyseText(ctx, { ...text, locale, month, topics }, []);
		taken.set(`${id} ${version}`, fingerprint);
		rows.push({ articleId: id, articleVersion: version, locale, method: analysisVersion, fingerprint });
	}
	if (rows.length > 0) await ctx.db.insert(analysisFingerprint).values(rows).onConflictDoNothing();
	return taken;
}
