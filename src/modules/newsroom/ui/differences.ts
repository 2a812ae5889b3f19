import type { Locale } from '#core/i18n/index.ts';
import type { RecordValue } from '#core/record-form/index.ts';
import { differenceByWords, type Part } from '#core/text/index.ts';
import { fieldChanges } from '#modules/editions/merge.ts';
import type { ArticleContent } from '../article.ts';
import type { ArticleDraft } from '../draft.ts';
import { articlePlace } from './field-labels.ts';

/** One place in which two contents of an article differ, word by word. */
export interface ArticleDifference {
	path: string;
	label: string;
	/** The language of the text, where it is of one. */
	lang: Locale | null;
	parts: Part[];
}

const yesNo = { en: { true: 'yes', false: 'no' }, zh: { true: '是', false: '否' } } as const;

/** What differs between two contents, in the order of an article; without the first everything is new. Pure. */
export function articleDifferences(
	before: ArticleContent | ArticleDraft | undefined,
	after: ArticleContent | ArticleDraft,
	locale: Locale,
): ArticleDifference[] {
	return fieldChanges(comparable(before), comparable(after)).flatMap(({ path, from, to }) => {
		const parts = differenceByWords(placeText(from, locale), placeText(to, locale)).filter(({ text }) => text !== '');
		// Nothing and an empty list read the same.
		if (parts.every(({ kind }) => kind === 'same')) return [];
		return [{ path, label: articlePlace(path, locale), lang: languageIn(path), parts }];
	});
}

/** A value of an article as text to read: lists line by line, texts in both languages one below the other. Pure. */
export function placeText(value: unknown, locale: Locale): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'boolean') return yesNo[locale][value ? 'true' : 'false'];
	if (Array.isArray(value)) {
		const ofWords = value.every((item) => typeof item !== 'object');
		return value.map((item) => placeText(item, locale)).join(ofWords ? ', ' : '\n');
	}
	if (typeof value !== 'object') return String(value);
	return Object.entries(value)
		.filter(([name]) => name !== 'kind')
		.map(([, inner]) => placeText(inner, locale))
		.filter((text) => text !== '')
		.join(' · ');
}

/** A content whose pictures are compared one by one, by what is said of each and by its bytes. */
function comparable(content: ArticleContent | ArticleDraft | undefined): RecordValue {
	if (!content) return {};
	const { pictures, ...rest } = content;
	return {
		...rest,
		pictures: Object.fromEntries(
			pictures.map(({ id, content: file, alternative, caption, credit, licence, decorative, sample }) => [
				id,
				{
					...{ alternative, caption, credit, licence },
					...(decorative ? { decorative } : {}),
					...(sample ? { sample } : {}),
					file: `${file.mediaType} ${file.digest.slice(0, 12)}`,
				},
			]),
		),
	};
}

function languageIn(path: string): Locale | null {
	const language = path.split('.').find((step) => step === 'en' || step === 'zh');
	return (language as Locale | undefined) ?? null;
}
