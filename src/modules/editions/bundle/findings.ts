import { catalogue, type Locale } from '#core/i18n/index.ts';

/** A place inside a bundle: which part, and the keys from its root. For `calls` the first key is the index of the call. */
export interface Place {
	part: string;
	path: (string | number)[];
}

export type Severity = 'error' | 'warning';

/** Something wrong with a bundle, before it is known in which file and line. */
export interface Finding extends Place {
	severity: Severity;
	code: FindingCode;
	params?: Record<string, string | number>;
}

/** Sentences for everything that can be wrong with a bundle. */
export const findingMessages = catalogue(
	{
		'unreadable-yaml': (p: P) => `This is not valid YAML: ${p.text}`,
		'missing-file': (p: P) => `The file ${p.name} is missing.`,
		'unknown-file': (p: P) => `No part of an edition is called ${p.name}.`,
		'file-name': (p: P) => `The file is called ${p.name}, but what it holds is called ${p.id}.`,
		'not-utf8': 'The file is not UTF-8 text.',
		'unknown-key': (p: P) => `There is no key "${p.key}" here.`,
		missing: 'A value is missing here.',
		'missing-language': (p: P) => `The ${p.language === 'zh' ? 'Chinese' : 'English'} text is missing.`,
		'no-language': 'The text has neither an English nor a Chinese version.',
		'wrong-type': (p: P) => `Expected ${p.expected} here.`,
		'not-a-choice': (p: P) => `Expected one of: ${p.options}.`,
		'bad-format': (p: P) => `This does not have the form that is asked for (${p.format}).`,
		'too-small': (p: P) => `This is too short or too small; at least ${p.minimum}.`,
		'too-big': (p: P) => `This is too long or too large; at most ${p.maximum}.`,
		rule: (p: P) => `This is refused: ${p.text}.`,
		'no-such-zone': 'This is no time zone of the IANA database.',
		'no-such-day': 'This day does not exist in the calendar (YYYY-MM-DD).',
		'no-such-time': 'This is no local time (YYYY-MM-DDTHH:MM).',
		'reserved-slug': 'This word begins addresses of the platform and cannot name an edition.',
		'site-without-zone': 'A published site needs its time zone.',
		'empty-position': 'A position needs a title or an organisation.',
		'at-or-on': 'A date needs either a moment ("at") or a day ("on").',
		'ends-before-start': 'This ends before it begins.',
		'outside-edition': 'This day is not one of the days of the edition.',
		'duplicate-id': (p: P) => `"${p.id}" stands more than once.`,
		'no-such-organisation': (p: P) => `No organisation is called "${p.id}".`,
		'no-such-person': (p: P) => `No person is called "${p.id}".`,
		'no-such-track': (p: P) => `No track has the code "${p.id}".`,
		'no-such-outside': (p: P) => `No subject outside the tracks is called "${p.id}".`,
		'no-such-office': (p: P) => `No office is called "${p.id}".`,
		'no-such-site': (p: P) => `No site is called "${p.id}".`,
		'no-such-room': (p: P) => `The site has no room "${p.id}".`,
		'no-such-session': (p: P) => `No session is called "${p.id}".`,
		'no-such-call': (p: P) => `No call is named "${p.id}".`,
		'no-such-letter': (p: P) => `letters.yaml has no text "${p.id}".`,
		'no-such-series': (p: P) => `series.yaml is about "${p.id}".`,
		'no-host': 'Calls need an organisation that holds the edition (kind: host).',
		'no-such-asset': (p: P) => `assets.yaml lists no picture or file "${p.id}".`,
		'missing-asset-file': (p: P) => `The file assets/${p.name} is not there.`,
		'file-without-asset': (p: P) => `assets.yaml does not list the file ${p.name}.`,
		'missing-alternative':
			'The picture has no words for those who do not see it; say what it shows, or that it is decorative.',
		'asset-kind': (p: P) => `The file is ${p.type}, which is not of this kind (image or document).`,
		'asset-ending': (p: P) => `The file ${p.name} is ${p.type} by its content; its ending says something else.`,
		'asset-no-picture': (p: P) => `"${p.id}" is no picture.`,
		'asset-is-inner': (p: P) =>
			`"${p.id}" is the seal or a signature of the letters. Such a picture must not become public, so it cannot be used here.`,
		'asset-refused': (p: P) => `The file ${p.name} is not taken: ${p.text}`,
		'asset-cleaned': (p: P) =>
			`The file ${p.name} carries more than its picture (camera, place, author, comments); this is left out.`,
		'unknown-placeholder': (p: P) => `There is no placeholder {${p.id}} here.`,
		'placeholders-differ': (p: P) => `Only one of the two languages uses {${p.id}}.`,
		'page-without-text': 'A published page needs its text (pages/<id>.en.md, pages/<id>.zh.md).',
		'text-without-page': (p: P) => `pages.yaml lists no page "${p.id}".`,
		'window-without-moment': 'The end of a window names its call and a moment ("at"), not a day.',
		'window-differs': (p: P) => `The window of the call "${p.call}" says ${p.moment}; both must say the same moment.`,
		'window-unnamed': (p: P) =>
			`This is the moment at which the call "${p.call}" ${p.end}. Write "window: ${p.end}", so that moving one moves the other.`,
		'no-place': 'What this belongs to is not there.',
	},
	{
		'unreadable-yaml': (p) => `不是有效的 YAML：${p.text}`,
		'missing-file': (p) => `缺少文件 ${p.name}。`,
		'unknown-file': (p) => `届次资料中没有名为 ${p.name} 的部分。`,
		'file-name': (p) => `文件名为 ${p.name}，内容却名为 ${p.id}。`,
		'not-utf8': '文件不是 UTF-8 文本。',
		'unknown-key': (p) => `此处没有“${p.key}”这一项。`,
		missing: '此处缺少内容。',
		'missing-language': (p) => `缺少${p.language === 'zh' ? '中文' : '英文'}文本。`,
		'no-language': '中文和英文文本均缺。',
		'wrong-type': (p) => `此处的类型应为 ${p.expected}。`,
		'not-a-choice': (p) => `应为下列之一：${p.options}。`,
		'bad-format': (p) => `不符合规定的格式（${p.format}）。`,
		'too-small': (p) => `过短或过小，至少为 ${p.minimum}。`,
		'too-big': (p) => `过长或过大，至多为 ${p.maximum}。`,
		rule: (p) => `不予接受：${p.text}。`,
		'no-such-zone': 'IANA 时区数据库中没有这个时区。',
		'no-such-day': '日历上没有这一天（YYYY-MM-DD）。',
		'no-such-time': '不是有效的当地时间（YYYY-MM-DDTHH:MM）。',
		'reserved-slug': '平台的网址已使用这个词，不能作为届次名称。',
		'site-without-zone': '已公布的会场必须写明时区。',
		'empty-position': '任职信息须有职务或单位。',
		'at-or-on': '日期须写明时刻（“at”）或日子（“on”），二者取一。',
		'ends-before-start': '结束早于开始。',
		'outside-edition': '这一天不在会期之内。',
		'duplicate-id': (p) => `“${p.id}”重复出现。`,
		'no-such-organisation': (p) => `没有名为“${p.id}”的机构。`,
		'no-such-person': (p) => `没有名为“${p.id}”的人员。`,
		'no-such-track': (p) => `没有代码为“${p.id}”的专题。`,
		'no-such-outside': (p) => `专题之外没有名为“${p.id}”的方向。`,
		'no-such-office': (p) => `没有名为“${p.id}”的职务。`,
		'no-such-site': (p) => `没有名为“${p.id}”的会场。`,
		'no-such-room': (p) => `该会场没有“${p.id}”这个房间。`,
		'no-such-session': (p) => `没有名为“${p.id}”的环节。`,
		'no-such-call': (p) => `没有名为“${p.id}”的征集。`,
		'no-such-letter': (p) => `letters.yaml 中没有“${p.id}”的文本。`,
		'no-such-series': (p) => `series.yaml 描述的是“${p.id}”。`,
		'no-host': '有征集时，须列明至少一个主办机构（kind: host）。',
		'no-such-asset': (p) => `assets.yaml 中没有名为“${p.id}”的图片或文件。`,
		'missing-asset-file': (p) => `文件 assets/${p.name} 不存在。`,
		'file-without-asset': (p) => `assets.yaml 中没有列出文件 ${p.name}。`,
		'missing-alternative': '图片缺少替代文字：请写明图中内容，或注明仅作装饰。',
		'asset-kind': (p) => `文件类型为 ${p.type}，与所写类别（图片或文档）不符。`,
		'asset-ending': (p) => `文件 ${p.name} 的内容为 ${p.type}，与扩展名不符。`,
		'asset-no-picture': (p) => `“${p.id}”不是图片。`,
		'asset-is-inner': (p) => `“${p.id}”是信函的印章或签名，不得公开，因此不能用在此处。`,
		'asset-refused': (p) => `文件 ${p.name} 未被接受：${p.text}`,
		'asset-cleaned': (p) => `文件 ${p.name} 除图像外还带有其他信息（相机、地点、作者、注释），将予以去除。`,
		'unknown-placeholder': (p) => `此处没有 {${p.id}} 这个占位符。`,
		'placeholders-differ': (p) => `只有一种语言使用了 {${p.id}}。`,
		'page-without-text': '已公布的页面须有正文（pages/<id>.en.md、pages/<id>.zh.md）。',
		'text-without-page': (p) => `pages.yaml 中没有列出页面“${p.id}”。`,
		'window-without-moment': '作为征集起止时间的日期，须写明所属征集和时刻（“at”），不能只写日子。',
		'window-differs': (p) => `征集“${p.call}”的起止时间写的是 ${p.moment}；两处须为同一时刻。`,
		'window-unnamed': (p) =>
			`这一时刻就是征集“${p.call}”的${p.end === 'opens' ? '开始' : '截止'}时间。请写上“window: ${p.end}”，以便两处同时变动。`,
		'no-place': '其所属内容不存在。',
	},
);

type P = Record<string, string | number>;
export type FindingCode = keyof (typeof findingMessages)['en'];

/** The sentence of a finding in a language. */
export function describeFinding(finding: Pick<Finding, 'code' | 'params'>, locale: Locale): string {
	const message = findingMessages[locale][finding.code];
	return typeof message === 'function' ? message(finding.params ?? {}) : message;
}
