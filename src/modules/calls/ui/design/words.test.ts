import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FormField, Shape } from '#core/record-form/index.ts';
import { inProject } from '#core/paths/index.ts';
import { everyPart, formOfObject } from '../../design.ts';
import { ruleWords } from './rule-words.ts';
import { findChoice, findLabel, labelledPaths } from './words.ts';

const within = (shape: Shape): FormField[] =>
	shape.as === 'group' ? shape.fields.flatMap(deep) : shape.as === 'list' ? within(shape.item) : [];
const deep = (field: FormField): FormField[] => [field, ...within(field.shape)];
/** Every property of every part of a call, at whatever depth. */
const fields = everyPart().flatMap(({ part, object }) =>
	formOfObject(part, object)
		.fields.flatMap(deep)
		.map((field) => ({ part, field })),
);

test.each(['en', 'zh'] as const)('every property of a call has a label in %s, and none is left over', (locale) => {
	expect(fields.length).toBeGreaterThan(150);
	const unlabelled = fields.filter(({ part, field }) => !findLabel(part, field.path, locale)?.label);
	// A property that was added to the schema of calls needs its name in ui/design/labels-*, in both languages.
	expect([...new Set(unlabelled.map(({ part, field }) => `${part}.${field.path}`))]).toEqual([]);
	const paths = new Set(fields.map(({ part, field }) => `${part}.${field.path}`));
	expect(labelledPaths(locale).filter((path) => !paths.has(path))).toEqual([]);
});

test.each(['en', 'zh'] as const)('every choice has a word in %s', (locale) => {
	const choices = fields.flatMap(({ part, field: { path, shape } }) =>
		shape.as === 'choice' || shape.as === 'several' ? shape.options.map((value) => ({ part, path, value })) : [],
	);
	expect(choices.length).toBeGreaterThan(100);
	expect(choices.filter(({ part, path, value }) => !findChoice(part, path, value, locale))).toEqual([]);
});

test('every rule that a schema of calls can break has a sentence', () => {
	const folder = inProject('src/modules/calls');
	const files = [
		...['call', 'stage', 'stage-review', 'attestation-rule', 'fulfilment-rule', 'window'].map((name) =>
			join(folder, `${name}.ts`),
		),
		...readdirSync(join(folder, 'form')).map((name) => join(folder, 'form', name)),
	];
	const found = files.flatMap((file) => {
		const text = readFileSync(file, 'utf8');
		return [
			...text.matchAll(/issue\(\s*[^;]*?,\s*'([^']* [^']*)',?\s*\)/g),
			...text.matchAll(/refine\([^;]*?,\s*'([^']* [^']*)'/g),
			...text.matchAll(/message: '([^']*)'/g),
		].map((match) => match[1] ?? '');
	});
	expect(found.length).toBeGreaterThan(25);
	expect([...new Set(found)].filter((text) => !Object.hasOwn(ruleWords.en, text))).toEqual([]);
});
