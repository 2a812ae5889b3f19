import type { ArticleContent } from './article.ts';
import type { ArticleDraft } from './draft.ts';
import { mapPersonLinks } from './quotations.ts';

/** What stands for the name of somebody who was erased, in both languages. */
const nobody = '[…]';

/**
 * A content without somebody of the directory: his line of the byline goes, what he is quoted with stays as said by `[…]`.
 * The same content when he is not in it. Running text is left alone: who is named there is for an editor to judge. Pure.
 * @param keys every key by which the article may name him
 */
export function withoutPerson<T extends ArticleContent | ArticleDraft>(content: T, keys: ReadonlySet<string>): T {
	const byline = content.byline.filter(({ person }) => person === undefined || !keys.has(person));
	let changed = byline.length < content.byline.length;
	const texts = Object.fromEntries(
		Object.entries(content.texts).map(([locale, text]) => {
			if (!text?.body) return [locale, text];
			const body = mapPersonLinks(text.body, (key, name) => {
				if (!keys.has(key)) return `[${name.replace(/([[\]\\])/g, '\\$1')}](person:${key})`;
				changed = true;
				return nobody;
			});
			return [locale, { ...text, body }];
		}),
	);
	return changed ? { ...content, byline, texts } : content;
}
