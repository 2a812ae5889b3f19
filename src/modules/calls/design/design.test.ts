import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type TypedGroup, typedFromForm, type FormField, type Shape, type Typed } from '#core/record-form/index.ts';
import { callSchema } from '../call.ts';
import {
	afterStep,
	asList,
	asObject,
	type Definition,
	everyPart,
	formOfObject,
	partForm,
	partValue,
	type Path,
	problemsOf,
	readPath,
	schemaAt,
	terseCall,
	typedPart,
	valueAt,
	writePath,
} from '../design.ts';
import { readConditions, shownConditions } from './conditions.ts';
import { callTemplates, templateCall } from '../server/designs/templates.ts';
import { sampleCall } from '../testing.ts';
import type { Condition } from '../condition.ts';

/** The form as a browser would post it. */
function post(fields: readonly FormField[], typed: TypedGroup, form = new FormData(), prefix = ''): FormData {
	for (const { name, shape } of fields) postOne(shape, typed[name], form, prefix + name);
	return form;
}

function postOne(shape: Shape, typed: Typed | undefined, form: FormData, name: string): void {
	if (shape.as === 'group') post(shape.fields, (typed ?? {}) as TypedGroup, form, `${name}.`);
	else if (shape.as === 'list') {
		form.set(`${name}.length`, String(asList(typed).length));
		for (const [place, item] of asList(typed).entries()) postOne(shape.item, item as Typed, form, `${name}.${place}`);
	} else if (shape.as === 'flag') typed && form.set(name, 'yes');
	else if (Array.isArray(typed)) for (const one of typed) form.append(name, String(one));
	else if (typeof typed === 'object')
		for (const [part, text] of Object.entries(typed)) form.set(`${name}.${part}`, String(text));
	else form.set(name, String(typed ?? ''));
}

/** Every place in a call that has a form of its own. */
function placesIn(definition: Definition, path: Path = []): Path[] {
	const form = partForm(definition, path);
	if (!form) return [];
	const below = form.lists.flatMap(({ name }) =>
		asList(valueAt(definition, [...path, name])).flatMap((_, i) => placesIn(definition, [...path, name, i])),
	);
	const own =
		path.length === 0
			? ['window', 'form', 'follows'].flatMap((name) => (name in definition ? placesIn(definition, [name]) : []))
			: [];
	return [path, ...own, ...below];
}

/** A call that uses what the templates and the sample do not. */
const rich: Definition = {
	...terseCall(sampleCall),
	follows: {
		call: 'earlier',
		by: 'apply',
		effects: ['accept'],
		when: { all: [{ field: 'student', is: ['yes'] }, { not: { field: 'mode', is: ['online'] } }] },
		carries: [{ from: 'title', to: 'title' }],
	},
	cohorts: [{ id: 'spring', label: { en: 'Spring', zh: '春季' }, until: '2021-04-01' }],
	minors: { any: [{ field: 'student', filled: true }, { all: [{ field: 'mode', is: ['online'] }] }] },
	attestations: [
		{
			id: 'guardian',
			label: { en: 'Consent', zh: '同意' },
			request: { en: 'Do you agree?', zh: '您是否同意？' },
			from: 'authors',
			guardian: {},
			when: { field: 'student', is: ['yes'] },
		},
	],
	perPerson: 2,
	listed: true,
};

test('every part of a call goes through its form, as a browser posts it, and comes back the same', () => {
	const definitions = [rich, ...callTemplates().map(({ id }) => templateCall(id))];
	let parts = 0;
	for (const definition of definitions) {
		const parsed = callSchema.safeParse({
			slug: 'x',
			...definition,
			window: { zone: 'UTC', opens: '2021-01-01', closes: '2021-02-01' },
		});
		expect(parsed.error?.issues).toBeUndefined();
		const whole = terseCall(parsed.data as NonNullable<typeof parsed.data>);
		let again: Definition = whole;
		for (const path of placesIn(whole)) {
			const form = partForm(again, path);
			const object = schemaAt(again, path);
			if (!form || !object) throw new Error(writePath(path));
			const typed = typedPart(form, valueAt(again, path));
			const posted = typedFromForm(form.fields, post(form.fields, typed));
			expect(posted, writePath(path)).toEqual(typed);
			const value = partValue(form, object, posted, valueAt(again, path));
			again = afterStep(again, { do: 'set', path, value })?.definition ?? {};
			parts += 1;
		}
		expect(callSchema.parse(again)).toEqual(parsed.data);
		expect(terseCall(callSchema.parse(again))).toEqual(whole);
	}
	expect(parts).toBeGreaterThan(90);
});

