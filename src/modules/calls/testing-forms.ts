import fc from 'fast-check';
import type { Answer, Answers, FileAnswer } from './answers.ts';
import type { Condition } from './condition.ts';
import { plainNumber, readNumber } from './form/read-simple.ts';
import type { Field, Form, FormInput, RowField } from './form.ts';
import { sampleFile } from './testing.ts';

/*
 * Arbitrary forms of every kind of field, and answers to them, for properties. Nothing here ships.
 */

type FieldInput = FormInput['fields'][number];

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const label = fc.record({ en: word, zh: fc.constantFrom('题目', '说明', '金额', '日期') });
const options = fc
	.uniqueArray(word, { minLength: 1, maxLength: 4 })
	.chain((ids) => fc.tuple(...ids.map((id) => label.map((words) => ({ id: `o-${id}`, label: words })))));
const languages = fc.uniqueArray(fc.constantFrom('en', 'zh', 'fr', 'zh-Hant'), { minLength: 1, maxLength: 3 });
/** Two bounds in their order, either of which may be absent. */
const bounds = (max: number, least = 0) =>
	fc
		.tuple(fc.option(fc.integer({ min: least, max })), fc.option(fc.integer({ min: Math.max(1, least), max })))
		.map(([a, b]) => ({
			...(a === null ? {} : { min: b === null ? a : Math.min(a, b) }),
			...(b === null ? {} : { max: a === null ? b : Math.max(a, b) }),
		}));

type Kinds = Record<string, fc.Arbitrary<Record<string, unknown>>>;

const simpleKinds: Kinds = {
	'short-text': fc.record({ maxCharacters: fc.integer({ min: 1, max: 300 }), maths: fc.boolean() }),
	'long-text': bounds(500).map(({ min, max }) => ({
		...(min === undefined ? {} : { minWords: min }),
		...(max === undefined ? {} : { maxWords: max }),
	})),
	number: fc
		.tuple(bounds(10_000, -100), fc.integer({ min: 0, max: 6 }), fc.constantFrom({}, { currency: 'EUR' }))
		.map(([limits, decimals, currency]) => ({ ...limits, decimals, ...currency })),
	date: fc.constantFrom({}, { min: '2021-01-01' }, { min: '2021-01-01', max: '2021-12-31' }),
	country: fc.constant({}),
	choice: fc.oneof(
		options.map((list) => ({ options: list })),
		fc.tuple(options, bounds(4)).map(([list, limits]) => ({ options: list, multiple: true, ...limits })),
	),
	'yes-no': fc.constant({}),
	link: fc.constant({}),
};

const otherKinds: Kinds = {
	keywords: bounds(8),
	track: fc.tuple(options, options).map(([list, outside]) => ({
		options: list,
		outside: outside.map((option) => ({ ...option, id: `x-${option.id}` })),
	})),
	'person-list': fc
		.tuple(bounds(6), fc.constantFrom('none', 'one', 'some'), fc.option(options), fc.option(label))
		.map(([limits, presenter, roles, consents]) => ({
			...limits,
			max: limits.max ?? 10,
			presenter,
			...(roles ? { roles } : {}),
			...(consents ? { consents, needs: ['family', 'consent'] } : {}),
		})),
	place: fc.constant({}),
	declaration: label.map((text) => ({ text })),
	file: fc.constantFrom(
		{ types: ['application/pdf'], maxBytes: 5_000_000 },
		{ types: ['application/pdf'], maxBytes: 5_000_000, minPages: 1, maxPages: 2, paper: 'a4-or-letter' },
		{ types: ['image/png', 'image/jpeg'], maxBytes: 5_000_000, minWidth: 600 },
	),
	email: fc.constant({}),
	language: languages.map((list) => ({ languages: list })),
};

const rowKinds = fc
	.uniqueArray(word, { minLength: 1, maxLength: 4 })
	.chain((ids) =>
		fc.tuple(
			...ids.map((id) =>
				fc
					.tuple(pick(simpleKinds), label, fc.boolean())
					.map(([own, words, required]) => ({ id: `r-${id}`, label: words, required, ...own })),
			),
		),
	);

