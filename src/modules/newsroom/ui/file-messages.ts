import { catalogue, type Locale } from '#core/i18n/index.ts';
import type { FileFinding } from '../article-file.ts';
import { findingMessages } from './finding-messages.ts';

type P = Readonly<Record<string, string | number>>;

/** What can be wrong with articles as files, beside what can be wrong with any article. */
const fileMessages = catalogue(
	{
		'unreadable-yaml': (p: P) => `This is not valid YAML: ${p.text}`,
		'unknown-key': (p: P) => `There is no key "${p.key}" here.`,
		'bad-value': (p: P) => `This value is refused: ${p.text}.`,
		'no-such-time': 'This is no time such as 2021-11-21T20:00.',
		'no-such-zone': 'This is no time zone of the IANA database.',
		'no-title-line': 'The first line must be the title, as in "# Title".',
		'no-text-file': 'Neither en.md nor zh.md is there.',
		'missing-file': 'The file is missing.',
		'unknown-file': 'No part of an article is called so.',
		'file-without-picture': 'No entry of "pictures" names this file.',
		'picture-refused': (p: P) => `The file was not taken: ${p.text}`,
		'unknown-organisation': (p: P) => `There is no organisation "${p.slug}".`,
		'unknown-edition': (p: P) => `There is no edition "${p.slug}".`,
		'before-embargo': 'It would be published while its embargo runs.',
		'before-publication': 'This is earlier than what it follows.',
		'not-yet': 'This lies in the future.',
		'correction-missing': 'Readers were told of a correction that the file does not hold.',
	},
	{
		'unreadable-yaml': (p) => `不是有效的 YAML：${p.text}`,
		'unknown-key': (p) => `此处没有名为“${p.key}”的键。`,
		'bad-value': (p) => `此值未被接受：${p.text}。`,
		'no-such-time': '不是有效时间，应形如 2021-11-21T20:00。',
		'no-such-zone': 'IANA 数据库中没有此时区。',
		'no-title-line': '第一行须为标题，形如“# 标题”。',
		'no-text-file': '既没有 en.md，也没有 zh.md。',
		'missing-file': '文件缺失。',
		'unknown-file': '文章没有以此命名的部分。',
		'file-without-picture': '“pictures”中没有条目指向此文件。',
		'picture-refused': (p) => `文件未被接受：${p.text}`,
		'unknown-organisation': (p) => `没有机构“${p.slug}”。`,
		'unknown-edition': (p) => `没有届次“${p.slug}”。`,
		'before-embargo': '发布时间早于禁发期结束。',
		'before-publication': '此时间早于其前的事件。',
		'not-yet': '此时间尚未到来。',
		'correction-missing': '文件缺少已告知读者的更正。',
	},
);

/** A finding in a sentence. Pure. */
export function sayFileFinding({ code, params = {} }: FileFinding, locale: Locale): string {
	const known = { ...findingMessages[locale], ...fileMessages[locale] } as Record<string, string | ((p: P) => string)>;
	const message = known[code];
	if (message === undefined) return code;
	return typeof message === 'string' ? message : message(params);
}
