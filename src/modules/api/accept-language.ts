import type { Locale } from '#core/i18n/index.ts';

/** The language for sentences by an `Accept-Language` header: the one of ours that it prefers; English when it names none. */
export function localeOf(header: string | null): Locale {
	let best: Locale = 'en';
	let weight = 0;
	for (const part of (header ?? '').split(',').slice(0, 30)) {
		const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
		const q = Number(/^\s*q=([0-9.]+)$/.exec(parameters.at(-1) ?? '')?.[1] ?? 1);
		const locale = /^zh(-|$)/.test(tag) ? 'zh' : /^en(-|$)/.test(tag) ? 'en' : undefined;
		if (locale && q > weight) {
			best = locale;
			weight = q;
		}
	}
	return best;
}