const group = fc.tuple(rowKinds, bounds(8)).map(([fields, limits]) => ({
	kind: 'group',
	fields,
	...limits,
	max: limits.max ?? 10,
	sums: fields
		.filter((field) => (field as { kind?: string }).kind === 'number')
		.map((field) => ({ field: field.id, label: field.label, max: 10_000 })),
}));

function pick(kinds: Kinds): fc.Arbitrary<Record<string, unknown>> {
	return fc.oneof(...Object.entries(kinds).map(([kind, own]) => own.map((parts) => ({ kind, ...parts }))));
}

const anyKind = fc.oneof(
	pick(simpleKinds),
	fc.tuple(pick(simpleKinds), languages, fc.constantFrom('one', 'all')).map(([own, tags, needs]) => {
		const isText = own.kind === 'short-text' || own.kind === 'long-text';
		return isText ? { ...own, inLanguages: { languages: tags, needs } } : own;
	}),
	pick(otherKinds),
	group,
);

function conditionOn(ids: readonly string[]): fc.Arbitrary<Condition> {
	const field = fc.constantFrom(...ids);
	const leaf: fc.Arbitrary<Condition> = fc.oneof(
		fc.record({ field, is: fc.array(fc.constantFrom('yes', 'no', 'o-a', 'CN', 'en'), { minLength: 1, maxLength: 3 }) }),
		fc.record({ field, filled: fc.boolean() }),
		fc.record({ field, atLeast: fc.integer({ min: -5, max: 5 }) }),
	);
	return fc.oneof(
		leaf,
		leaf.map((not) => ({ not })),
		fc.array(leaf, { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
		fc.array(leaf, { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
	);
}

/** Forms as a designer or a bundle could have written them: right by themselves and among their parts. */
export const arbitraryForm: fc.Arbitrary<FormInput> = fc
	.uniqueArray(word, { minLength: 1, maxLength: 8 })
	.chain((ids) =>
		fc.tuple(
			...ids.map((id, i) =>
				fc
					.tuple(
						anyKind,
						label,
						fc.boolean(),
						fc.constantFrom('organisers', 'reviewers', 'public', 'named'),
						i === 0 ? fc.constant(null) : fc.option(conditionOn(ids.slice(0, i))),
						fc.constantFrom(null, null, '2021-10-15', '2021-10-15T12:00'),
					)
					.map(([own, words, required, visibleTo, askIf, requiredAfter]) => ({
						...own,
						id,
						label: words,
						required,
						visibleTo,
						...(visibleTo === 'named' ? { viewers: ['reader@committee.example'] } : {}),
						...(askIf ? { askIf } : {}),
						...(requiredAfter ? { requiredAfter } : {}),
					})),
			),
		),
	)
	.map((fields) => ({ fields: fields as unknown as FieldInput[] }));

const text = fc.string({ unit: 'grapheme', maxLength: 40 });

export const sampleFiles: FileAnswer[] = [
	sampleFile,
	{ file: 'file2', name: 'paper.pdf', type: 'application/pdf', bytes: 90_000, pages: 2, paper: 'a4' },
	{ file: 'file3', name: 'portrait.png', type: 'image/png', bytes: 90_000, width: 500, height: 700 },
];

/** Answers as `answersFromForm` could have read them: clean, but right or wrong. */
export function answersTo(form: Form, clean: (text: string, lines: boolean) => string): fc.Arbitrary<Answers> {
	const line = text.map((value) => clean(value, false));
	const filled = line.map((value) => value || 'x');

	/** What is posted for a question of a row, and read back as the same. */
	const simple = (field: RowField): fc.Arbitrary<Answer | undefined> => {
		switch (field.kind) {
			case 'short-text':
				return line.map((value) => value || undefined);
			case 'long-text':
				return text.map((value) => clean(value, true) || undefined);
			case 'number':
				return fc.oneof(
					fc.integer({ min: -1000, max: 20_000 }),
					fc.double({ min: -100, max: 100, noNaN: true }).map((value) => readNumber(plainNumber(value)) as number),
					line.map((value) => (readNumber(value) === undefined ? value || undefined : undefined)),
				);
			case 'date':
				return fc.constantFrom('2021-02-28', '2021-02-30', '2024-02-29', '1999-12-31', 'soon');
			case 'country':
				return fc.constantFrom('CN', 'FR', 'nowhere');
			case 'yes-no':
				return fc.boolean();
			case 'link':
				return fc.constantFrom(
					'https://university.example/x',
					'http://a.example',
					'javascript:alert(1)',
					'https://x',
					'我',
				);
			case 'choice': {
				const id = fc.constantFrom(...field.options.map((option) => option.id), 'unknown');
				return field.multiple ? fc.uniqueArray(id, { minLength: 1, maxLength: 4 }) : id;
			}
		}
	};
	const answerTo = (field: Field): fc.Arbitrary<Answer | undefined> => {
		switch (field.kind) {
			case 'short-text':
			case 'long-text':
				if (!field.inLanguages) return simple(field);
				return fc
					.record(Object.fromEntries(field.inLanguages.languages.map((tag) => [tag, simple({ ...field })])))
					.map((texts) => present(texts as Record<string, string | undefined>));
			case 'number':
			case 'date':
			case 'country':
			case 'choice':
			case 'yes-no':
			case 'link':
				return simple(field);
			case 'track':
				return fc.constantFrom(...[...field.options, ...field.outside].map((option) => option.id), 'unknown');
			case 'keywords':
				return fc.array(
					filled.map((value) => clean(value.replace(/[,;，；、]/gu, ''), false) || 'x'),
					{ minLength: 1, maxLength: 9 },
				);
			case 'declaration':
				return fc.constant(true);
			case 'place':
				return fc.record({ city: filled, zone: fc.oneof(fc.constantFrom('', 'Asia/Shanghai'), line) });
			case 'language':
				return fc.constantFrom('en', 'zh', 'fr', 'de');
			case 'email':
				return fc.oneof(filled, fc.constant('a@b.example'));
			case 'file':
				return fc.constantFrom(...sampleFiles);
			case 'person-list':
				return fc.array(personOf(field), { minLength: 1, maxLength: 4 }).map((people) =>
					// One radio button is pressed at most.
					people.map((person, i) => ({
						...person,
						presenter:
							field.presenter === 'some'
								? person.presenter
								: field.presenter === 'one' && person.presenter && !people.slice(0, i).some((other) => other.presenter),
					})),
				);
			case 'group':
				return fc
					.array(fc.record(Object.fromEntries(field.fields.map((inner) => [inner.id, simple(inner)]))), {
						minLength: 1,
						maxLength: 4,
					})
					.map((rows) => rows.map((row) => present(row as Record<string, undefined>) ?? {}))
					.map((rows) => (Object.keys(rows.at(-1) ?? {}).length > 0 ? (rows as unknown as Answer) : undefined));
		}
	};
	const personOf = (field: Extract<Field, { kind: 'person-list' }>) =>
		fc.record({
			given: line,
			family: filled,
			affiliation: line,
			country: fc.constantFrom('', 'CN', 'FR', 'xx'),
			email: fc.oneof(line, fc.constant('a@b.example')),
			orcid: fc.constantFrom('', '0000-0002-1825-0097', 'nonsense'),
			presenter: fc.boolean(),
			...(field.roles ? { role: fc.constantFrom('', ...field.roles.map(({ id }) => id), 'unknown') } : {}),
			...(field.consents ? { consent: fc.boolean() } : {}),
		});
	return fc
		.record(Object.fromEntries(form.fields.map((field) => [field.id, fc.option(answerTo(field), { nil: undefined })])))
		.map((answers) => (present(answers) ?? {}) as Answers);
}

function present<T>(parts: Record<string, T | undefined>): Record<string, T> | undefined {
	const given = Object.entries(parts).filter((entry): entry is [string, T] => entry[1] !== undefined);
	return given.length > 0 ? Object.fromEntries(given) : undefined;
}
