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
		'too-few-keywords': (p: Params) =>
			`Please give at least ${p.min} keywords; there ${p.count === 1 ? 'is' : 'are'} ${p.count}.`,
		'too-many-keywords': (p: Params) => `At most ${p.max} keywords, please; there are ${p.count}.`,
		'repeated-keyword': (p: Params) => `“${p.word}” stands here twice.`,
		'unknown-option': () => 'Please choose one of the options.',
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
		'unknown-language': () => 'Please choose one of the languages.',
	} satisfies Record<ProblemCode | UploadCode, (p: Params) => string>,
	{
		'unknown-field': () => '本表没有这一项。',
		'wrong-shape': () => '无法识别这一项的内容。',
		required: () => '请填写此项。',
		'too-few-words': (p: Params) => `现有 ${p.words} 字（词），要求${wordRangeZh(p)}。`,
		'too-many-words': (p: Params) => `已有 ${p.words} 字（词），要求${wordRangeZh(p)}。`,
		'too-many-characters': (p: Params) => `已有 ${p.characters} 个字符，最多 ${p.max} 个。`,
		'too-few-keywords': (p: Params) => `至少需要 ${p.min} 个关键词，现有 ${p.count} 个。`,
		'too-many-keywords': (p: Params) => `最多 ${p.max} 个关键词，现有 ${p.count} 个。`,
		'repeated-keyword': (p: Params) => `关键词“${p.word}”重复了。`,
		'unknown-option': () => '请从所列选项中选择一项。',
		'too-few-people': (p: Params) => `请至少填写 ${p.min} 人。`,
		'too-many-people': (p: Params) => `最多填写 ${p.max} 人，现有 ${p.count} 人。`,
		'bad-email': () => '电子邮箱格式不对，正确的如 name@university.example。',
		'bad-country': () => '请从列表中选择国家或地区。',
		'bad-orcid': () => 'ORCID 号共 16 位，如 0000-0002-1825-0097。',
		'bad-orcid-digit': () => '该 ORCID 号的校验位不符，有一位输错了，请核对。',
		'repeated-orcid': () => '前面已有一人使用同一个 ORCID 号。',
		'no-presenter': () => '请指明报告人。',
		'several-presenters': () => '报告人只能有一位。',
		'bad-zone': () => '无法识别该时区，请从列表中选择。',
		'not-declared': () => '提交前须确认此项声明。',
		'file-type': (p: Params) => `文件类型不在接受之列（${fileTypes(p.accepted)}）；类型以内容为准，与扩展名无关。`,
		'file-empty': () => '文件是空的。',
		'file-only-one': () => '这里只能添加一个文件。',
		'file-unexpected': () => '这里不需要文件。',
		'too-long': () => '内容超出表单所能接受的长度，末尾已被截去。',
		'file-too-large': (p: Params) =>
			`文件${p.bytes === undefined ? '过大' : `大小为 ${megabytes(p.bytes)}`}，上限为 ${megabytes(p.max)}。`,
		'unknown-language': () => '请从所列语言中选择一种。',
	},
);

function words(count: string | number | undefined): string {
	return Number(count) === 1 ? '1 word' : `${count} words`;
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
