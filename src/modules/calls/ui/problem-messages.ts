import { catalogue } from '#core/i18n/index.ts';
import type { ProblemCode } from '../check.ts';

/** The figures of a problem, as `checkAnswers` gives them. */
export type Params = Record<string, string | number>;

/** What the reading of a posted form finds before anybody looks at the answers (core/multipart). */
type UploadCode = 'file-empty' | 'file-only-one' | 'file-unexpected' | 'too-long';

/** What is wrong with one answer, said at its field. Kept apart from the other texts because every form needs it. */
export const problemMessages = catalogue(
	{
		'unknown-field': () => 'This form has no such question.',
		'wrong-shape': () => 'This answer can’t be read.',
		required: () => 'Please fill this in.',
		'too-few-words': (p: Params) => `${words(p.words)} so far; ${wordRange(p)} are asked for.`,
		'too-many-words': (p: Params) => `${words(p.words)}; ${wordRange(p)} are asked for.`,
		'too-many-characters': (p: Params) => `${p.characters} characters; at most ${p.max} fit.`,
		'bad-number': () => 'Please write a number, such as 1200 or 12.50.',
		'too-many-decimals': (p: Params) =>
			Number(p.decimals) === 0
				? 'A whole number is asked for.'
				: `At most ${p.decimals} ${Number(p.decimals) === 1 ? 'place' : 'places'} after the point, please.`,
		'number-too-small': (p: Params) => `The smallest number that fits here is ${figure(p.min)}.`,
		'number-too-large': (p: Params) => `The largest number that fits here is ${figure(p.max)}.`,
		'bad-date': () => 'There is no such day. A date is written as 2021-11-10.',
		'date-too-early': (p: Params) => `The earliest day that fits here is ${p.min}.`,
		'date-too-late': (p: Params) => `The latest day that fits here is ${p.max}.`,
		'bad-link': () => 'A web address begins with https:// or http://, such as https://university.example.',
		'too-few-keywords': (p: Params) =>
			`Please give at least ${p.min} keywords; there ${p.count === 1 ? 'is' : 'are'} ${p.count}.`,
		'too-many-keywords': (p: Params) => `At most ${p.max} keywords, please; there are ${p.count}.`,
		'repeated-keyword': (p: Params) => `“${p.word}” stands here twice.`,
		'unknown-option': () => 'Please choose one of the options.',
		'too-few-options': (p: Params) => `Please choose at least ${p.min}; ${p.count} ${isOrAre(p.count)} chosen.`,
		'too-many-options': (p: Params) => `Please choose at most ${p.max}; ${p.count} ${isOrAre(p.count)} chosen.`,
		'too-few-people': (p: Params) =>
			Number(p.min) > 1 ? `Please name at least ${p.min} people.` : 'Please name at least one person.',
		'too-many-people': (p: Params) => `At most ${p.max} people can be named; there are ${p.count}.`,
		'bad-email': () => 'This does not look like an e-mail address, such as name@university.example.',
		'bad-country': () => 'Please choose a country or region from the list.',
		'bad-orcid': () => 'An ORCID iD has 16 places, such as 0000-0002-1825-0097.',
		'bad-orcid-digit': () => 'This ORCID iD has a wrong digit: its check digit does not fit. Please compare it.',
		'repeated-orcid': () => 'Another person above has the same ORCID iD.',
		'no-presenter': () => 'Please say who presents.',
		'several-presenters': () => 'Only one person can be the presenter.',
		'no-consent': () => 'Please confirm that this person knows and agrees.',
		'too-few-rows': (p: Params) =>
			Number(p.min) > 1 ? `Please fill in at least ${p.min} rows.` : 'Please fill in at least one row.',
		'too-many-rows': (p: Params) => `At most ${p.max} rows fit; there are ${p.count}.`,
		'sum-too-large': (p: Params) => `The total is ${figure(p.total)}; at most ${figure(p.max)} is possible.`,
		'bad-zone': () => 'This time zone is not known. Please choose one from the list.',
		'not-declared': () => 'This declaration is needed before you can submit.',
		'file-type': (p: Params) =>
			`This file is not of an accepted kind (${fileTypes(p.accepted)}): its content counts, not its name.`,
		'file-empty': () => 'This file is empty.',
		'file-only-one': () => 'Only one file can be added here.',
		'file-unexpected': () => 'No file is asked for here.',
		'too-long': () => 'This is longer than the form can take; the end was cut off.',
		'file-too-large': (p: Params) =>
			`The file ${p.bytes === undefined ? 'is too large' : `has ${megabytes(p.bytes)}`}; at most ${megabytes(p.max)} are accepted.`,
		'file-unreadable': () => 'This file can’t be opened to be measured: it is damaged or locked by a password.',
		'too-few-pages': (p: Params) => `This file has ${pages(p.pages)}; at least ${p.min} are asked for.`,
		'too-many-pages': (p: Params) => `This file has ${pages(p.pages)}; at most ${p.max} ${isOrAre(p.max)} accepted.`,
		'wrong-paper': (p: Params) => `Not every page of this file is of the size ${paperEn(p.paper)}.`,
		'picture-too-narrow': (p: Params) => `This picture is ${p.width} pixels wide; at least ${p.min} are needed.`,
		'unknown-language': () => 'Please choose one of the languages.',
	} satisfies Record<ProblemCode | UploadCode, (p: Params) => string>,
	{
		'unknown-field': () => '本表没有这一项。',
		'wrong-shape': () => '无法识别这一项的内容。',
		required: () => '请填写此项。',
		'too-few-words': (p: Params) => `现有 ${p.words} 字（词），要求${wordRangeZh(p)}。`,
		'too-many-words': (p: Params) => `已有 ${p.words} 字（词），要求${wordRangeZh(p)}。`,
		'too-many-characters': (p: Params) => `已有 ${p.characters} 个字符，最多 ${p.max} 个。`,
		'bad-number': () => '请填写数字，如 1200 或 12.50。',
		'too-many-decimals': (p: Params) => (Number(p.decimals) === 0 ? '请填写整数。' : `小数点后最多 ${p.decimals} 位。`),
		'number-too-small': (p: Params) => `此处最小可填 ${figure(p.min)}。`,
		'number-too-large': (p: Params) => `此处最大可填 ${figure(p.max)}。`,
		'bad-date': () => '没有这一天。日期格式如 2021-11-10。',
		'date-too-early': (p: Params) => `最早可填 ${p.min}。`,
		'date-too-late': (p: Params) => `最晚可填 ${p.max}。`,
		'bad-link': () => '请填写完整的网址，如 https://university.example。',
		'too-few-keywords': (p: Params) => `至少需要 ${p.min} 个关键词，现有 ${p.count} 个。`,
		'too-many-keywords': (p: Params) => `最多 ${p.max} 个关键词，现有 ${p.count} 个。`,
		'repeated-keyword': (p: Params) => `关键词“${p.word}”重复了。`,
		'unknown-option': () => '请从所列选项中选择一项。',
		'too-few-options': (p: Params) => `请至少选择 ${p.min} 项，现选 ${p.count} 项。`,
		'too-many-options': (p: Params) => `最多选择 ${p.max} 项，现选 ${p.count} 项。`,
		'too-few-people': (p: Params) => `请至少填写 ${p.min} 人。`,
		'too-many-people': (p: Params) => `最多填写 ${p.max} 人，现有 ${p.count} 人。`,
		'bad-email': () => '电子邮箱格式不对，正确的如 name@university.example。',
		'bad-country': () => '请从列表中选择国家或地区。',
		'bad-orcid': () => 'ORCID 号共 16 位，如 0000-0002-1825-0097。',
		'bad-orcid-digit': () => '该 ORCID 号的校验位不符，有一位输错了，请核对。',
		'repeated-orcid': () => '前面已有一人使用同一个 ORCID 号。',
		'no-presenter': () => '请指明报告人。',
		'several-presenters': () => '报告人只能有一位。',
		'no-consent': () => '请确认此人知情并同意。',
		'too-few-rows': (p: Params) => `请至少填写 ${p.min === 0 ? 1 : p.min} 行。`,
		'too-many-rows': (p: Params) => `最多填写 ${p.max} 行，现有 ${p.count} 行。`,
		'sum-too-large': (p: Params) => `合计为 ${figure(p.total)}，最多为 ${figure(p.max)}。`,
		'bad-zone': () => '无法识别该时区，请从列表中选择。',
		'not-declared': () => '提交前须确认此项声明。',
		'file-type': (p: Params) => `文件类型不在接受之列（${fileTypes(p.accepted)}）；类型以内容为准，与扩展名无关。`,
		'file-empty': () => '文件是空的。',
		'file-only-one': () => '这里只能添加一个文件。',
		'file-unexpected': () => '这里不需要文件。',
		'too-long': () => '内容超出表单所能接受的长度，末尾已被截去。',
		'file-too-large': (p: Params) =>
			`文件${p.bytes === undefined ? '过大' : `大小为 ${megabytes(p.bytes)}`}，上限为 ${megabytes(p.max)}。`,
		'file-unreadable': () => '无法打开该文件进行检查：文件已损坏或设有密码。',
		'too-few-pages': (p: Params) => `该文件共 ${p.pages} 页，至少需要 ${p.min} 页。`,
		'too-many-pages': (p: Params) => `该文件共 ${p.pages} 页，最多 ${p.max} 页。`,
		'wrong-paper': (p: Params) => `该文件并非每一页都是 ${paperZh(p.paper)} 幅面。`,
		'picture-too-narrow': (p: Params) => `该图片宽 ${p.width} 像素，至少需要 ${p.min} 像素。`,
		'unknown-language': () => '请从所列语言中选择一种。',
	},
);

