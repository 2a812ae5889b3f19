import type { Locale } from '#core/i18n/index.ts';

/*
 * The figures of a text in one notation, so that `1,000`, `one thousand` and `1000`, or `百分之五` and `5%`, are the same:
 * a statement may say no figure that does not stand in its evidence. Pure.
 */

const scales: Record<string, number> = {
	hundred: 100,
	thousand: 1e3,
	k: 1e3,
	million: 1e6,
	mn: 1e6,
	m: 1e6,
	billion: 1e9,
	bn: 1e9,
	trillion: 1e12,
	tn: 1e12,
	百: 100,
	千: 1e3,
	万: 1e4,
	百万: 1e6,
	千万: 1e7,
	亿: 1e8,
	万亿: 1e12,
};

const numeral =
	/(\d{1,3}(?:[,\u00a0\u202f' ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:st|nd|rd|th)?\s*(万亿|百万|千万|亿|万|千|百|(?:hundred|thousand|million|billion|trillion|bn|mn|tn|[km])(?![\p{L}]))?\s*(%|percent|per cent)?/giu;

/** Every figure of a text in one notation, each once: `1000`, `5%`; relative days and quantities as they are named. */
export function figuresIn(text: string, locale: Locale): Set<string> {
	const plain = text.normalize('NFKC');
	const found = new Set<string>();
	for (const [, digits, scale, percent] of plain.matchAll(numeral)) {
		const value = Number((digits as string).replace(/[,\u00a0\u202f' ]/g, ''));
		found.add(written(value * (scales[scale?.toLowerCase() ?? ''] ?? 1), percent !== undefined));
	}
	for (const figure of locale === 'zh' ? hanFigures(plain) : wordFigures(plain)) found.add(figure);
	const relative = locale === 'zh' ? relativeZh : relativeEn;
	for (const [said] of plain.matchAll(relative)) found.add(said.toLowerCase().replace(/\s+/g, ' '));
	return found;
}

function written(value: number, percent = false): string {
	return `${Number(value.toPrecision(12))}${percent ? '%' : ''}`;
}

/** Days and quantities that are figures without digits. */
const relativeEn =
	/\b(yesterday|today|tomorrow|tonight|(?:last|next|this|previous) (?:week|month|quarter|year|decade|century)|half|twice|double[ds]?|tripled?|halved|majority|minority)\b/gi;
const relativeZh =
	/昨天|昨日|今天|今日|明天|明日|去年|今年|明年|前年|上个?月|本月|下个?月|上周|本周|下周|一半|半数|过半|翻番|翻倍|多数|少数/g;

const ones = (
	'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ' +
	'seventeen eighteen nineteen'
).split(' ');
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ordinals: Record<string, number> = {
	first: 1,
	second: 2,
	third: 3,
	fourth: 4,
	fifth: 5,
	sixth: 6,
	seventh: 7,
	eighth: 8,
	ninth: 9,
	tenth: 10,
	dozen: 12,
};
const small = new Map<string, number>([
	...ones.map((word, value) => [word, value] as const),
	...tens.map((word, value) => [word, (value + 2) * 10] as const),
	...Object.entries(ordinals),
]);

/** `twenty-five`, `three hundred`, `third`; `one` alone is mostly no figure. */
function* wordFigures(text: string): Iterable<string> {
	const words = text.toLowerCase().match(/[a-z]+|[^a-z\s-]+/g) ?? [];
	for (let at = 0; at < words.length; at += 1) {
		const first = small.get(words[at] as string);
		if (first === undefined) continue;
		const begun = at;
		let [total, current] = [0, first];
		for (; at + 1 < words.length; at += 1) {
			const next = words[at + 1] as string;
			const joined = next === 'and' && small.has(words[at + 2] ?? '') && current >= 100;
			const scale = scales[next.length > 2 ? next : ''];
			if (scale === 100) current *= 100;
			else if (scale !== undefined) [total, current] = [total + current * scale, 0];
			else if (small.has(next) && current % 10 === 0 && current > 0 && (small.get(next) as number) < lowest(current)) {
				current += small.get(next) as number;
			} else if (!joined) break;
		}
		if (words[begun] === 'one' && at === begun) continue;
		yield written(
			total + current,
			words[at + 1] === 'percent' || (words[at + 1] === 'per' && words[at + 2] === 'cent'),
		);
	}
}

/** What may follow `twenty` or `three hundred`: less than its last round place. */
function lowest(value: number): number {
	return value % 100 === 0 ? 100 : 10;
}

const digitsZh = new Map([...'〇零一二三四五六七八九'].map((sign, at) => [sign, Math.max(0, at - 1)] as const));
digitsZh.set('两', 2);
const unitsZh: Record<string, number> = { 十: 10, 百: 100, 千: 1e3, 万: 1e4, 亿: 1e8 };
/** What makes a single Chinese numeral a figure rather than part of a word (一个, 三思, 万一). */
const counted = '年月日天届名位家国项次倍成颗枚艘座架台份篇时分秒元美岁期季章条款小个周';

function* hanFigures(text: string): Iterable<string> {
	for (const match of text.matchAll(
		/(百分之|第)?([〇零一二三四五六七八九十百千万亿两]+(?:点[〇零一二三四五六七八九]+)?)/g,
	)) {
		const [, before, run = ''] = match;
		// Behind a digit it is a scale that was read with it: 3亿.
		if (/\d\s*$/.test(text.slice(0, match.index))) continue;
		const after = text[match.index + match[0].length] ?? '';
		const alone = [...run].length === 1;
		if (before === undefined && alone && (run === '一' || '万亿千百'.includes(run) || !counted.includes(after)))
			continue;
		// A unit with nothing before it counts nothing: 万一, 千万.
		if (!/^[〇零一二三四五六七八九十两]/.test(run)) continue;
		yield written(valueOfHan(run), before === '百分之');
	}
}

/** 二〇二一 → 2021, 三百二十 → 320, 十二亿 → 1 200 000 000, 三点五 → 3.5. */
function valueOfHan(run: string): number {
	const [whole = '', fraction] = run.split('点');
	if (fraction !== undefined)
		return Number(`${valueOfHan(whole)}.${[...fraction].map((one) => digitsZh.get(one)).join('')}`);
	if (!/[十百千万亿]/.test(whole)) return Number([...whole].map((one) => digitsZh.get(one) ?? 0).join(''));
	let [total, section, digit] = [0, 0, 0];
	for (const sign of whole) {
		const unit = unitsZh[sign];
		if (unit === undefined) digit = digitsZh.get(sign) ?? 0;
		else if (unit >= 1e4) [total, section, digit] = [(total + section + digit) * unit, 0, 0];
		else [section, digit] = [section + (digit || 1) * unit, 0];
	}
	return total + section + digit;
}
