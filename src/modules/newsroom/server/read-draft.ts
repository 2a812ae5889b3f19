import { invalid, type Problem } from '#core/refusal/index.ts';
import { slug as slugSchema, zone as zoneSchema } from '#modules/editions/bundle/text.ts';
import { type ArticleDraft, articleDraftSchema, cleanDraft } from '../draft.ts';

/** What somebody sends as a draft: any article content, finished or not. */
export type DraftInput = Partial<Omit<ArticleDraft, 'pictures'>> & { pictures?: ArticleDraft['pictures'] | undefined };

/**
 * A draft as it was sent, clean. Nothing that was typed is refused for being unfinished; what has no shape at all is.
 * @param pictures those of the article, when the sender does not say them: they are uploaded one by one
 * @throws Refusal `invalid` with problems `no-shape` and `too-long`
 */
export function readDraft(input: unknown, pictures: ArticleDraft['pictures']): ArticleDraft {
	const given = typeof input === 'object' && input !== null ? input : {};
	const own = (given as DraftInput).pictures;
	const parsed = articleDraftSchema.safeParse({ ...given, pictures: own ?? pictures });
	if (parsed.success) return cleanDraft(parsed.data);
	throw invalid(
		parsed.error.issues.map((issue): Problem => {
			const path = issue.path.map(String).join('.');
			if (issue.code === 'too_big') return { path, code: 'too-long', params: { max: Number(issue.maximum) } };
			return { path, code: 'no-shape' };
		}),
	);
}

/** @throws Refusal `invalid` `no-slug` */
export function readSlug(text: string): string {
	const parsed = slugSchema.safeParse(text.trim());
	if (!parsed.success || parsed.data.length > 60) throw invalid([{ path: 'slug', code: 'no-slug' }]);
	return parsed.data;
}

/** @throws Refusal `invalid` `no-such-zone` */
export function readZone(text: string): string {
	const parsed = zoneSchema.safeParse(text.trim());
	if (!parsed.success) throw invalid([{ path: 'zone', code: 'no-such-zone' }]);
	return parsed.data;
}