function words(count: string | number | undefined): string {
	return Number(count) === 1 ? '1 word' : `${count} words`;
}

function pages(count: string | number | undefined): string {
	return Number(count) === 1 ? '1 page' : `${count} pages`;
}

function isOrAre(count: string | number | undefined): string {
	return Number(count) === 1 ? 'is' : 'are';
}

function figure(value: string | number | undefined): string {
	return new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 }).format(Number(value ?? 0));
}

function paperEn(rule: string | number | undefined): string {
	return rule === 'a4' ? 'A4' : rule === 'letter' ? 'US Letter' : 'A4 or US Letter';
}

function paperZh(rule: string | number | undefined): string {
	return rule === 'a4' ? 'A4' : rule === 'letter' ? '美式信纸' : 'A4 或美式信纸';
}

function wordRange(p: Params): string {
	if (p.min !== undefined && p.max !== undefined) return `${p.min} to ${p.max}`;
	return p.min !== undefined ? `at least ${p.min}` : `at most ${p.max}`;
}

function wordRangeZh(p: Params): string {
	if (p.min !== undefined && p.max !== undefined) return ` ${p.min} 至 ${p.max} 字（词）`;
	return p.min !== undefined ? `不少于 ${p.min} 字（词）` : `不多于 ${p.max} 字（词）`;
}

/** `application/pdf` as people call it: PDF. */
export function fileTypes(types: string | number | undefined): string {
	return String(types ?? '')
		.split(', ')
		.map((type) => (type.split('/').at(-1) ?? type).replace(/^vnd\..*\./, '').toUpperCase())
		.join(', ');
}

/** A size in megabytes (of a million bytes), with one decimal where it is small. */
export function megabytes(bytes: string | number | undefined): string {
	const size = Number(bytes) / 1_000_000;
	return `${size < 10 ? Math.round(size * 10) / 10 : Math.round(size)} MB`;
}
