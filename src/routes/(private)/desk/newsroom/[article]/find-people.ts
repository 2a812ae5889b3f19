import { inLocale, type Locale } from '#core/i18n/index.ts';
import type { DirectoryChoice } from '#modules/newsroom/server/index.ts';
import type { FoundPerson } from './editor-view.ts';

/** So many are shown at most: whoever finds more writes more of the name. */
const most = 12;

/** Those whose name, in either language, holds every word that was typed; accents and case do not matter. Pure. */
export function findPeople(choices: readonly DirectoryChoice[], typed: string, locale: Locale): FoundPerson[] {
	const words = folded(typed).split(/\s+/).filter(Boolean);
	if (words.length === 0) return [];
	return choices
		.filter(({ name }) => {
			const text = folded(`${name.en ?? ''} ${name.zh ?? ''}`);
			return words.every((word) => text.includes(word));
		})
		.slice(0, most)
		.map(({ key, name, edition }) => {
			const own = inLocale(name, locale).text;
			const other = inLocale(name, locale === 'en' ? 'zh' : 'en').text;
			return { key, name: own, about: [other === own ? '' : other, edition].filter(Boolean).join(' · ') };
		});
}

function folded(text: string): string {
	return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
