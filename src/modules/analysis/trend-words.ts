import { catalogue, type Locale, languageTag } from '#core/i18n/index.ts';
import type { Trend, Trends } from './analysis.ts';

const words = catalogue(
	{
		first: (label: string, n: number, start: string) =>
			`${label}: the first article on this among ${n} in our archive (since ${start}).`,
		later: (label: string, ordinal: string, since: string) =>
			`${label}: the ${ordinal} article on this in our archive since ${since}.`,
		shares: (hits: number, of: number, earlier: number, earlierOf: number, months: number) =>
			` Of the last three months ${hits} of ${of} articles speak of it; of the ${months} months before, ${earlier} of ${earlierOf}.`,
		direction: {
			more: ' That is more than before, beyond what chance explains.',
			fewer: ' That is less than before, beyond what chance explains.',
			'as-before': ' The difference may be chance.',
			unknown: ' Too few articles to say whether this changes.',
		},
	},
	{
		first: (label: string, n: number, start: string) => `${label}：本站${start}以来的 ${n} 篇文章中首次谈到这一主题。`,
		later: (label: string, ordinal: string, since: string) =>
			`${label}：自${since}以来本站第 ${ordinal} 篇谈到这一主题的文章。`,
		shares: (hits: number, of: number, earlier: number, earlierOf: number, months: number) =>
			`近三个月 ${of} 篇文章中有 ${hits} 篇谈到；此前 ${months} 个月为 ${earlierOf} 篇中的 ${earlier} 篇。`,
		direction: {
			more: '明显多于以往，超出偶然波动的范围。',
			fewer: '明显少于以往，超出偶然波动的范围。',
			'as-before': '差异可能出于偶然。',
			unknown: '文章太少，尚不能判断变化。',
		},
	},
);

/** A month as readers write it: `May 2021`, `2021年5月`. Pure. */
export function monthName(month: string, locale: Locale): string {
	const date = new Date(`${month}-15T00:00:00Z`);
	return new Intl.DateTimeFormat(languageTag[locale], { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(date);
}

/** One comparison with the archive, in a sentence or two with its counts and its period. Pure. */
export function trendWords(trend: Trend, { n, archiveStart, month }: Trends, locale: Locale): string {
	const t = words[locale];
	const label = trend.label[locale];
	const begin =
		trend.since === undefined
			? t.first(label, n + 1, monthName(archiveStart ?? month, locale))
			: t.later(label, ordinalWord(trend.ordinal, locale), monthName(trend.since, locale));
	const { recent, before, direction } = trend;
	const shares =
		before.months > 0 ? t.shares(recent.hits, recent.articles, before.hits, before.articles, before.months) : '';
	return `${begin}${shares}${t.direction[direction]}`;
}

const endings: Record<string, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };

function ordinalWord(ordinal: number, locale: Locale): string {
	if (locale === 'zh') return String(ordinal);
	return `${ordinal}${endings[new Intl.PluralRules('en', { type: 'ordinal' }).select(ordinal)]}`;
}
