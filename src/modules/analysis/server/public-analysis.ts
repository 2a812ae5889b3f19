import { and, eq } from 'drizzle-orm';
import type { Instant } from '#core/clock/index.ts';
import { type Context, remembered } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { type ArticleCard, publicArticlesById } from '#modules/newsroom/server/index.ts';
import { displayNames } from '#modules/people/server/index.ts';
import type { ReaderAnalysis, Trends } from '../analysis.ts';
import { type AnalysisMethod, scoresOf, type ShownItem, shownItems } from '../report.ts';
import { editsOf } from './load.ts';
import { analysis } from './tables.ts';

/** What readers see under an article, and nothing that was not approved. */
export interface PublicAnalysis {
	id: string;
	locale: Locale;
	/** Version of the article that it is of. */
	version: number;
	method: AnalysisMethod;
	/** Version of the method; of the prompt, for a model. */
	methodVersion: string;
	/** The model as its provider named it; null for a text analysis. */
	model: string | null;
	generatedAt: Instant;
	approvedAt: Instant;
	/** Who approved it: a name in each language, or null when he was erased since. */
	reviewer: string | null;
	zone: string;
	readers: {
		reader: string;
		name: Bilingual;
		score: number | null;
		/** How much the text analysis found, and how many concepts of how many: shown for a text analysis only. */
		evidence: ReaderAnalysis['evidence'];
		hits: number;
		concepts: number;
	}[];
	items: ShownItem[];
	/** Sentences that items stand on: where they begin and end in `text`. */
	sentences: { number: number; text: string; part: string }[];
	trends: Trends;
	/** Articles of the archive that are named, and still public. */
	archive: ArticleCard[];
	/** How many items the editor took out and reworded. */
	edited: { removed: number; reworded: number };
	short: boolean;
}

/**
 * The analysis that stands under an article in a language: approved, of the very version that is public. Undefined else, and
 * at once when another version comes out. At most eight queries; from memory in a serving process.
 */
export async function publicAnalysis(
	ctx: Context,
	{ articleId, locale }: { articleId: string; locale: Locale },
): Promise<PublicAnalysis | undefined> {
	return remembered(ctx, `analysis ${articleId} ${locale}`, async () => {
		const card = (await publicArticlesById(ctx, [articleId])).get(articleId);
		if (!card?.locales.includes(locale)) return undefined;
		const [row] = await ctx.db
			.select()
			.from(analysis)
			.where(
				and(
					eq(analysis.articleId, articleId),
					eq(analysis.articleVersion, card.version),
					eq(analysis.locale, locale),
					eq(analysis.state, 'approved'),
				),
			);
		const { result, method } = row ?? {};
		if (!row || !result || !method) return undefined;
		const edits = await editsOf(ctx, row.id);
		const items = shownItems(result, method, edits);
		const { text, model } = result;
		const named = [...items.flatMap((item) => item.archive ?? []), ...text.trends.nearest.map((one) => one.article)];
		const archive = await publicArticlesById(ctx, [...new Set(named)]);
		const cited = new Set(items.flatMap(({ evidence }) => evidence.map(({ sentence }) => sentence)));
		const scores = new Map(scoresOf(result, method).map(({ reader, score }) => [reader, score]));
		const names = await displayNames(ctx, locale, [row.reviewerPersonId]);
		return {
			id: row.id,
			locale,
			version: row.articleVersion,
			method,
			methodVersion: method === 'model' && model ? `${model.promptVersion}.${model.schemaVersion}` : text.version,
			model: method === 'model' && model ? model.model : null,
			generatedAt: row.at,
			approvedAt: row.decidedAt ?? row.at,
			reviewer: row.reviewerPersonId === null ? null : (names.get(row.reviewerPersonId) ?? null),
			zone: card.zone,
			readers: text.readers.flatMap(({ reader, name, evidence, hits, concepts }) =>
				scores.has(reader)
					? [{ reader, name, score: scores.get(reader) ?? null, evidence, hits: hits.length, concepts }]
					: [],
			),
			items,
			sentences: text.text.sentences
				.filter(({ number }) => cited.has(number))
				.map(({ number, text: words, part }) => ({ number, text: words, part })),
			trends: text.trends,
			archive: [...archive.values()],
			edited: {
				removed: edits.filter(({ words }) => words === null).length,
				reworded: edits.filter(({ words }) => words !== null).length,
			},
			short: text.short,
		};
	});
}
