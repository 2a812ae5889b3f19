import type { Locale } from '#core/i18n/index.ts';
import { countries } from './countries.ts';
import { lex } from './lexer.ts';
import type { Span } from './node.ts';
import { printTerm } from './print.ts';
import { folded } from './suggest.ts';
import { effectValues, isKnown, ruleOf, statusValues, termRules } from './terms.ts';
import type { Named, Vocabulary } from './vocabulary.ts';

/** One way to go on: what would stand in the place of `at`, and what it means. */
export interface Completion {
	insert: string;
	at: Span;
	means: string;
	/** It is whole: a blank follows. A name waits for its value. */
	whole: boolean;
}

/**
 * How the search could go on at the caret: names that begin with what stands there, or the values of the name before it.
 * Pure and quick enough for each key.
 */
export function completions(
	text: string,
	caret: number,
	vocabulary: Vocabulary,
	locale: Locale,
	most = 12,
): Completion[] {
	const before = text.slice(0, caret);
	// What may be completed is the last piece without a blank; a piece within quotes is left alone.
	const piece = /(?:^|[\s(（])([-－]?)([^\s()（）"“”]*)$/u.exec(before);
	if (!piece || lex(before).problems.some(({ code }) => code === 'quote-open')) return [];
	const written = piece[2] ?? '';
	const at = { from: caret - written.length, to: caret };
	const value = /^([^:：><=]+)([:：])(.*[,，、])?(.*)$/su.exec(written);
	if (!value)
		return written === '' && piece[1] === '' && before.trim() !== ''
			? []
			: names(written, at, vocabulary, locale, most);
	const [, name = '', sign = '', earlier = '', begun = ''] = value;
	const place = { from: caret - begun.length, to: caret };
	const offered = valuesOf(name, vocabulary);
	const wanted = folded(begun);
	return rank(offered, ({ id, label }) => [id, label.en, label.zh], wanted)
		.slice(0, most)
		.map(({ id, label }) => {
			const insert = printTerm('x', id).slice(2);
			return { insert, at: place, means: `${name}${sign}${earlier}${id} · ${label[locale]}`, whole: true };
		});
}

function names(written: string, at: Span, vocabulary: Vocabulary, locale: Locale, most: number): Completion[] {
	const rules = termRules
		.filter(({ name }) => isKnown(name, vocabulary))
		.map(({ name, also, means }) => ({ name, also: [...also] as string[], means: means[locale] }));
	const fields = vocabulary.fields
		.filter(({ id }) => !ruleOf(id))
		.map(({ id, kind, label }) => ({
			name: kind === 'count' || kind === 'size' ? amountName(id, kind) : id,
			also: [label.en, label.zh],
			means: label[locale],
		}));
	const wanted = folded(written);
	return rank([...rules, ...fields], ({ name, also }) => [name, ...also], wanted)
		.slice(0, most)
		.map(({ name, means }) => ({ insert: `${name}:`, at, means, whole: false }));
}

/** Those of which a name begins with what was written, then those that contain it. */
function rank<T>(list: readonly T[], called: (one: T) => string[], wanted: string): T[] {
	if (wanted === '') return [...list];
	const begins = list.filter((one) => called(one).some((name) => folded(name).startsWith(wanted)));
	const contains = list.filter(
		(one) => !begins.includes(one) && called(one).some((name) => folded(name).includes(wanted)),
	);
	return [...begins, ...contains];
}

const yesNo: Named[] = [
	{ id: 'yes', label: { en: 'yes', zh: '是' } },
	{ id: 'no', label: { en: 'no', zh: '否' } },
];
const open: Named[] = [
	{ id: 'open', label: { en: 'waits for an answer', zh: '等待答复' } },
	{ id: 'none', label: { en: 'nothing waits', zh: '无待答复' } },
];

/** What can stand after a name. */
function valuesOf(name: string, vocabulary: Vocabulary): readonly Named[] {
	const rule = ruleOf(name);
	if (rule && isKnown(rule.name, vocabulary)) {
		switch (rule.name) {
			case 'call':
				return vocabulary.calls;
			case 'track':
				return vocabulary.tracks;
			case 'status':
				return statusValues;
			case 'stage':
				return vocabulary.stages;
			case 'outcome':
				return vocabulary.outcomes;
			case 'effect':
				return effectValues;
			case 'cohort':
				return vocabulary.cohorts;
			case 'mode':
			case 'format':
			case 'language':
				return vocabulary.roles[rule.name]?.options ?? [];
			case 'country':
				return countries();
			case 'has':
				return vocabulary.fields.map(({ id, label }) => ({ id: id.replace(/^#/, ''), label }));
			default:
				return rule.kind === 'flag' ? yesNo : rule.kind === 'open' ? open : [];
		}
	}
	const wanted = folded(name.replace(/^answer\./i, ''));
	const field = vocabulary.fields.find(({ id, label }) =>
		[id, label.en, label.zh].some((one) => folded(one) === wanted),
	);
	if (field?.kind === 'flag') return yesNo;
	return field?.kind === 'country' ? countries() : (field?.options ?? []);
}

/** How much there is of a field, as it is written; the total of a column of a group has a point in it already. */
function amountName(id: string, kind: 'count' | 'size'): string {
	return id.includes('.') ? id.slice(1) : `${id.slice(1)}.${kind}`;
}
