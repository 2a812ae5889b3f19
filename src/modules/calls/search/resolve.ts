import type { Instant } from '#core/clock/index.ts';
import type { Criterion } from './criterion.ts';
import { readFieldTerm } from './field-term.ts';
import type { Query, SearchProblem, Term } from './node.ts';
import { readRuleTerm } from './rule-term.ts';
import { folded, suggestions } from './suggest.ts';
import { isKnown, ruleOf, statusValues, termRules } from './terms.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What a search is read with: what may be asked, the moment, and the person's names for both. */
export interface Reading {
	vocabulary: Vocabulary;
	/** Edition time: what 'today' is. */
	now: Instant;
	/** Notes what is wrong. */
	problem(problem: SearchProblem): void;
}

/** A term that could not be read finds nothing, and never everything. */
export const nothing: Criterion = { any: [] };

/**
 * Finds the names and values of a search among what this person can ask. What is unknown is a problem with its place and
 * with what may have been meant; the search then asks for nothing there.
 */
export function resolve(
	query: Query,
	vocabulary: Vocabulary,
	now: Instant,
): { criterion: Criterion; problems: SearchProblem[] } {
	const problems: SearchProblem[] = [];
	const reading: Reading = { vocabulary, now, problem: (problem) => problems.push(problem) };
	return { criterion: read(query, reading), problems };
}

function read(query: Query, reading: Reading): Criterion {
	switch (query.kind) {
		case 'all':
			return { all: query.of.map((part) => read(part, reading)) };
		case 'any':
			return { any: query.of.map((part) => read(part, reading)) };
		case 'not':
			return { not: read(query.of, reading) };
		case 'words':
			return readWords(query.text, query.quoted);
		case 'term':
			return readTerm(query, reading);
	}
}

/** A word that is a state (`withdrawn`, `已撤回`) is that state, a number is also a number; in quotes both are words. */
function readWords(text: string, quoted: boolean): Criterion {
	const words: Criterion = { words: text.normalize('NFC').trim().toLowerCase() };
	if (quoted) return words;
	const number = /^(?:[a-z]{1,4}-)?(\d{1,9})$/i.exec(text)?.[1];
	if (number !== undefined) return { any: [{ number: Number(number) }, words] };
	const wanted = folded(text);
	const status = statusValues.find(({ id, label }) => id === wanted || folded(label.zh) === wanted);
	return status ? ofStatus(status) : words;
}

/** What a value of `status:` asks for. */
export function ofStatus(status: (typeof statusValues)[number]): Criterion {
	if ('states' in status) return { state: status.states };
	return { determined: 'effects' in status ? { effects: status.effects } : false };
}

function readTerm(term: Term, reading: Reading): Criterion {
	const { vocabulary, problem } = reading;
	const rule = ruleOf(term.name);
	if (rule && isKnown(rule.name, vocabulary)) return readRuleTerm(rule, term, reading);
	const field = readFieldTerm(term, reading);
	if (field) return field;
	problem({
		code: 'unknown-name',
		at: term.nameAt,
		found: term.name,
		suggestions: suggestions(term.name, knownNames(vocabulary)),
	});
	return nothing;
}

/** All names that this person can ask by. */
export function knownNames(vocabulary: Vocabulary): string[] {
	const own = vocabulary.fields.flatMap(({ id, kind, label }) =>
		kind === 'count' || kind === 'size' ? [`${id.slice(1)}.${kind}`] : [id, label.en, label.zh],
	);
	return [...termRules.filter(({ name }) => isKnown(name, vocabulary)).map(({ name }) => name), ...own];
}
