import type { Problem } from '#core/refusal/index.ts';
import { isEmail } from '#core/text/index.ts';
import type { Answer, Answers, FileAnswer, GroupRow, PersonEntry, Place, SimpleAnswer, Texts } from './answers.ts';
import { askedFields } from './asked.ts';
import { sumOf } from './facts.ts';
import { optionsOf } from './fields.ts';
import { checkFile } from './form/check-file.ts';
import { checkPeople } from './form/check-people.ts';
import { checkSimple, type Strictness, tooLong } from './form/check-simple.ts';
import type { ProblemCode } from './form/problem-codes.ts';
import { hasShape } from './form/shape.ts';
import type { Field, FieldOf, Form } from './form.ts';
import { instantOf, isZone } from './local-time.ts';

export { isDate, isLink } from './form/check-simple.ts';
export { type ProblemCode, problemCodes } from './form/problem-codes.ts';
export { maxStoredText } from './form/shape.ts';

/** A problem of these kinds can't even be kept in a draft; nobody who uses the page meets one. */
const unkeepable: ReadonlySet<string> = new Set<ProblemCode>(['unknown-field', 'wrong-shape']);

/** The moment at which something is handed in (edition time), and the zone of its call. */
export interface Moment {
	at: number;
	zone: string;
}

/** `draft`: what is there and wrong; something missing or too short is not yet a mistake. `submit`: everything. */
export type CheckStage = { stage: 'draft' } | ({ stage: 'submit' } & Moment);

/**
 * What is wrong with these answers, in the order of the form, each at its place (`authors.0.orcid`, `budget.2.amount`).
 * What is not asked because of other answers is not judged: it is dropped when it is handed in (`answersAsked`).
 * Takes anything that JSON can hold, so that it can stand before the database: answers without an `unkeepable` problem
 * have the types of `Answers`.
 */
export function checkAnswers(form: Form, answers: Readonly<Record<string, unknown>>, options: CheckStage): Problem[] {
	const problems: Problem[] = [];
	const known = new Set(form.fields.map((field) => field.id));
	for (const id of Object.keys(answers)) if (!known.has(id)) problems.push({ path: id, code: 'unknown-field' });
	const asked = new Set(askedFields(form, answers as Answers));
	for (const field of form.fields) {
		const answer = Object.hasOwn(answers, field.id) ? answers[field.id] : undefined;
		if (asked.has(field)) problems.push(...checkField(field, answer, options));
		else if (answer !== undefined && !hasShape(field, answer)) problems.push({ path: field.id, code: 'wrong-shape' });
	}
	return problems;
}

/** Whether a draft with this problem must be refused instead of kept. */
export function isUnkeepable(problem: Problem): boolean {
	return unkeepable.has(problem.code);
}

/** Whether a field must be answered at this moment: always, or from its own date on. */
export function isRequired(field: Pick<Field, 'required' | 'requiredAfter'>, { at, zone }: Moment): boolean {
	return field.requiredAfter === undefined ? field.required : at >= instantOf(field.requiredAfter, zone, 'end');
}

/** What is wrong with one answer; undefined means that none was given. Conditions of the field are not looked at. */
export function checkField(field: Field, answer: unknown, options: CheckStage): Problem[] {
	const complete = options.stage === 'submit';
	const how: Strictness = { complete, required: complete && isRequired(field, options) };
	if (answer === undefined) {
		if (!how.required) return [];
		return [{ path: field.id, code: field.kind === 'declaration' ? 'not-declared' : 'required' }];
	}
	if (!hasShape(field, answer)) return [{ path: field.id, code: 'wrong-shape' }];
	return checkGiven(field, answer as Answer, how);
}

