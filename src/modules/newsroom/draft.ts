import { z } from 'zod';
import { type Locale, locales } from '#core/i18n/index.ts';
import { cleanText } from '#core/text/index.ts';
import { assetSchema } from '#modules/editions/bundle/asset.ts';

/*
 * What the desk works at: an article that may be unfinished anywhere. Its shape holds, so that it can be shown and stored;
 * whether it is whole is asked when somebody is to review or publish it (`completeArticle`).
 */

/** A draft may be a little longer than what is published, so that nothing that was pasted is refused before it is cut. */
const line = z.string().max(2000);
const words = z.strictObject({ en: line.optional(), zh: line.optional() });

const draftTextSchema = z.strictObject({
	title: line.optional(),
	standfirst: line.optional(),
	body: z.string().max(200_000).optional(),
	ready: z.boolean().default(true),
	translation: z
		.strictObject({ by: words.optional(), machine: z.boolean().default(false), reviewedBy: line.optional() })
		.optional(),
});

/** The shape of a draft: every key that an article has, none of them required. */
export const articleDraftSchema = z.strictObject({
	texts: z.partialRecord(z.enum(locales), draftTextSchema).default({}),
	byline: z
		.array(
			z.strictObject({
				person: line.optional(),
				name: words.optional(),
				role: words.optional(),
				place: words.optional(),
			}),
		)
		.max(50)
		.default([]),
	dateline: words.optional(),
	topics: z.array(line).max(50).default([]),
	lead: line.optional(),
	pictures: z.array(assetSchema).max(60).default([]),
	sources: z
		.array(z.strictObject({ label: words.optional(), url: line.optional() }))
		.max(50)
		.default([]),
	rights: words.optional(),
	related: z
		.array(
			z.strictObject({
				kind: z.enum(['article', 'link']),
				slug: line.optional(),
				url: line.optional(),
				label: words.optional(),
			}),
		)
		.max(50)
		.default([]),
	interest: words.optional(),
	sample: z.boolean().default(false),
});
export type ArticleDraft = z.infer<typeof articleDraftSchema>;
export type DraftText = z.infer<typeof draftTextSchema>;

/** A draft in which nothing is written yet. */
export function emptyDraft(): ArticleDraft {
	return articleDraftSchema.parse({});
}

/**
 * A draft as it is stored: clean text, one line where one line is meant, nothing empty, no empty rows. So a path of what
 * is stored is a path of what is published. Pure; the same again for what is clean.
 */
export function cleanDraft(draft: ArticleDraft): ArticleDraft {
	const texts: ArticleDraft['texts'] = {};
	for (const locale of locales) {
		const text = draft.texts[locale];
		const cleaned = text && cleanTexts(text, locale);
		if (cleaned) texts[locale] = cleaned;
	}
	const { pictures, texts: _, ...rest } = draft;
	const cleaned = pruned(rest) as Partial<Omit<ArticleDraft, 'pictures' | 'texts'>> | undefined;
	const related = (cleaned?.related ?? []).filter(({ slug, url, label }) => slug ?? url ?? label);
	return { ...articleDraftSchema.parse({ ...cleaned, related }), texts, pictures };
}

function cleanTexts(text: DraftText, locale: Locale): DraftText | undefined {
	const title = oneLine(text.title ?? '', locale);
	const standfirst = oneLine(text.standfirst ?? '', locale);
	const body = cleanText(text.body ?? '', { lines: true });
	if (!title && !standfirst && !body) return undefined;
	const translation = text.translation && (pruned(text.translation) as DraftText['translation']);
	return {
		...(title ? { title } : {}),
		...(standfirst ? { standfirst } : {}),
		...(body ? { body } : {}),
		ready: text.ready,
		...(translation ? { translation } : {}),
	};
}

/** A title or standfirst as one line: between Han characters a line end is no space. Pure. */
export function oneLine(text: string, locale: Locale): string {
	const lines = cleanText(text, { lines: true });
	return cleanText(locale === 'zh' ? lines.replace(/[^\S\n]*\n\s*/g, '') : lines, { lines: false });
}

function pruned(value: unknown): unknown {
	if (typeof value === 'string') return cleanText(value, { lines: false }) || undefined;
	if (Array.isArray(value)) return value.map(pruned).filter((item) => item !== undefined);
	if (typeof value !== 'object' || value === null) return value;
	const kept = Object.entries(value).flatMap(([key, inner]) => {
		const own = pruned(inner);
		return own === undefined ? [] : [[key, own] as const];
	});
	return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}
