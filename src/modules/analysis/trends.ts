import type { ArchiveArticle, ArticleToAnalyse, Fingerprint, Trend, Trends } from './analysis.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { topicName } from '#modules/newsroom/topic-names.ts';
import { concepts } from './concepts/index.ts';

/** With fewer articles in the archive nothing is said. */
export const leastArchive = 8;
const mostTrends = 6;
const mostMonths = 13;
const recentMonths = 3;
const mostNearest = 3;
/** Below this two articles share no more than their field. */
const leastLikeness = 0.12;

/**
 * How an article stands in the platform's own archive: how often its concepts and topics were written of, month by month,
 * the last three months against the twelve before (two-proportion z-test), and which earlier articles are nearest. Only
 * articles of earlier months or the same month that are handed in count; nothing is said of a time before the first. Pure.
 * @param interest how much the article covers each concept, to choose what is told
 */
export function trendsOf(
	article: Pick<ArticleToAnalyse, 'topics' | 'month'>,
	fingerprint: Fingerprint,
	archive: readonly ArchiveArticle[],
	interest: ReadonlyMap<string, number>,
): Trends {
	const { month } = article;
	const earlier = archive.filter((one) => one.month <= month).sort(inOrder);
	const start = earlier[0]?.month;
	const trends: Trends = {
		n: earlier.length,
		archiveStart: start,
		month,
		minimum: leastArchive,
		trends: [],
		nearest: [],
	};
	if (earlier.length < leastArchive || start === undefined) return trends;
	const subjects = [
		...fingerprint.concepts.map((key) => ({
			key: `concept.${key}`,
			label: concepts.get(key)?.label ?? twice(key),
			weight: interest.get(key) ?? 0,
		})),
		...[...new Set(article.topics)].sort().map((slug) => ({ key: `topic.${slug}`, label: labelOf(slug), weight: 1 })),
	]
		.sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1))
		.slice(0, mostTrends);
	trends.trends = subjects.map(({ key, label }) => trendOf(key, label, month, start, earlier));
	trends.nearest = nearestOf(fingerprint, earlier);
	return trends;
}

const twice = (text: string): Bilingual => ({ en: text, zh: text });

/** A topic as readers of both languages call it. */
const labelOf = (slug: string): Bilingual => ({ en: topicName(slug, 'en').text, zh: topicName(slug, 'zh').text });

const inOrder = (a: ArchiveArticle, b: ArchiveArticle) =>
	a.month < b.month ? -1 : a.month > b.month ? 1 : a.article < b.article ? -1 : a.article > b.article ? 1 : 0;

function speaksOf({ topics, fingerprint }: ArchiveArticle, subject: string): boolean {
	const [kind, key = ''] = [subject.slice(0, subject.indexOf('.')), subject.slice(subject.indexOf('.') + 1)];
	return kind === 'topic' ? topics.includes(key) : fingerprint.concepts.includes(key);
}

function trendOf(
	subject: string,
	label: Bilingual,
	month: string,
	start: string,
	earlier: readonly ArchiveArticle[],
): Trend {
	const hits = earlier.filter((one) => speaksOf(one, subject));
	const months = monthsUntil(month, start, mostMonths).map((one) => ({
		month: one,
		hits: count(hits, one) + (one === month ? 1 : 0),
		articles: count(earlier, one) + (one === month ? 1 : 0),
	}));
	// Twelve months before the recent three, as far as the archive goes.
	const all = monthsUntil(month, start, recentMonths + 12);
	const recent = all.slice(-recentMonths);
	const before = all.slice(0, -recentMonths);
	const within = (list: readonly ArchiveArticle[], some: readonly string[]) =>
		list.filter((one) => some.includes(one.month)).length;
	const now = { hits: within(hits, recent) + 1, articles: within(earlier, recent) + 1 };
	const then = { hits: within(hits, before), articles: within(earlier, before), months: before.length };
	const z = now.articles >= leastArchive && then.articles >= leastArchive ? twoProportions(now, then) : undefined;
	return {
		subject,
		label,
		ordinal: hits.length + 1,
		since: hits[0]?.month,
		recent: now,
		before: then,
		direction: z === undefined ? 'unknown' : z >= 1.96 ? 'more' : z <= -1.96 ? 'fewer' : 'as-before',
		z: z === undefined ? undefined : Math.round(z * 100) / 100,
		months,
	};
}

const count = (list: readonly ArchiveArticle[], month: string) => list.filter((one) => one.month === month).length;

interface Share {
	hits: number;
	articles: number;
}

/** z of the difference of two shares, with the pooled variance; 0 when all or none of both speak of it. */
function twoProportions(a: Share, b: Share): number {
	const pooled = (a.hits + b.hits) / (a.articles + b.articles);
	const variance = pooled * (1 - pooled) * (1 / a.articles + 1 / b.articles);
	return variance === 0 ? 0 : (a.hits / a.articles - b.hits / b.articles) / Math.sqrt(variance);
}

/** The last months up to one, not before a start, oldest first. Months are `YYYY-MM`. */
export function monthsUntil(last: string, start: string, most: number): string[] {
	const list: string[] = [];
	for (let at = ordinalOf(last); list.length < most && nameOf(at) >= start; at--) list.unshift(nameOf(at));
	return list;
}

const ordinalOf = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
const nameOf = (ordinal: number) =>
	`${String(Math.floor(ordinal / 12)).padStart(4, '0')}-${String((ordinal % 12) + 1).padStart(2, '0')}`;

/** Cosine of log tf · idf over the words that were kept of each article, idf of the archive. */
function nearestOf(fingerprint: Fingerprint, earlier: readonly ArchiveArticle[]): Trends['nearest'] {
	const frequency = new Map<string, number>();
	for (const { fingerprint: one } of earlier)
		for (const [term] of one.terms) frequency.set(term, (frequency.get(term) ?? 0) + 1);
	const weigh = ({ terms }: Fingerprint) =>
		new Map(
			terms.map(([term, times]) => [
				term,
				(1 + Math.log(times)) * Math.log(1 + (earlier.length + 1) / ((frequency.get(term) ?? 0) + 1)),
			]),
		);
	const length = (vector: ReadonlyMap<string, number>) =>
		Math.sqrt([...vector.values()].reduce((sum, value) => sum + value * value, 0));
	const own = weigh(fingerprint);
	const ownLength = length(own);
	return earlier
		.map(({ article, fingerprint: one }) => {
			const other = weigh(one);
			let product = 0;
			for (const [term, value] of own) product += value * (other.get(term) ?? 0);
			const both = ownLength * length(other);
			return { article, likeness: both > 0 ? Math.round((100 * product) / both) / 100 : 0 };
		})
		.filter(({ likeness }) => likeness >= leastLikeness)
		.sort((a, b) => b.likeness - a.likeness || (a.article < b.article ? -1 : 1))
		.slice(0, mostNearest);
}
