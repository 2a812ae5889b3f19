import type { FormField, RecordValue, Shape } from '#core/record-form/index.ts';
import { asList, asObject } from './path.ts';

/*
 * A condition in a form: some statements, all or any of which must be true. What is deeper than that is written out as in
 * a file.
 */

/** How a statement says something of an answer. */
export const statementVerbs = ['is', 'is-not', 'filled', 'empty', 'at-least', 'at-most'] as const;
type Verb = (typeof statementVerbs)[number];

/** The controls of a condition whose property stands at `path`. */
export function conditionShape(path: string): Shape {
	const row: FormField[] = [
		{ name: 'field', path: `${path}.rows.field`, required: true, shape: { as: 'reference', to: 'field' } },
		{
			name: 'verb',
			path: `${path}.rows.verb`,
			required: false,
			preset: 'is',
			shape: { as: 'choice', options: statementVerbs },
		},
		{ name: 'values', path: `${path}.rows.values`, required: false, shape: { as: 'words' } },
	];
	const fields: FormField[] = [
		{
			name: 'rows',
			path: `${path}.rows`,
			required: false,
			shape: { as: 'list', item: { as: 'group', fields: row }, least: 0 },
		},
		{
			name: 'join',
			path: `${path}.join`,
			required: false,
			preset: 'all',
			shape: { as: 'choice', options: ['all', 'any'] },
		},
		{ name: 'written', path: `${path}.written`, required: false, shape: { as: 'data' } },
	];
	return { as: 'group', fields, like: 'condition' };
}

/** The controls of a group that means something by being there, though it says nothing: with a tick for that. */
export function presenceShape(path: string, fields: readonly FormField[]): Shape {
	const is: FormField = { name: 'is', path: `${path}.is`, required: false, shape: { as: 'flag' } };
	return { as: 'group', fields: [is, ...fields], like: 'presence' };
}

/** A part of a design as its form shows it: with its conditions as statements. */
export function shownConditions(fields: readonly FormField[], value: RecordValue): RecordValue {
	return turned(fields, value, {
		condition: shown,
		presence: (inner) => ({ ...asObject(inner), is: true }),
	});
}

/** What a form says, with its conditions as a call has them. */
export function readConditions(fields: readonly FormField[], value: RecordValue): RecordValue {
	return turned(fields, value, {
		condition: (statements) => read(asObject(statements)),
		presence: (inner) => {
			const { is, ...said } = asObject(inner);
			return is === true || Object.keys(said).length > 0 ? said : undefined;
		},
	});
}

type Turns = Readonly<Record<string, (inner: unknown) => unknown>>;

function turned(fields: readonly FormField[], value: RecordValue, turns: Turns): RecordValue {
	const result: RecordValue = { ...value };
	for (const { name, shape } of fields) {
		if (result[name] === undefined) continue;
		const inner = turnedShape(shape, result[name], turns);
		if (inner === undefined) delete result[name];
		else result[name] = inner;
	}
	return result;
}

function turnedShape(shape: Shape, value: unknown, turns: Turns): unknown {
	const turn = shape.as === 'group' && shape.like ? turns[shape.like] : undefined;
	if (turn) return turn(value);
	if (shape.as === 'group') return turned(shape.fields, asObject(value), turns);
	if (shape.as === 'list') return asList(value).map((item) => turnedShape(shape.item, item, turns));
	return value;
}

function shown(condition: unknown): RecordValue {
	const { all, any } = asObject(condition);
	const join = Array.isArray(any) ? 'any' : 'all';
	const joined = asList(all ?? any);
	// `all` of one statement stays as it is written: read back from a row it would be the statement alone.
	const rows = (joined.length > 1 ? joined : [condition]).map(rowOf);
	return rows.every((row) => row !== undefined) ? { rows, join } : { rows: [], join: 'all', written: condition };
}

function rowOf(statement: unknown): RecordValue | undefined {
	const { field, is, filled, atLeast, atMost, not, ...others } = asObject(statement);
	if (Object.keys(others).length > 0) return undefined;
	if (not !== undefined) {
		const inner = field === undefined ? rowOf(not) : undefined;
		return inner?.verb === 'is' ? { ...inner, verb: 'is-not' satisfies Verb } : undefined;
	}
	const said = [is, filled, atLeast, atMost].filter((one) => one !== undefined);
	if (typeof field !== 'string' || said.length !== 1) return undefined;
	// Values that hold what separates them could not be told apart again.
	if (Array.isArray(is))
		return is.some((one) => /[\s,;，；、]/u.test(String(one))) ? undefined : { field, verb: 'is', values: is };
	if (typeof filled === 'boolean') return { field, verb: filled ? 'filled' : 'empty' };
	if (atLeast !== undefined) return { field, verb: 'at-least', values: [atLeast] };
	return { field, verb: 'at-most', values: [atMost] };
}

function read({ rows, join, written }: RecordValue): unknown {
	if (written !== undefined) return written;
	const statements = asList(rows).map((row) => statementOf(asObject(row)));
	if (statements.length === 0) return undefined;
	return statements.length === 1 ? statements[0] : { [join === 'any' ? 'any' : 'all']: statements };
}

function statementOf({ field, verb, values }: RecordValue): unknown {
	const texts = asList(values).map(String);
	const number = texts[0] !== undefined && /^-?\d+(\.\d+)?$/.test(texts[0]) ? Number(texts[0]) : texts[0];
	switch (verb as Verb) {
		case 'is-not':
			return { not: { field, is: texts } };
		case 'filled':
		case 'empty':
			return { field, filled: verb === 'filled' };
		case 'at-least':
			return { field, atLeast: number };
		case 'at-most':
			return { field, atMost: number };
		default:
			return { field, is: texts };
	}
}
