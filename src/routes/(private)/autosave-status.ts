import type { Locale } from '#core/i18n/index.ts';
import type { SaveState } from './autosave.svelte.ts';

/** What is said of a form that saves itself; `saved` is given the time, in the reader's own zone. */
interface StatusWords extends Record<Exclude<SaveState['state'], 'idle' | 'saved' | 'conflict'>, string> {
	saved: (at: string) => string;
}

/** How saving stands, as a line beside the form; empty before anything was typed. */
export function autosaveStatus(now: SaveState, words: StatusWords, conflict: string, locale: Locale): string {
	if (now.state === 'idle') return '';
	if (now.state === 'conflict') return conflict;
	if (now.state !== 'saved') return words[now.state];
	const { format } = new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', { timeStyle: 'medium' });
	return words.saved(format(now.at));
}
