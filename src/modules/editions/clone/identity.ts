import { addDays, daysBetween } from '#core/clock/index.ts';
import type { BundleEdition } from '../bundle/index.ts';

/** What makes an edition this one and no other. Days are calendar days in its zone. */
export type EditionIdentity = Pick<
	BundleEdition,
	'slug' | 'year' | 'name' | 'short' | 'starts' | 'ends' | 'zone' | 'languages' | 'mode'
>;

/** A text of the past edition with its year as the new one; where no year stands, it comes at the end. */
export function withYear(text: string, from: number, to: number): string {
	const pattern = new RegExp(`(?<!\\d)${from}(?!\\d)`, 'g');
	return pattern.test(text) ? text.replace(pattern, String(to)) : text;
}

/**
 * What the next edition will probably be called and when it ends, from the past one and the new first day: the year changes
 * where it stands, the symposium lasts as long as it did. Everything is a suggestion.
 */
export function suggestIdentity(past: EditionIdentity, starts: string): EditionIdentity {
	const year = Number(starts.slice(0, 4));
	const said = (text: string, separator: string) => {
		const changed = withYear(text, past.year, year);
		return changed === text ? `${text}${separator}${year}` : changed;
	};
	return {
		slug: said(past.slug, '-'),
		year,
		name: { en: said(past.name.en, ' '), zh: said(past.name.zh, ' ') },
		short: said(past.short, ' '),
		starts,
		ends: addDays(starts, daysBetween(past.starts, past.ends)),
		zone: past.zone,
		languages: past.languages,
		mode: past.mode,
	};
}

/** A first day to begin with: the same weekday of the same season, one year after the past edition. */
export function suggestFirstDay(past: Pick<EditionIdentity, 'starts'>): string {
	return addDays(past.starts, 52 * 7);
}
