import type { Answer, Answers } from './answers.ts';

/*
 * 'Ask only if': a statement about the answers given so far. Pure data, decided by the same code in the browser and on
 * the server. What was not answered is not equal to anything.
 * Apart from its schema, so that a page needs no schema library.
 */

/** A statement about answers, by the ids of their fields. */
export type Condition =
	| { field: string; is: string[] }
	| { field: string; filled: boolean }
	| { field: string; atLeast?: number | undefined; atMost?: number | undefined }
	| { all: Condition[] }
	| { any: Condition[] }
	| { not: Condition };

/** Whether a statement is true of these answers. */
export function holds(condition: Condition, answers: Readonly<Partial<Answers>>): boolean {
	if ('all' in condition) return condition.all.every((one) => holds(one, answers));
	if ('any' in condition) return condition.any.some((one) => holds(one, answers));
	if ('not' in condition) return !holds(condition.not, answers);
	const answer = Object.hasOwn(answers, condition.field) ? answers[condition.field] : undefined;
	if ('is' in condition) return valuesOf(answer).some((value) => condition.is.includes(value));
	if ('filled' in condition) return isFilled(answer) === condition.filled;
	const number = typeof answer === 'number' ? answer : undefined;
	return number !== undefined && number >= (condition.atLeast ?? -Infinity) && number <= (condition.atMost ?? Infinity);
}

/** The fields that a statement speaks of. */
export function fieldsOfCondition(condition: Condition): string[] {
	if ('all' in condition) return condition.all.flatMap(fieldsOfCondition);
	if ('any' in condition) return condition.any.flatMap(fieldsOfCondition);
	return 'not' in condition ? fieldsOfCondition(condition.not) : [condition.field];
}

function valuesOf(answer: Answer | number | undefined): string[] {
	if (typeof answer === 'string') return [answer];
	if (typeof answer === 'number') return [String(answer)];
	if (typeof answer === 'boolean') return [answer ? 'yes' : 'no'];
	return Array.isArray(answer) ? answer.filter((value) => typeof value === 'string') : [];
}

function isFilled(answer: Answer | number | undefined): boolean {
	if (answer === undefined || answer === '' || answer === false) return false;
	return !(Array.isArray(answer) && answer.length === 0);
}
