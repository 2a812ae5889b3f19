import { type Records, splitKey } from '../records.ts';
import type { EditionIdentity } from './identity.ts';

type Named = Pick<EditionIdentity, 'name' | 'short'>;

/** A value with the names of the past edition, wherever they stand in its texts, as those of the new one. Pure. */
export function renamed<T>(value: T, past: Named, next: Named): T {
	const pairs = [
		[past.name.en, next.name.en],
		[past.name.zh, next.name.zh],
		[past.short, next.short],
	] as const;
	const inText = (text: string) => pairs.reduce((said, [from, to]) => said.replaceAll(from, to), text);
	const inside = (one: unknown): unknown => {
		if (typeof one === 'string') return inText(one);
		if (Array.isArray(one)) return one.map(inside);
		if (typeof one !== 'object' || one === null) return one;
		return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, inside(inner)]));
	};
	return inside(value) as T;
}

/** The kinds of records whose texts people read, and that may still speak of the year before. */
const speaking = new Set(['edition', 'page', 'letter', 'letterhead', 'date', 'session', 'site', 'call', 'committee']);

/** Keys of the records that still name the past year: somebody should read them. Pure. */
export function mentionsOf(records: Records, year: number): string[] {
	const pattern = new RegExp(`(?<!\\d)${year}(?!\\d)`);
	return Object.entries(records)
		.filter(([key, value]) => speaking.has(splitKey(key).kind) && pattern.test(textsOf(value)))
		.map(([key]) => key);
}

/** All that is text in two languages, and nothing else: days and slugs are no mention. */
function textsOf(value: unknown): string {
	if (Array.isArray(value)) return value.map(textsOf).join('\n');
	if (typeof value !== 'object' || value === null) return '';
	return Object.entries(value)
		.map(([key, inner]) => ((key === 'en' || key === 'zh') && typeof inner === 'string' ? inner : textsOf(inner)))
		.join('\n');
}
