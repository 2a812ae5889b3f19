import { fail } from '@sveltejs/kit';
import type { Locale } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import type { DeskSource } from '#modules/newsroom/server/index.ts';
import { sayRefused } from './messages.ts';

/** What the form of a source holds, by the names of its fields. */
export type TypedSource = Record<(typeof names)[number], string>;
const names = [
	'name.en',
	'name.zh',
	'feed',
	'homepage',
	'attribution.en',
	'attribution.zh',
	'credit.en',
	'credit.zh',
	'topics',
	'language',
	'shown',
	'teasers',
	'active',
] as const;

/** An empty form. Pure. */
export function emptySource(locale: Locale): TypedSource {
	const none = Object.fromEntries(names.map((name) => [name, ''])) as TypedSource;
	return { ...none, language: locale, shown: '3', teasers: 'no', active: 'yes' };
}

/** The form of a source as it is kept. Pure. */
export function typedOf(source: DeskSource): TypedSource {
	return {
		'name.en': source.name.en ?? '',
		'name.zh': source.name.zh ?? '',
		feed: source.feed,
		homepage: source.homepage ?? '',
		'attribution.en': source.attribution?.en ?? '',
		'attribution.zh': source.attribution?.zh ?? '',
		'credit.en': source.credit?.en ?? '',
		'credit.zh': source.credit?.zh ?? '',
		topics: source.topics.join(', '),
		language: source.language,
		shown: String(source.shown),
		teasers: source.teasers ? 'yes' : 'no',
		active: source.active ? 'yes' : 'no',
	};
}

/** What was typed. Pure. */
export function readTyped(form: FormData): TypedSource {
	return Object.fromEntries(names.map((name) => [name, String(form.get(name) ?? '').trim()])) as TypedSource;
}

/** What was typed, as the use cases take it. Pure. */
export function inputOf(typed: TypedSource): Record<string, unknown> {
	const prose = (name: 'attribution' | 'credit') => {
		const [en, zh] = [typed[`${name}.en`], typed[`${name}.zh`]];
		return en || zh ? { [name]: { ...(en ? { en } : {}), ...(zh ? { zh } : {}) } } : {};
	};
	return {
		name: { en: typed['name.en'], zh: typed['name.zh'] },
		feed: typed.feed,
		...(typed.homepage ? { homepage: typed.homepage } : {}),
		...prose('attribution'),
		...prose('credit'),
		topics: typed.topics.split(/[\s,，、]+/).filter(Boolean),
		language: typed.language,
		shown: Number(typed.shown),
		teasers: typed.teasers === 'yes',
		active: typed.active === 'yes',
	};
}

/** The answer to a form that was refused, with all that was typed. @throws what is no refusal of what was typed */
export function refusedSource(thrown: unknown, locale: Locale, typed: TypedSource | null) {
	if (!(thrown instanceof Refusal)) throw thrown;
	const errors = thrown.problems.flatMap((one) => {
		const message = sayRefused(one, locale);
		return message === undefined ? [] : [{ path: one.path, message }];
	});
	const message = sayRefused({ code: thrown.code, params: thrown.params }, locale) ?? null;
	if (errors.length === 0 && message === null) throw thrown;
	return fail(thrown.status, { typed, errors, message, tried: null });
}