test('every property of a call has a control of its own', () => {
	for (const { part, object } of everyPart()) {
		const [example] = [object.shape];
		const names = Object.keys(example);
		const at = formOfObject(part, object);
		const shown = new Set([...at.fields.map(({ name }) => name), ...at.lists.map(({ name }) => name)]);
		const left = names.filter((name) => !shown.has(name));
		expect(
			left.filter((name) => !['kind', 'window', 'form', 'follows', 'version'].includes(name)),
			part,
		).toEqual([]);
		// Written out as YAML is only what is deeper than rows of statements.
		expect(
			at.fields.filter(({ shape }) => shape.as === 'data').map(({ path }) => path),
			part,
		).toEqual([]);
	}
});

const leaf: fc.Arbitrary<Condition> = fc.oneof(
	fc.record({
		field: fc.constantFrom('a', 'b'),
		is: fc.array(fc.constantFrom('x', 'y', 'a b', 'yes'), { minLength: 1, maxLength: 3 }),
	}),
	fc.record({ field: fc.constantFrom('a', 'b'), filled: fc.boolean() }),
	fc.record({ field: fc.constantFrom('a', 'b'), atLeast: fc.integer({ min: -9, max: 99 }) }),
	fc.record({ field: fc.constantFrom('a', 'b'), atMost: fc.integer({ min: -9, max: 99 }), atLeast: fc.integer() }),
);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
	condition: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		leaf,
		fc.record({ not: tie('condition') }),
		fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
		fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
	),
}));

test('any condition goes through its controls and comes back the same', () => {
	const form = partForm(rich, ['follows']);
	if (!form) throw new Error('no form');
	fc.assert(
		fc.property(condition, (when) => {
			const value = { call: 'x', when };
			expect(readConditions(form.fields, shownConditions(form.fields, value))).toEqual(value);
			const typed = typedPart(form, value);
			const posted = typedFromForm(form.fields, post(form.fields, typed));
			const object = schemaAt(rich, ['follows']);
			expect(object && partValue(form, object, posted, value).when).toEqual(when);
		}),
	);
});

test('entries come, move, are copied and go; each has an id of its own', () => {
	let design: Definition = {};
	const step = (...args: Parameters<typeof afterStep> extends [unknown, infer Step] ? [Step] : never) => {
		const done = afterStep(design, args[0]);
		if (!done) throw new Error('refused');
		design = done.definition;
		return done.at;
	};
	const name = (path: Path, en: string) =>
		step({ do: 'set', path, value: { ...asObject(valueAt(design, path)), label: { en, zh: en } } });
	const list = ['form', 'fields'];
	for (const en of ['Title', 'Title', '2 Letters', '标题']) name(step({ do: 'add', list, kind: 'short-text' }), en);
	const ids = () => asList(valueAt(design, list)).map((field) => asObject(field).id);
	expect(ids()).toEqual(['title', 'title-2', 'field-2-letters', 'field']);
	expect(step({ do: 'move', path: [...list, 3], to: 0 })).toEqual([...list, 0]);
	expect(ids()).toEqual(['field', 'title', 'title-2', 'field-2-letters']);
	expect(step({ do: 'copy', path: [...list, 1] })).toEqual([...list, 2]);
	expect(ids()).toEqual(['field', 'title', 'title-3', 'title-2', 'field-2-letters']);
	step({ do: 'remove', path: [...list, 0] });
	expect(ids()).toEqual(['title', 'title-3', 'title-2', 'field-2-letters']);
	step({ do: 'add', list: ['stages'], kind: 'review' });
	step({ do: 'add', list: ['stages'], kind: 'review' });
	expect(asList(design.stages).map((stage) => asObject(stage).id)).toEqual(['review', 'review-2']);
});

test('a step that leads nowhere is refused', () => {
	for (const list of [['nothing'], ['form', 'nothing'], ['form', 'fields', 9, 'fields']])
		expect(afterStep(rich, { do: 'add', list, kind: 'short-text' })).toBeUndefined();
	expect(afterStep(rich, { do: 'add', list: ['form', 'fields'], kind: 'spaceship' })).toBeUndefined();
	expect(afterStep(rich, { do: 'move', path: ['form', 'fields', 99], to: 0 })).toBeUndefined();
	expect(afterStep(rich, { do: 'remove', path: [] })).toBeUndefined();
	for (const text of ['a..b', '../x', 'form.fields.x y', '__proto__', 'form.constructor.x', '0'])
		expect(readPath(text), text).toBeUndefined();
	expect(readPath('form.fields.3')).toEqual(['form', 'fields', 3]);
});

test('a design says what is missing where', () => {
	const at = (definition: Definition) => problemsOf(definition).map(({ path, code }) => `${path} ${code}`);
	expect(at({})).toEqual(
		expect.arrayContaining(['slug missing', 'title missing', 'window missing', 'form missing', 'stages missing']),
	);
	expect(at({ ...rich, title: { en: 'X' } })).toEqual(['title.zh missing-language']);
	expect(at({ ...rich, strange: 1 })).toEqual(['strange unknown-key']);
	expect(
		at({ ...rich, form: { fields: [{ id: 'a', kind: 'choice', label: { en: 'A', zh: '甲' }, options: [] }] } })[0],
	).toBe('form.fields.0.options empty-list');
});
