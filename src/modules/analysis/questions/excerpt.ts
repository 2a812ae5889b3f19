import type { Locale } from '#core/i18n/index.ts';

/** Longest excerpt: words in English, characters in Chinese. */
const most = { en: 14, zh: 30 } as const;

/**
 * The words of a sentence around a place, verbatim: the part between commas in which it lies, shortened with an ellipsis
 * where it is too long. Quotation marks at its ends are left out, for it stands in quotation marks itself. Pure.
 */
export function excerpt(sentence: string, at: number, locale: Locale): string {
	const stops = locale === 'zh' ? /[，。；：！？]/ : /[;:!?]|,(?!\d)|\.(?=\s|$)| [–—-] |—/;
	let start = 0;
	let end = sentence.length;
	for (const stop of sentence.matchAll(new RegExp(stops, 'g'))) {
		const after = stop.index + stop[0].length;
		if (after <= at) start = after;
		else if (stop.index > at) {
			end = stop.index;
			break;
		}
	}
	const part = sentence.slice(start, end);
	return quotable(locale === 'zh' ? shortenedHan(part, at - start) : shortened(part, at - start));
}

function shortened(part: string, at: number): string {
	const words = [...part.matchAll(/\S+/g)];
	if (words.length <= most.en) return part.trim();
	const centre = Math.max(
		0,
		words.findLastIndex(({ index }) => index <= at),
	);
	const first = Math.max(0, Math.min(centre - 5, words.length - most.en));
	const last = Math.min(words.length, first + most.en) - 1;
	const from = words[first] as RegExpMatchArray & { index: number };
	const to = words[last] as RegExpMatchArray & { index: number };
	return `${first > 0 ? '… ' : ''}${part.slice(from.index, to.index + to[0].length)}${last < words.length - 1 ? ' …' : ''}`;
}

function shortenedHan(part: string, at: number): string {
	const characters = Array.from(part);
	if (characters.length <= most.zh) return part.trim();
	const centre = Array.from(part.slice(0, at)).length;
	const first = Math.max(0, Math.min(centre - 10, characters.length - most.zh));
	const last = first + most.zh;
	return `${first > 0 ? '…' : ''}${characters.slice(first, last).join('')}${last < characters.length ? '…' : ''}`;
}

/** Without marks at the ends, and without one whose partner was cut off. */
function quotable(words: string): string {
	return words
		.replace(/[“”"「」]/g, '')
		.replace(/^…[）)】》、，的]+/, '…')
		.trim()
		.replace(/^[,，、]|[,，、]$/g, '')
		.trim();
}
