import { sentences } from '#core/segmentation/index.ts';
import { countWords } from '#core/text/index.ts';
import { textBlocks } from '#core/text/markdown.ts';
import { withoutPersonLinks } from '#modules/newsroom/quotations.ts';
import type { AnalysedText, ArticleToAnalyse, NumberedSentence, Part } from './analysis.ts';

/** `SYDNEY, Oct 18 (SPX) — `, `Huzhou, China (Xinhua) -- `: where and by whom it was filed is no statement. */
const dateline =
	/^(?=.{3,80}?[—–-])(?:\p{Lu}[\p{L}.' ]{1,30}(?:, [\p{L}. 0-9]{2,24}){0,3})(?: ?\([\p{L}. /]{2,24}\)| ?\/[\p{L} ]{2,24}\/)? ?(?:—|–|--) ?/u;
const strictDateline = /^(?:\p{Lu}{3,}|[^—–]{3,60}\([\p{L}. /]{2,24}\))/u;
const datelineChinese =
	/^(?:[（(]?(?:新华社|中新社|中新网|本报|本网|本刊|人民网|光明网)[^。，]{0,30}?(?:电|讯|报道|消息)(?:[（(][^（）()]{0,30}[）)])?[）)]?\s*|[（(]记者[^（）()]{1,30}[）)]\s*)/u;

/** Paragraphs that name who took a picture, wrote or edited, or say where to read on. */
const credit =
	/^(?:[（([]?\s*(?:photo|image|picture|illustration|graphic|video|credit|source|caption|reporting by|writing by|editing by|edited by|copyright|©|read more|related|see also|about the author|图|摄|摄影|供图|来源|资料图|图片|视频|责任编辑|责编|编辑|作者|记者|撰稿|校对|审核|原标题|相关阅读|延伸阅读)(?:\s*(?:courtesy|credit|by|来源|说明|提供))?\s*[:：／/©]|reporting by |editing by |\(?©|copyright )/iu;

/**
 * The text that is analysed: title, standfirst and body as plain paragraphs with numbered sentences. Left out is what
 * states nothing: headings, pictures, tables, code, the dateline, credits. Pure.
 */
export function analysedText(
	article: Pick<ArticleToAnalyse, 'locale' | 'title' | 'standfirst' | 'body'>,
): AnalysedText {
	const parts: { part: Part; text: string }[] = [
		{ part: 'title', text: flat(article.title) },
		{ part: 'standfirst', text: flat(article.standfirst) },
	];
	for (const { kind, text } of textBlocks(withoutPersonLinks(article.body))) {
		if (kind !== 'paragraph' && kind !== 'quotation' && kind !== 'item') continue;
		if (text.length < 400 && credit.test(text)) continue;
		// Who is quoted stands below the quotation, in its last line or in a paragraph of its own.
		if (kind === 'quotation' && /^[—–-]/u.test(text) && text.length < 200) continue;
		const first = parts.length === 2;
		const said = kind === 'quotation' ? text.replace(/\n[—–-][^\n]{0,120}$/u, '') : text;
		parts.push({ part: kind === 'quotation' ? 'quotation' : 'body', text: flat(first ? withoutDateline(said) : said) });
	}
	let text = '';
	const numbered: NumberedSentence[] = [];
	parts.forEach((paragraph, index) => {
		if (paragraph.text === '') return;
		if (text !== '') text += '\n\n';
		const at = text.length;
		text += paragraph.text;
		const found =
			paragraph.part === 'title'
				? [{ start: 0, end: paragraph.text.length, text: paragraph.text }]
				: sentences(paragraph.text, article.locale);
		for (const one of found) {
			numbered.push({
				number: numbered.length + 1,
				start: at + one.start,
				end: at + one.end,
				text: one.text,
				part: paragraph.part,
				paragraph: index,
			});
		}
	});
	return { locale: article.locale, text, sentences: numbered, words: countWords(text) };
}

const flat = (text: string) => text.replace(/\s+/g, ' ').trim();

function withoutDateline(paragraph: string): string {
	const start = paragraph.slice(0, 120);
	const match = datelineChinese.exec(start) ?? (strictDateline.test(start) ? dateline.exec(start) : null);
	return match ? paragraph.slice(match[0].length) : paragraph;
}
