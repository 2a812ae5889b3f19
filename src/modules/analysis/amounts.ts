import type { Locale } from '#core/i18n/index.ts';

/** Something with a figure, as it stands in a text. */
export interface Amount {
	kind: 'money' | 'percent' | 'date' | 'count';
	text: string;
	start: number;
	end: number;
}

const figure = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
const scale = '(?:thousand|million|billion|trillion|bn|mn|m|k)';
const currencyName =
	'(?:dollars?|euros?|pounds?(?: sterling)?|yuan|renminbi|yen|rupees?|won|roubles?|rubles?|francs?|crowns?|kron(?:or|er|e)|lei|USD|EUR|GBP|CNY|RMB|JPY|INR|CHF|KRW|AUD|CAD)';
const currencySign = String.raw`(?:(?:US|A|C|HK|S|NT|R)?\$|€|£|¥|₹|₩|CN¥|USD ?|EUR ?|GBP ?|CNY ?|RMB ?|JPY ?|INR ?|CHF ?)`;
const month = String.raw`(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)`;
const season = '(?:spring|summer|autumn|fall|winter)';
const ordinalQuarter = String.raw`(?:(?:first|second|third|fourth) quarter(?: of (?:\d{4}|next year|this year))?|Q[1-4](?: \d{4})?)`;
const spelled =
	'(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)';

const english: Record<Exclude<Amount['kind'], 'count'>, RegExp> = {
	money: new RegExp(
		String.raw`(?<![\p{L}\p{N}])(?:${currencySign}(?:${figure})(?:[ -]?${scale}\b)?(?: ${currencyName}\b)?|(?:${figure})(?:[ -]?${scale})? ${currencyName}\b|(?:${figure}|${spelled}) (?:million|billion|trillion)\b(?! (?:people|users|subscribers|viewers|kilomet|mile|year|tonne|ton|hectare|square|litre|gallon|customers|passengers|households|inhabitants|light|stars|galaxies|copies|visitors|words|hours))(?: ${currencyName}\b)?)`,
		'giu',
	),
	percent: new RegExp(
		String.raw`(?<![\p{L}\p{N}])(?:${figure}|${spelled})(?:-${spelled})? ?(?:%|per ?cent\b|percentage points?\b)`,
		'giu',
	),
	date: new RegExp(
		String.raw`(?<![\p{L}\p{N}])(?:(?:by |in |on |before |after |until |from )?(?:(?:early |mid-|late |the end of |end of )?(?:\d{1,2}(?:st|nd|rd|th)? ${month}(?:,? \d{4})?|${month} \d{1,2}(?:st|nd|rd|th)?(?:, ?\d{4})?(?!\d)|${month},? \d{4}|(?:the )?${ordinalQuarter}|(?:the )?${season} of \d{4}|next (?:year|month|week|${season}|${month})|20[0-4]\d)))(?![\p{L}\p{N}])`,
		'gu',
	),
};

const hanFigure = String.raw`(?:\d[\d,，]*(?:\.\d+)?|[〇零一二两三四五六七八九十百千]+(?:点[〇零一二三四五六七八九]+)?)`;
const chinese: Record<Exclude<Amount['kind'], 'count'>, RegExp> = {
	money: new RegExp(
		String.raw`(?:${hanFigure})(?:多|余|几)?(?:[百千]?[万亿]{0,2}|万亿)(?:[〇零一二两三四五六七八九十百千]+万)?(?:多|余)?(?:元|美元|欧元|英镑|日元|人民币|港元|卢布|卢比|韩元|克朗|法郎)(?:人民币)?|(?:${currencySign})\d[\d,]*(?:\.\d+)?(?:万|亿|万亿)?`,
		'gu',
	),
	percent:
		/百分之[〇零一二两三四五六七八九十百]+(?:点[〇零一二三四五六七八九]+)?|\d+(?:\.\d+)? ?[%％]|\d+(?:\.\d+)? ?个百分点|[一二三四五六七八九]成[一二三四五六七八九]?(?![为立员])/gu,
	date: /(?:(?:19|20)\d{2}年(?:底|初|末|内|(?:1[0-2]|[1-9])月(?:底|初|中旬|[0-3]?\d日)?|[春夏秋冬]季?|第[一二三四1-4]季度)?|(?:今|明|后|去)年(?:底|初|内|年底|[春夏秋冬][天季]?|第[一二三四1-4]季度|上半年|下半年|(?:十[一二]?|[一二三四五六七八九]|1[0-2]|[1-9])月(?:底|初)?)?|(?:十[一二]?|[一二三四五六七八九]|1[0-2]|[1-9])月(?:底|初|中旬|[一二三]?十?[一二三四五六七八九]?日|[0-3]?\d日)|下(?:个月|周|半年)|第[一二三四1-4]季度|年底前?)/gu,
};

/** No paragraph is searched further than this in one go, so that a hostile one costs no more than its length. */
const longestStretch = 2000;

/** Amounts of money, percentages and points in time, in order; none over another, money before percent before date. Pure. */
export function amountsIn(text: string, locale: Locale): Amount[] {
	const patterns = locale === 'zh' ? [chinese, english] : [english];
	const found: Amount[] = [];
	const taken: boolean[] = [];
	for (const set of patterns) {
		for (const kind of ['money', 'percent', 'date'] as const) {
			for (let from = 0; from < text.length; from += longestStretch) {
				const stretch = text.slice(from, from + longestStretch + 60);
				for (const match of stretch.matchAll(set[kind])) {
					const start = from + match.index;
					const end = start + match[0].length;
					if (match.index >= longestStretch || taken[start] || taken[end - 1]) continue;
					for (let at = start; at < end; at++) taken[at] = true;
					found.push({ kind, text: match[0], start, end });
				}
			}
		}
	}
	return found.sort((a, b) => a.start - b.start);
}
