import type { Criterion, FactTest } from './criterion.ts';
import type { Relation, Term } from './node.ts';
import { nothing, type Reading } from './resolve.ts';
import { folded } from './suggest.ts';
import { periodOf } from './times.ts';
import { isNone, readChoices, readCountries, readFlags, readNumbers, wantsEquality } from './values.ts';
import type { SearchField } from './vocabulary.ts';

/**
 * What a term asks of an answer: its name is a field's id or label, `answer.` before it where a search means something
 * else by it, `.words`, `.count` or `.size` after it (or `#` before it) for how much there is. Undefined where no field
 * that this person may read is called so.
 */
export function readFieldTerm(term: Term, reading: Reading): Criterion | undefined {
	const name = term.name.replace(/^answer\./i, '');
	const [, base = name, part] = /^(.+)\.(words|count|size|pages|bytes|字数|数量|页数|大小)$/i.exec(name) ?? [];
	const amount = part !== undefined || name.startsWith('#');
	const wanted = folded(base.replace(/^#/, ''));
	const called = reading.vocabulary.fields.filter(({ id, label }) =>
		[id.replace(/^#/, ''), label.en, label.zh].some((one) => folded(one) === wanted),
	);
	const isAmount = ({ kind }: SearchField) => kind === 'count' || kind === 'size';
	const asked = amount ? called.filter(isAmount) : called;
	// A long text or a file has nothing but its amount: asking for it without a part means that.
	const plain = asked.filter((field) => !isAmount(field));
	const fields = amount || plain.length === 0 ? asked : plain;
	return fields.length === 0 ? undefined : readFacts(fields, term, reading);
}

/** What a term asks of the facts of these fields: of a field that means something else in another call, of each. */
export function readFacts(fields: readonly SearchField[], term: Term, reading: Reading): Criterion {
	const none = term.relation === ':' && term.values.every(({ text, quoted }) => !quoted && isNone(text));
	if (none) {
		return { all: fields.map(({ id, calls }) => ({ not: { fact: id, calls, test: { there: true } } })) };
	}
	const any: Criterion[] = [];
	const problems: Parameters<Reading['problem']>[0][][] = [];
	for (const field of fields) {
		const found: Parameters<Reading['problem']>[0][] = [];
		const tests = testsOf(field, term, { ...reading, problem: (problem) => found.push(problem) });
		if (found.length > 0) problems.push(found);
		any.push(...tests.map((test) => ({ fact: field.id, calls: field.calls, test })));
	}
	// What is wrong for one call may be right for another; only what is wrong for all is wrong.
	if (problems.length === fields.length) for (const problem of problems[0] ?? []) reading.problem(problem);
	return any.length === 0 ? nothing : { any };
}

function testsOf(field: SearchField, term: Term, reading: Reading): FactTest[] {
	switch (field.kind) {
		case 'one':
		case 'language':
			return [{ is: readChoices(term, field.options, reading).map(({ id }) => id) }];
		case 'flag':
			return [{ is: readFlags(term, reading) }];
		case 'country':
			return [{ is: readCountries(term, reading) }];
		case 'number':
		case 'count':
		case 'size':
			return readNumbers(term, reading).map(({ least, most }) => compared(term.relation, least, most));
		case 'date':
			return term.values.flatMap((value) => {
				const [first = '', last] = value.text.split('..');
				const from = periodOf(first, reading.now, reading.vocabulary.zone);
				const until = last === undefined ? from : periodOf(last, reading.now, reading.vocabulary.zone);
				if (!from || !until || (last !== undefined && term.relation !== ':')) {
					reading.problem({ code: 'date-wanted', at: value.at, found: value.text, name: term.name });
					return [];
				}
				return [dateTest(term.relation, from.from, until.until)];
			});
		case 'text':
			return wantsEquality(term, reading) ? term.values.map(({ text }) => ({ has: text.trim() })) : [];
	}
}

function compared(relation: Relation, least: number, most: number): FactTest {
	switch (relation) {
		case '>':
			return { above: least };
		case '>=':
			return { least };
		case '<':
			return { below: least };
		case '<=':
			return { most: least };
		case ':':
			return { least, most };
	}
}

/** Days are stored as they are written, so that they compare as texts. */
function dateTest(relation: Relation, from: string, until: string): FactTest {
	switch (relation) {
		case '>':
			return { least: until };
		case '>=':
			return { least: from };
		case '<':
			return { below: from };
		case '<=':
			return { below: until };
		case ':':
			return { least: from, below: until };
	}
}
