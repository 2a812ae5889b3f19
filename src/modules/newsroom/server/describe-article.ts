import { asc, eq } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { locales } from '#core/i18n/index.ts';
import type { ArticleContent } from '../article.ts';
import { type ArticleFile, type ArticleFiles, momentText } from '../article-file.ts';
import type { ArticleDraft } from '../draft.ts';
import type { ArticleRow } from './article-row.ts';
import { articleCorrection } from './tables.ts';
import { versionOf } from './versions.ts';

/** How the places of an article are called in files. */
export interface PlaceSlugs {
	organisation: string;
	edition: string | undefined;
}

/**
 * An article as its files say it: what readers have, or will have, and of what is neither published nor planned the draft.
 * @returns with the content, whose pictures' bytes lie in the store
 */
export async function describeArticle(
	ctx: Context,
	row: ArticleRow,
	places: PlaceSlugs,
): Promise<{ files: ArticleFiles; content: ArticleContent | ArticleDraft }> {
	const frozen = row.publishedVersion ?? row.releaseVersion;
	const version = frozen === null ? undefined : await versionOf(ctx, row.id, frozen);
	const content = version?.content ?? row.draft;
	const corrections = await ctx.db
		.select({ at: articleCorrection.at, note: articleCorrection.note })
		.from(articleCorrection)
		.where(eq(articleCorrection.articleId, row.id))
		.orderBy(asc(articleCorrection.position));
	return { files: filesOf(row, places, content, corrections), content };
}

function filesOf(
	row: ArticleRow,
	places: PlaceSlugs,
	{ texts, pictures, ...content }: ArticleContent | ArticleDraft,
	corrections: readonly { at: number; note: ArticleFile['corrections'][number]['note'] }[],
): ArticleFiles {
	const { zone } = row;
	const at = (instant: number) => momentText(instant, zone);
	const publish = row.publishedAt ?? row.releaseAt;
	const retracted = row.state === 'retracted' && row.changedAt !== null && row.retraction;
	const languages = Object.fromEntries(
		locales.flatMap((locale) => {
			const text = texts[locale];
			return text ? [[locale, { ready: text.ready, translation: text.translation }]] : [];
		}),
	);
	const facts: ArticleFile = {
		organisation: places.organisation,
		edition: places.edition,
		zone,
		publish: publish === null ? undefined : at(publish),
		embargo: row.embargoUntil === null ? undefined : at(row.embargoUntil),
		...(content as Omit<ArticleDraft, 'texts' | 'pictures'>),
		pictures: pictures.map(({ content: _, ...entry }) => entry),
		languages,
		corrections: corrections.map((one) => ({ at: at(one.at), note: one.note })),
		...(retracted ? { retraction: { at: at(row.changedAt as number), reason: row.retraction ?? {} } } : {}),
	};
	const bare = locales.flatMap((locale) => {
		const text = texts[locale];
		if (!text) return [];
		const { ready: _, translation: __, ...words } = text;
		return [[locale, words]];
	});
	return { facts, texts: Object.fromEntries(bare) };
}
