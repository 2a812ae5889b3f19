import { zonedParts } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { same } from '#modules/editions/merge.ts';
import { type AnalysedArticle, versionContents } from '#modules/newsroom/server/index.ts';
import { archiveFor } from './archive.ts';
import type { Material } from './make.ts';

/**
 * What an analysis of one language of a version is made from; undefined when it has no such language. The archive ends
 * before the article itself came out: who makes it again later is told the same.
 */
export async function materialOf(
	ctx: Context,
	article: AnalysedArticle,
	version: number,
	locale: Locale,
): Promise<Material | undefined> {
	const found = (await versionContents(ctx, [{ id: article.id, version }])).get(`${article.id} ${version}`);
	if (!found?.content.texts[locale]) return undefined;
	const at = article.publishedAt ?? ctx.clock.edition.now();
	const { year, month } = zonedParts(at, article.zone);
	return {
		content: found.content,
		digest: found.digest,
		locale,
		month: `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`,
		archive: await archiveFor(ctx, { locale, before: at, except: article.id }),
	};
}

/**
 * Whether a version still says what its analysis was made from: somebody may have been erased out of it while a model thought.
 * The caller holds the article. One query.
 */
export async function saysTheSame(
	tx: Context,
	{ id }: Pick<AnalysedArticle, 'id'>,
	version: number,
	content: Material['content'],
): Promise<boolean> {
	const now = (await versionContents(tx, [{ id, version }])).get(`${id} ${version}`);
	return now !== undefined && same(now.content, content);
}