function checkGiven(field: Field, given: Answer, how: Strictness): Problem[] {
	const problem = (code: ProblemCode): Problem[] => [{ path: field.id, code }];
	switch (field.kind) {
		case 'short-text':
		case 'long-text':
			if (field.inLanguages) return checkTexts(field, field.inLanguages, given as Texts, how);
			return checkSimple(field, given as string, field.id, how);
		case 'number':
		case 'date':
		case 'country':
		case 'choice':
		case 'yes-no':
		case 'link':
			return checkSimple(field, given as SimpleAnswer, field.id, how);
		case 'keywords':
			return checkKeywords(field, given as string[], how);
		case 'track':
			return optionsOf(field).some((option) => option.id === given) ? [] : problem('unknown-option');
		case 'language':
			return field.languages.includes(given as string) ? [] : problem('unknown-language');
		case 'email':
			if (given === '') return how.required ? problem('required') : [];
			return isEmail(given as string) ? [] : problem('bad-email');
		case 'declaration':
			return how.required && given !== true ? problem('not-declared') : [];
		case 'place':
			return checkPlace(field, given as Place, how);
		case 'file':
			return checkFile(field, given as FileAnswer);
		case 'person-list':
			return checkPeople(field, given as PersonEntry[], how);
		case 'group':
			return checkRows(field, given as GroupRow[], how);
	}
}

function checkTexts(
	field: FieldOf<'short-text'> | FieldOf<'long-text'>,
	{ languages, needs }: NonNullable<FieldOf<'short-text'>['inLanguages']>,
	texts: Texts,
	how: Strictness,
): Problem[] {
	const given = languages.filter((tag) => (texts[tag] ?? '') !== '');
	if (how.required && given.length === 0) return [{ path: field.id, code: 'required' }];
	const missing = how.required && needs === 'all' ? languages.filter((tag) => !given.includes(tag)) : [];
	return languages.flatMap((tag): Problem[] =>
		missing.includes(tag)
			? [{ path: `${field.id}.${tag}`, code: 'required' }]
			: checkSimple(field, texts[tag] ?? '', `${field.id}.${tag}`, { ...how, required: false }),
	);
}

function checkPlace(field: FieldOf<'place'>, { city, zone }: Place, { complete }: Strictness): Problem[] {
	const problems: Problem[] = tooLong(`${field.id}.city`, city, 200);
	if (complete && city === '') problems.push({ path: `${field.id}.city`, code: 'required' });
	if (zone === '') {
		if (complete) problems.push({ path: `${field.id}.zone`, code: 'required' });
	} else if (!isZone(zone)) problems.push({ path: `${field.id}.zone`, code: 'bad-zone' });
	return problems;
}

function checkKeywords(field: FieldOf<'keywords'>, words: readonly string[], how: Strictness): Problem[] {
	const problems: Problem[] = [];
	const figures = { count: words.length, min: field.min, max: field.max };
	if (how.complete && words.length < field.min)
		problems.push({ path: field.id, code: 'too-few-keywords', params: figures });
	else if (how.required && words.length === 0) problems.push({ path: field.id, code: 'required' });
	if (words.length > field.max) problems.push({ path: field.id, code: 'too-many-keywords', params: figures });
	const seen = new Set<string>();
	words.forEach((word, i) => {
		problems.push(...tooLong(`${field.id}.${i}`, word, field.maxCharacters));
		const folded = word.toLocaleLowerCase('en');
		if (seen.has(folded)) problems.push({ path: `${field.id}.${i}`, code: 'repeated-keyword', params: { word } });
		seen.add(folded);
	});
	return problems;
}

function checkRows(field: FieldOf<'group'>, rows: readonly GroupRow[], how: Strictness): Problem[] {
	const problems: Problem[] = [];
	const figures = { count: rows.length, min: field.min, max: field.max };
	if (how.complete && rows.length < Math.max(field.min, how.required ? 1 : 0)) {
		problems.push({ path: field.id, code: 'too-few-rows', params: figures });
	}
	if (rows.length > field.max) problems.push({ path: field.id, code: 'too-many-rows', params: figures });
	rows.forEach((row, i) => {
		for (const inner of field.fields) {
			const strict = { complete: how.complete, required: inner.required };
			const answer = row[inner.id];
			problems.push(...checkSimple(inner, answer ?? '', `${field.id}.${i}.${inner.id}`, strict));
		}
	});
	for (const { field: id, max } of field.sums) {
		const total = sumOf(field, rows, id);
		if (max !== undefined && total > max) {
			problems.push({ path: `${field.id}.${id}`, code: 'sum-too-large', params: { total, max } });
		}
	}
	return problems;
}
