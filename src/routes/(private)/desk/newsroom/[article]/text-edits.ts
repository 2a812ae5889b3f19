import type { Bilingual, Locale } from '#core/i18n/index.ts';
import type { Problem } from '#core/refusal/index.ts';
import type { TypedGroup } from '#core/record-form/index.ts';
import { insertBlock } from '#modules/newsroom/insertion.ts';
import type { TypedPicture } from './picture-form.ts';

/** A form with something put into the text of a language, and where its writer goes on. Pure. */
export function withBlock(
	typed: TypedGroup,
	language: Locale,
	block: string,
	caret: number | undefined,
): { typed: TypedGroup; focus: { path: string; caret: number } } {
	const texts = (typed.texts ?? {}) as TypedGroup;
	const own = (texts[language] ?? {}) as TypedGroup;
	const put = insertBlock(String(own.body ?? ''), block, caret);
	return {
		typed: { ...typed, texts: { ...texts, [language]: { ...own, body: put.text } } },
		focus: { path: `texts.${language}.body`, caret: put.caret },
	};
}

/** A form with one more person in the byline. Pure. */
export function withByline(
	typed: TypedGroup,
	person: { key: string; name: Partial<Bilingual> },
): { typed: TypedGroup; focus: { path: string } } {
	const before = (Array.isArray(typed.byline) ? typed.byline : []) as TypedGroup[];
	const empty = { en: '', zh: '' };
	const line = {
		person: person.key,
		name: { en: person.name.en ?? '', zh: person.name.zh ?? '' },
		role: { ...empty },
		place: { ...empty },
	};
	return {
		typed: { ...typed, byline: [...before, line] as TypedGroup[] },
		focus: { path: `byline.${before.length}.role.en` },
	};
}

/** A form with one more topic, unless it is there. Pure. */
export function withTopic(typed: TypedGroup, topic: string): { typed: TypedGroup; focus: { path: string } } {
	const written = String(typed.topics ?? '').trim();
	const focus = { path: 'topics' };
	if (topic === '' || topicsIn(written).includes(topic)) return { typed, focus };
	return {
		typed: { ...typed, topics: written === '' ? topic : `${written.replace(/[\s,，、;；]+$/, '')}, ${topic}` },
		focus,
	};
}

/** The topics in what is typed at the field. Pure. */
export function topicsIn(written: string): string[] {
	return written.split(/[\s,，、;；]+/).filter((topic) => topic !== '');
}

/** What a new picture lacks: its words for those who do not see it, in both languages, unless it only decorates. Pure. */
export function pictureProblems({ decorative, alternative }: TypedPicture, hasFile: boolean, prefix = ''): Problem[] {
	const words = decorative
		? []
		: (['en', 'zh'] as const)
				.filter((language) => alternative[language].trim() === '')
				.map((language) => ({ path: `${prefix}alternative.${language}`, code: 'missing-alternative' }));
	return [...(hasFile ? [] : [{ path: `${prefix}file`, code: 'file-missing' }]), ...words];
}
