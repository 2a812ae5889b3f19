import { catalogue, type Locale } from '#core/i18n/index.ts';
import type { ArticleFinding } from '../complete.ts';

type P = Readonly<Record<string, string | number>>;

/** What is missing in an article or worth a look, by the code of the finding. */
export const findingMessages = catalogue(
	{
		missing: 'This is needed before it is published.',
		'no-ready-language': 'Neither language is ready: tick “Goes out with the next publication” and write it.',
		'no-language': 'Write it in at least one of the two languages.',
		'too-long': (p: P) => `This is too long: at most ${p.max}.`,
		'no-address': 'This is no web address; it begins with https:// or http://.',
		'no-slug': 'Lower-case Latin letters and digits only, words joined by hyphens.',
		wrong: 'This does not have the form that is asked for.',
		'unknown-person': (p: P) => `The directory knows nobody by the key “${p.key}”.`,
		'missing-language': 'This language is not written. The other one goes out alone.',
		'language-not-ready': 'This language stays back when the article goes out.',
		'unknown-asset': (p: P) => `There is no picture “${p.id}” in this article.`,
		'not-a-picture': (p: P) => `“${p.id}” is no picture.`,
		'remote-picture': 'A picture from another site is not shown to readers. Upload it instead.',
		'not-shown': (p: P) => `The picture “${p.id}” stands nowhere and is not published.`,
		'missing-alternative': (p: P) => `Say what the picture “${p.id}” shows, for those who do not see it.`,
		'missing-credit': 'It is not said who made the picture.',
		'no-byline': 'Nobody is named in the byline.',
		'related-to-itself': 'The article names itself.',
		'unknown-article': (p: P) => `There is no article “${p.slug}”.`,
	},
	{
		missing: '发布之前须填写此项。',
		'no-ready-language': '两种语言均未就绪：请撰写并勾选“随下次发布一同发出”。',
		'no-language': '请至少用一种语言填写。',
		'too-long': (p) => `过长：至多 ${p.max}。`,
		'no-address': '这不是网址；网址以“https://”或“http://”开头。',
		'no-slug': '只能用小写拉丁字母和数字，词间用连字符。',
		wrong: '格式不符合要求。',
		'unknown-person': (p) => `名录中没有代号为“${p.key}”的人。`,
		'missing-language': '此语言尚未撰写，另一种语言将单独发布。',
		'language-not-ready': '文章发出时，此语言暂缓。',
		'unknown-asset': (p) => `本文没有图片“${p.id}”。`,
		'not-a-picture': (p) => `“${p.id}”不是图片。`,
		'remote-picture': '其他网站的图片不会显示给读者，请改为上传。',
		'not-shown': (p) => `图片“${p.id}”未在任何地方显示，不会发布。`,
		'missing-alternative': (p) => `请写明图片“${p.id}”的内容，供看不到图片的人了解。`,
		'missing-credit': '未写明图片的作者。',
		'no-byline': '署名为空。',
		'related-to-itself': '文章引用了自身。',
		'unknown-article': (p) => `没有文章“${p.slug}”。`,
	},
);

/** The sentence of a finding. Pure. */
export function sayFinding({ code, params = {} }: Pick<ArticleFinding, 'code' | 'params'>, locale: Locale): string {
	const messages: Record<string, string | ((params: P) => string)> = findingMessages[locale];
	const message = Object.hasOwn(messages, code) ? messages[code] : undefined;
	if (message === undefined) return findingMessages[locale].wrong;
	return typeof message === 'function' ? message(params) : message;
}
