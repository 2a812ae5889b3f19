import { getContext, setContext } from 'svelte';
import { localePath, type Catalogue, type Locale, type Translation } from '#core/i18n/index.ts';

const key = Symbol.for('orrery.locale');

/**
 * Says in which language everything below is written; called once by the root layout. A change of language is a full
 * page load (`LanguageSwitch` asks for it), so the language is constant while a component lives.
 */
export function setLocale(locale: Locale): void {
	setContext(key, locale);
}

/** The language of this part of the page. English where nobody said (a component shown alone in a test). */
export function useLocale(): Locale {
	return getContext<Locale | undefined>(key) ?? 'en';
}

/** The messages of a catalogue in the language of the page. Call it while the component is set up. */
export function useMessages<T>(catalogue: Catalogue<T>): Translation<T> {
	return catalogue[useLocale()];
}

/** `href('/dates')` → `/zh/dates` on a Chinese page. */
export function useHref(): (path: string) => string {
	const locale = useLocale();
	return (path) => localePath(locale, path);
}
