import { countryCodes, countryName } from '#core/text/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { commonWord } from './common-words.ts';

/*
 * The names in a statement: of people, places, bodies, things, months. Recognised by their form, without a dictionary of
 * names, and rather too often than too seldom: what is taken for a name and is none costs a statement that would have
 * been good, the other way round an invented name is published. Pure.
 */

/**
 * Names in a statement that its evidence does not hold.
 * @param evidence the sentences and archive lines that are cited, whole
 * @param vocabulary words that the whole article uses in small letters; they are no names at the start of a sentence
 */
export function unsupportedNames(
	statement: string,
	evidence: readonly string[],
	locale: Locale,
	vocabulary: ReadonlySet<string>,
): string[] {
	const text = statement.normalize('NFKC');
	const within = evidence.map((one) => one.normalize('NFKC')).join('\n');
	const found = locale === 'zh' ? [...latinIn(text), ...hanNames(text)] : capitalised(text, vocabulary);
	const words = locale === 'zh' ? undefined : new Set((within.match(wordPattern) ?? []).map(bareWord));
	const held = (name: string) => {
		const bare = bareWord(name);
		return words ? words.has(bare) : within.toLowerCase().includes(bare);
	};
	return [...new Set(found)].filter((name) => !held(name));
}

const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}&’'.\-/]*/gu;

/** A word without a genitive and the marks at its end, in small letters. */
function bareWord(word: string): string {
	return word
		.replace(/[’']s$/i, '')
		.replace(/[’'.\-/]+$/, '')
		.toLowerCase();
}

/** Words of an English text that are written as names are. */
function capitalised(text: string, vocabulary: ReadonlySet<string>): string[] {
	const names: string[] = [];
	for (const match of text.matchAll(wordPattern)) {
		const word = match[0];
		if (!/\p{Lu}/u.test(word)) continue;
		const bare = bareWord(word);
		if (bare === 'i' || bare === '') continue;
		const before = text.slice(0, match.index).trimEnd();
		const opens = before === '' || /[.?!:;“"‘(—–]$/.test(before);
		// Only the first letter, at the start of a sentence, of a word that is one without it.
		const plain = /^\p{Lu}[\p{Ll}’'-]*$/u.test(word);
		if (opens && plain && (vocabulary.has(bare) || commonWord(bare))) continue;
		names.push(word);
	}
	return names;
}

/** Words in Latin letters within Chinese text: names and abbreviations, all of them. */
function latinIn(text: string): string[] {
	return text.match(/\p{Script=Latin}[\p{Script=Latin}\p{N}.&-]*/gu) ?? [];
}

const surnames =
	'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文包欧';
const person = new RegExp(
	`[${surnames}]\\p{Script=Han}{1,2}(?=教授|博士|先生|女士|院士|主任|主席|总裁|董事长|总经理|部长|局长|司长|秘书长|会长|所长|院长|研究员|工程师|表示|指出|认为|强调|宣布|透露|称(?!为|作))`,
	'gu',
);
/** Two characters before what makes it a body: enough to tell 中国航天局 from 美国航天局. */
const body =
	/\p{Script=Han}{2}(?:有限公司|公司|集团|大学|学院|研究院|研究所|委员会|航天局|管理局|总局|协会|学会|联盟|基金会|银行|交易所|科技部|国防部|商务部|外交部)/gu;
const generic =
	/^(?:[各有该这那些些多几两位此某关相上商私民国本他她其个类家间小大新型名些专]|[一-龥]的|为|与|和|及|由|在|对|向|是|让|使|给|被|等|以|或)/u;
const titled = /[《「『“]([^》」』”]{2,60})[》」』”]/gu;
const foreign = /\p{Script=Han}{1,8}(?:[·•・]\p{Script=Han}{1,8})+/gu;
const monthsOrPlaces = /\p{Script=Han}{2}(?:省|市|州|县|镇)(?!场|面|民|值|政|级|售|区)/gu;

/** Names in Chinese text, by what stands around them. */
function hanNames(text: string): string[] {
	const found = [person, foreign, monthsOrPlaces].flatMap((pattern) => text.match(pattern) ?? []);
	for (const [name] of text.matchAll(body)) if (!generic.test(name)) found.push(name);
	for (const [, name] of text.matchAll(titled)) found.push(name as string);
	for (const name of countriesZh()) if (text.includes(name)) found.push(name);
	return found;
}

const remembered: { zh?: readonly string[] } = {};

/** Names of countries in Chinese, and the common short ones. */
function countriesZh(): readonly string[] {
	remembered.zh ??= [
		...countryCodes.map((code) => countryName(code, 'zh').replace(/（.*）/, '')),
		...[
			'美方',
			'中方',
			'俄方',
			'欧盟',
			'联合国',
			'北约',
			'欧洲',
			'亚洲',
			'非洲',
			'东盟',
			'北京',
			'上海',
			'深圳',
			'华盛顿',
			'莫斯科',
			'东京',
		],
	].filter((name) => name.length > 1);
	return remembered.zh;
}
