import { withSentenceAnchors } from '#modules/analysis/anchors.ts';
import type { ArticleView } from './article.ts';

/** An article with an anchor at every sentence on which its analysis stands. Pure. */
export function withAnchors(
	article: ArticleView,
	sentences: readonly { number: number; text: string; part: string }[],
): ArticleView {
	const of = (part: string) => sentences.filter((one) => one.part === part);
	const rest = sentences.filter(({ part }) => part !== 'title' && part !== 'standfirst');
	return {
		...article,
		titleHtml: withSentenceAnchors(article.titleHtml, of('title')),
		standfirstHtml: withSentenceAnchors(article.standfirstHtml, of('standfirst')),
		html: withSentenceAnchors(article.html, rest),
	};
}
