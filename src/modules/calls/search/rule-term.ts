import type { Criterion, Range } from './criterion.ts';
import { readFacts } from './field-term.ts';
import type { Term } from './node.ts';
import { nothing, ofStatus, type Reading } from './resolve.ts';
import { folded } from './suggest.ts';
import { countryKeys, effectValues, statusValues, type TermName, type termRules } from './terms.ts';
import { periodOf, rangeOf, timeRange } from './times.ts';
import {
	isNone,
	readChoices,
	readChoicesOrNone,
	readCountries,
	readFlags,
	readNumbers,
	unknownValue,
	wantsEquality,
} from './values.ts';

type Rule = (typeof termRules)[number];

/** What a term asks for whose name every search knows. */
export function readRuleTerm(rule: Rule, term: Term, reading: Reading): Criterion {
	const { vocabulary } = reading;
	const name: TermName = rule.name;
	switch (name) {
		case 'call':
			return { calls: readChoices(term, vocabulary.calls, reading).map(({ callId }) => callId) };
		case 'track':
			return { track: readChoicesOrNone(term, vocabulary.tracks, reading) };
		case 'cohort':
			return { cohort: readChoicesOrNone(term, vocabulary.cohorts, reading) };
		case 'status':
			return { any: readChoices(term, statusValues, reading).map(ofStatus) };
		case 'stage':
			return { any: readChoices(term, vocabulary.stages, reading).map(({ id, calls }) => ({ stage: id, calls })) };
		case 'outcome':
			return determined(term, reading, (rest) => ({
				outcomes: readChoices(rest, vocabulary.outcomes, reading).map(({ id }) => id),
			}));
		case 'effect':
			return determined(term, reading, (rest) => ({
				effects: readChoices(rest, effectValues, reading).map(({ id }) => id as never),
			}));
		case 'mode':
		case 'format':
		case 'language': {
			const role = vocabulary.roles[name];
			const calls = role?.calls ?? [];
			const is = readChoices(term, role?.options ?? [], reading).map(({ id }) => id);
			return { column: name, is, calls };
		}
		case 'student': {
			const calls = vocabulary.roles.student?.calls ?? [];
			return { any: readFlags(term, reading).map((student) => ({ student, calls })) };
		}
		case 'entered':
		case 'minor':
		case 'follows':
			return { any: readFlags(term, reading).map((is): Criterion => ({ flag: name, is })) };
		case 'message':
		case 'appeal':
			return { any: readOpen(term, reading).map((is): Criterion => ({ flag: name, is })) };
		case 'request': {
			const isExpired = ({ text }: Term['values'][number]) => ['expired', '逾期'].includes(folded(text));
			const rest = term.values.filter((value) => !isExpired(value));
			const open = rest.length > 0 || term.values.length === 0 ? readOpen({ ...term, values: rest }, reading) : [];
			return {
				any: [
					...open.map((is): Criterion => ({ flag: 'request', is })),
					...(rest.length < term.values.length && wantsEquality(term, reading)
						? [{ flag: 'request-expired', is: true } as const]
						: []),
				],
			};
		}
		case 'country': {
			const is = readCountries(term, reading);
			return { any: countryKeys(vocabulary).map(({ id, calls }) => ({ fact: id, calls, test: { is } })) };
		}
		case 'words': {
			const role = vocabulary.roles.abstract;
			const fields = vocabulary.fields.filter(({ id }) => role?.fields.includes(id.slice(1)));
			return readFacts(fields, term, reading);
		}
		case 'score':
			// As it is shown, with one decimal.
			return {
				any: readNumbers(term, reading).map(
					({ least, most }): Criterion => ({ scored: name, range: rangeOf(term.relation, least - 0.05, most + 0.05) }),
				),
			};
		case 'reviews':
		case 'expected':
		case 'rank':
			return { any: ranges(term, reading).map((range): Criterion => ({ scored: name, range })) };
		case 'number':
		case 'version':
			return { any: ranges(term, reading).map((range): Criterion => ({ count: name, range })) };
		case 'submitted':
		case 'changed':
			return { any: times(term, reading).map((range): Criterion => ({ time: name, range })) };
		case 'title':
		case 'people': {
			if (!wantsEquality(term, reading)) return nothing;
			const calls = vocabulary.roles[name === 'title' ? 'title' : 'contributors']?.calls ?? [];
			return { any: term.values.map(({ text }): Criterion => ({ text: name, has: text.trim().toLowerCase(), calls })) };
		}
		case 'has':
			return { any: readHas(term, reading) };
	}
}

function determined(
	term: Term,
	reading: Reading,
	read: (rest: Term) => { outcomes: string[] } | { effects: never[] },
): Criterion {
	if (!wantsEquality(term, reading)) return nothing;
	const values = term.values.filter(({ text, quoted }) => quoted || !isNone(text));
	const parts: Criterion[] = values.length < term.values.length ? [{ determined: false }] : [];
	if (values.length > 0) parts.push({ determined: read({ ...term, values }) });
	return { any: parts };
}

/** `open` is what waits for somebody, `none` what does not; a request may be `expired` too. */
function readOpen(term: Term, reading: Reading): boolean[] {
	if (!wantsEquality(term, reading)) return [];
	return term.values.flatMap((value) => {
		if (['open', 'yes', '待答复', '是'].includes(folded(value.text))) return [true];
		if (isNone(value.text) || ['no', 'closed', '否'].includes(folded(value.text))) return [false];
		unknownValue(term, value, reading, ['open', 'none']);
		return [];
	});
}

function ranges(term: Term, reading: Reading): Range<number>[] {
	// Numbers here are whole: the first one after `most` is one more.
	return readNumbers(term, reading).map(({ least, most }) => rangeOf(term.relation, least, most + 1));
}

function times(term: Term, reading: Reading): Range<number>[] {
	const { zone } = reading.vocabulary;
	return term.values.flatMap((value) => {
		const [first = '', last] = value.text.split('..');
		const from = periodOf(first, reading.now, zone);
		const until = last === undefined ? from : periodOf(last, reading.now, zone);
		if (from && until && (last === undefined || term.relation === ':')) {
			return [timeRange(term.relation, { from: from.from, until: until.until }, zone)];
		}
		reading.problem({ code: 'date-wanted', at: value.at, found: value.text, name: term.name });
		return [];
	});
}

/** `has:file` is any file; `has:message`, `has:decision`, `has:track`; any field by its id. */
function readHas(term: Term, reading: Reading): Criterion[] {
	if (!wantsEquality(term, reading)) return [];
	const { fields } = reading.vocabulary;
	return term.values.flatMap((value): Criterion[] => {
		const wanted = folded(value.text);
		if (['message', 'messages', '消息'].includes(wanted)) return [{ flag: 'messages', is: true }];
		if (['decision', 'outcome', '评定'].includes(wanted)) return [{ not: { determined: false } }];
		if (['track', '专题'].includes(wanted)) return [{ not: { track: [null] } }];
		const isFile = ['file', 'files', '文件'].includes(wanted);
		const found = fields.filter(({ id, kind, label }) =>
			isFile ? kind === 'size' : [id, id.replace(/^#/, ''), label.en, label.zh].some((name) => folded(name) === wanted),
		);
		if (found.length > 0) return found.map(({ id, calls }) => ({ fact: id, calls, test: { there: true } }));
		if (isFile) return [nothing];
		const known = ['file', 'message', 'decision', 'track', ...fields.map(({ id }) => id.replace(/^#/, ''))];
		unknownValue(term, value, reading, known);
		return [];
	});
}
