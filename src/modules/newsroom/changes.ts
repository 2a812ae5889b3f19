import { same } from '#modules/editions/merge.ts';
import type { ArticleContent } from './article.ts';
import type { ArticleDraft } from './draft.ts';

/** One place in which two contents differ. */
export interface ArticleChange {
	/** `texts.en.title`, `texts.zh` (a whole language), `byline`, `pictures.launch` … */
	path: string;
	kind: 'added' | 'changed' | 'removed';
}

type Content = ArticleContent | ArticleDraft;

/** What differs between two contents, in the order of an article. Lists other than pictures are one place each. Pure. */
export function articleChanges(before: Content | undefined, after: Content): ArticleChange[] {
	const texts = (['en', 'zh'] as const).flatMap((locale) => {
		const [from, to] = [before?.texts[locale], after.texts[locale]];
		if (from === undefined || to === undefined) return change(`texts.${locale}`, from, to);
		return (['title', 'standfirst', 'body', 'ready', 'translation'] as const).flatMap((field) =>
			change(`texts.${locale}.${field}`, from[field], to[field]),
		);
	});
	const fields = [
		'byline',
		'dateline',
		'topics',
		'lead',
		'sources',
		'rights',
		'related',
		'interest',
		'sample',
	] as const;
	const around = fields.flatMap((field) => change(field, before?.[field], after[field]));
	return [...texts, ...around, ...pictureChanges(before?.pictures ?? [], after.pictures)];
}

function pictureChanges(from: Content['pictures'], to: Content['pictures']): ArticleChange[] {
	const ids = [...new Set([...from, ...to].map(({ id }) => id))];
	const by = (list: Content['pictures'], id: string) => list.find((one) => one.id === id);
	return ids.flatMap((id) => change(`pictures.${id}`, by(from, id), by(to, id)));
}

function change(path: string, from: unknown, to: unknown): ArticleChange[] {
	const [was, is] = [blank(from), blank(to)];
	if (same(was, is)) return [];
	return [{ path, kind: was === undefined ? 'added' : is === undefined ? 'removed' : 'changed' }];
}

/** An empty list and nothing are the same, and so are `false` and nothing. */
function blank(value: unknown): unknown {
	return value === false || (Array.isArray(value) && value.length === 0) ? undefined : value;
}
