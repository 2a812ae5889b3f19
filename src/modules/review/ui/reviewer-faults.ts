import { catalogue, type Locale } from '#core/i18n/index.ts';
import type { Problem } from '#core/refusal/index.ts';

type Params = Record<string, string | number>;

/** What can be wrong with a profile, an invitation or an answer to one, and what could not be read of a list. */
const messages = catalogue(
	{
		fault: {
			'not-a-number': () => 'Please give a whole number.',
			'too-large': (p: Params) => `Please give ${p.max} at most.`,
			'more-than-max': () => 'The least is more than the most.',
			'not-a-date': () => 'Please give a date, such as 2021-10-18.',
			'ends-before': () => 'This is before the first day.',
			'too-many': (p: Params) => `Please give ${p.max} at most.`,
			'too-long': (p: Params) => `This is too long: ${p.max} characters at most.`,
			missing: () => 'Please fill this in.',
			choose: () => 'Please choose.',
			'chair-of-which': () => 'Please choose the track that is chaired.',
			'not-so-many': (p: Params) => `Please give a number of days from 1 to ${p.max}.`,
			nobody: () => 'Please name somebody, one a line.',
			'nobody-readable': () => 'No line has a name and an address, such as: Lin Wei <lin@gulf.example>',
			'not-an-address': () => 'This is no e-mail address.',
			'own-address': () => 'This is your own address. Please name somebody else.',
		},
		other: 'Please look at this again.',
		publication: {
			unclosed: 'this entry never ends; the next one was read on',
			'bad-field': 'not of the form name = value',
			'no-title': 'no title',
			'title-too-long': 'a title of more than 600 characters',
			'unknown-name': 'a name for which no @string is given; taken as it stands',
			'bad-json': 'the JSON is broken here',
			'bad-xml': 'the XML is broken here',
			'no-title-column': 'the first line names no column ‘title’',
			'no-words': 'no letters',
			'nothing-found': 'no publication in it',
			'too-many': 'more than 300: the rest was left out',
			'too-large': 'more than 2 MB: nothing was read',
		},
		line: (line: number, what: string, excerpt: string) => `Line ${line}: ${what}${excerpt ? ` (${excerpt})` : ''}`,
		left: {
			'not-an-address': 'no e-mail address',
			'no-name': 'no name',
			twice: 'stands above already',
			'invited-already': 'has an open invitation',
			'reviews-already': 'reviews here already',
		},
	},
	{
		fault: {
			'not-a-number': () => '请填写整数。',
			'too-large': (p) => `最多 ${p.max}。`,
			'more-than-max': () => '最少数量大于最多数量。',
			'not-a-date': () => '请填写日期，例如 2021-10-18。',
			'ends-before': () => '早于起始日期。',
			'too-many': (p) => `最多 ${p.max} 个。`,
			'too-long': (p) => `内容过长，最多 ${p.max} 个字符。`,
			missing: () => '请填写此项。',
			choose: () => '请选择。',
			'chair-of-which': () => '请选择由其负责的专题。',
			'not-so-many': (p) => `请填写 1 至 ${p.max} 之间的天数。`,
			nobody: () => '请填写受邀人，每行一位。',
			'nobody-readable': () => '没有一行同时包含姓名和邮箱，例如：林巍 <lin@gulf.example>',
			'not-an-address': () => '邮箱地址有误。',
			'own-address': () => '这是您本人的邮箱，请推荐其他人。',
		},
		other: '请再核对此项。',
		publication: {
			unclosed: '该条目没有结束，已从下一条继续读取',
			'bad-field': '不符合“名称 = 值”的格式',
			'no-title': '没有标题',
			'title-too-long': '标题超过 600 个字符',
			'unknown-name': '未用 @string 定义的名称，按原文采用',
			'bad-json': '此处 JSON 有误',
			'bad-xml': '此处 XML 有误',
			'no-title-column': '首行没有“标题”列',
			'no-words': '没有文字',
			'nothing-found': '其中没有论著',
			'too-many': '超过 300 条，其余未收录',
			'too-large': '超过 2 MB，未读取',
		},
		line: (line, what, excerpt) => `第 ${line} 行：${what}${excerpt ? `（${excerpt}）` : ''}`,
		left: {
			'not-an-address': '没有邮箱地址',
			'no-name': '没有姓名',
			twice: '上文已有',
			'invited-already': '已有待答复的邀请',
			'reviews-already': '已是评审人',
		},
	},
);

/** The sentences of what is wrong with fields. */
export function sayReviewerFaults(problems: readonly Problem[], locale: Locale): { path: string; message: string }[] {
	const { fault, other } = messages[locale];
	return problems.map(({ path, code, params }) => {
		const sentence = Object.hasOwn(fault, code) ? fault[code as keyof typeof fault] : undefined;
		return { path, message: sentence ? sentence(params ?? {}) : other };
	});
}

/** What could not be read of a list of publications. */
export function sayPublicationProblems(
	problems: readonly { line: number; code: keyof (typeof messages)['en']['publication']; excerpt?: string }[],
	locale: Locale,
): string[] {
	const { publication, line } = messages[locale];
	return problems.map((one) => line(one.line, publication[one.code], one.excerpt ?? ''));
}

/** Who of a list was not invited. */
export function sayNotInvited(
	left: readonly { line: number; why: keyof (typeof messages)['en']['left']; excerpt: string }[],
	locale: Locale,
): string[] {
	const { left: words, line } = messages[locale];
	return left.map((one) => line(one.line, words[one.why], one.excerpt));
}
