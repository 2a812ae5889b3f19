/*
 * What the server takes and what it refuses for each setting of a question: an answer that fits, and one that does not, as a
 * page posts them, with the code of the refusal. Played by `tests/modules/settings/limits.test.ts`. Nothing here ships.
 */

/** Endings of the names of inputs (after the field's id), with their values. */
type Entries = readonly (readonly [string, string])[];

export interface Limit {
	field: Record<string, unknown>;
	good: Entries;
	bad: Entries;
	/** Why the bad one is refused; `null`: it is no answer at all, and not kept. */
	code: string | null;
}

const both = (en: string) => ({ en, zh: `${en}（中文）` });
const options = ['a', 'b', 'c'].map((id) => ({ id, label: both(id) }));
const text = (value: string): Entries => [['', value]];
const limit = (field: Record<string, unknown>, good: Entries, bad: Entries, code: string | null): Limit => {
	return { field, good, bad, code };
};
const one = (field: Record<string, unknown>, good: string, bad: string, code: string | null) =>
	limit(field, text(good), text(bad), code);

/** A whole person; without one part where it is named. */
function person(without?: string, more: Entries = []): Entries {
	const parts = {
		...{ given: 'Sam', family: 'Example', affiliation: 'Sample Institute', country: 'CN' },
		...{ email: 'sam@people.example', orcid: '0000-0002-1825-0097' },
	};
	const entries = Object.entries(parts).map(([part, value]) => [`.0.${part}`, part === without ? '' : value] as const);
	return [...entries, ...more];
}
const people = { kind: 'person-list', needs: ['family'], presenter: 'none', min: 0 };
const second: Entries = [['.1.family', 'Second']];

/** The same limits hold where a question stands by itself and where it stands in a row. */
const simple: Record<string, Limit> = {
	'(short-text).maxCharacters=any': one({ kind: 'short-text', maxCharacters: 3 }, 'abc', 'abcd', 'too-many-characters'),
	'(long-text).minWords=given': one({ kind: 'long-text', minWords: 2 }, 'two words', 'one', 'too-few-words'),
	'(long-text).maxWords=given': one(
		{ kind: 'long-text', maxWords: 2 },
		'two words',
		'now three words',
		'too-many-words',
	),
	'(long-text).maxCharacters=any': one({ kind: 'long-text', maxCharacters: 3 }, 'abc', 'abcd', 'too-many-characters'),
	'(number).min=given': one({ kind: 'number', min: 2 }, '2', '1', 'number-too-small'),
	'(number).max=given': one({ kind: 'number', max: 2 }, '2', '3', 'number-too-large'),
	'(number).decimals=any': one({ kind: 'number', decimals: 1 }, '2.5', '2.55', 'too-many-decimals'),
	'(date).min=given': one({ kind: 'date', min: '2021-10-02' }, '2021-10-02', '2021-10-01', 'date-too-early'),
	'(date).max=given': one({ kind: 'date', max: '2021-10-02' }, '2021-10-02', '2021-10-03', 'date-too-late'),
	'(choice).multiple=true': limit(
		{ kind: 'choice', options, multiple: true },
		[
			['', 'a'],
			['', 'b'],
		],
		text('z'),
		'unknown-option',
	),
	'(choice).min=given': limit(
		{ kind: 'choice', options, multiple: true, min: 2 },
		[
			['', 'a'],
			['', 'b'],
		],
		text('a'),
		'too-few-options',
	),
	'(choice).max=given': limit(
		{ kind: 'choice', options, multiple: true, max: 1 },
		text('a'),
		[
			['', 'a'],
			['', 'b'],
		],
		'too-many-options',
	),
};

const kinds: Record<string, Limit> = {
	number: one({ kind: 'number' }, '2', 'two', 'bad-number'),
	date: one({ kind: 'date' }, '2021-10-15', '2021-02-30', 'bad-date'),
	country: one({ kind: 'country' }, 'CN', 'Nowhere', 'bad-country'),
	choice: one({ kind: 'choice', options }, 'a', 'z', 'unknown-option'),
	'yes-no': one({ kind: 'yes-no' }, 'no', 'perhaps', null),
	link: one({ kind: 'link' }, 'https://sample.example/', 'javascript:alert(1)', 'bad-link'),
};

/** As a question of a form, or as one in the rows of a group. */
function placed(prefix: string, place: (of: Limit) => Limit): Record<string, Limit> {
	return {
		...Object.fromEntries(Object.entries(simple).map(([key, of]) => [prefix + key, place(of)])),
		...Object.fromEntries(Object.entries(kinds).map(([kind, of]) => [`${prefix}.kind=${kind}`, place(of)])),
	};
}

function inRow({ field, good, bad, code }: Limit): Limit {
	const row = (entries: Entries): Entries => [
		...entries.map(([, value]) => ['.0.inner', value] as const),
		['.0.other', 'x'],
	];
	return {
		field: {
			kind: 'group',
			fields: [
				{ ...field, id: 'inner', label: both('Inner') },
				{ kind: 'short-text', id: 'other', label: both('Other') },
			],
		},
		good: row(good),
		bad: row(bad),
		code,
	};
}

const inLanguages = (needs: string, languages = ['en', 'zh']) => ({
	kind: 'short-text',
	required: true,
	inLanguages: { languages, needs },
});
const money = { kind: 'number', id: 'cost', label: both('Cost') };

/** By setting and value, as the table names them. */
export const limits: Record<string, Limit> = {
	...placed('field', (of) => of),
	...placed('field(group).fields[]', inRow),
	'field.required=true': limit({ kind: 'short-text', required: true }, text('x'), [], 'required'),
	'field(group).fields[].required=true': limit(
		{ ...inRow(one({ kind: 'short-text', required: true }, '', '', '')).field },
		[
			['.0.inner', 'x'],
			['.0.other', 'y'],
		],
		[['.0.other', 'y']],
		'required',
	),
	'field.requiredAfter=given': limit({ kind: 'short-text', requiredAfter: '2021-10-01' }, text('x'), [], 'required'),
	'field(short-text|long-text).inLanguages=given': limit(
		inLanguages('one'),
		[['.zh', '字']],
		[['', 'in none']],
		'required',
	),
	'field(short-text|long-text).inLanguages.languages[]=any': limit(
		inLanguages('one', ['en']),
		[['.en', 'word']],
		[['.fr', 'mot']],
		'required',
	),
	'field(short-text|long-text).inLanguages.needs=one': limit(inLanguages('one'), [['.en', 'word']], [], 'required'),
	'field(short-text|long-text).inLanguages.needs=all': limit(
		inLanguages('all'),
		[
			['.en', 'word'],
			['.zh', '字'],
		],
		[['.en', 'word']],
		'required',
	),
	'field.kind=email': one({ kind: 'email' }, 'a@people.example', 'nobody', 'bad-email'),
	'field.kind=language': one({ kind: 'language', languages: ['en', 'zh'] }, 'zh', 'xx', 'unknown-language'),
	'field(language).languages[]=any': one({ kind: 'language', languages: ['en'] }, 'en', 'zh', 'unknown-language'),
	'field.kind=track': one({ kind: 'track', options }, 'a', 'z', 'unknown-option'),
	'field.kind=declaration': limit(
		{ kind: 'declaration', text: both('I declare.'), required: true },
		text('on'),
		text('no'),
		'not-declared',
	),
	'field.kind=place': limit(
		{ kind: 'place' },
		[
			['.city', 'Lyon'],
			['.zone', 'Europe/Paris'],
		],
		[
			['.city', 'Lyon'],
			['.zone', 'Mars/Olympus'],
		],
		'bad-zone',
	),
	'field(keywords).min=any': one({ kind: 'keywords', min: 2 }, 'one, two', 'one', 'too-few-keywords'),
	'field(keywords).max=any': one({ kind: 'keywords', max: 2 }, 'one, two', 'one, two, three', 'too-many-keywords'),
	'field(keywords).maxCharacters=any': one(
		{ kind: 'keywords', maxCharacters: 3 },
		'one',
		'four',
		'too-many-characters',
	),
	'field.kind=keywords': one({ kind: 'keywords' }, 'one, two', 'one, One', 'repeated-keyword'),
	'field.kind=person-list': limit(people, person(), person(undefined, [['.1.given', 'Nameless']]), 'required'),
	'field(person-list).min=any': limit({ ...people, min: 2 }, person(undefined, second), person(), 'too-few-people'),
	'field(person-list).max=any': limit({ ...people, max: 1 }, person(), person(undefined, second), 'too-many-people'),
	...Object.fromEntries(
		['given', 'family', 'affiliation', 'country', 'email', 'orcid'].map((part) => [
			`field(person-list).needs[]=${part}`,
			limit({ ...people, needs: [part] }, person(), person(part), 'required'),
		]),
	),
	'field(person-list).needs[]=consent': limit(
		{ ...people, needs: ['consent'], consents: both('I agree.') },
		person(undefined, [['.0.consent', 'on']]),
		person(),
		'no-consent',
	),
	'field(person-list).roles=given': limit(
		{ ...people, roles: options },
		person(undefined, [['.0.role', 'a']]),
		person(undefined, [['.0.role', 'z']]),
		'unknown-option',
	),
	'field(person-list).presenter=one': limit(
		{ ...people, presenter: 'one' },
		person(undefined, [['.presenter', '0']]),
		person(),
		'no-presenter',
	),
	'field(person-list).presenter=some': limit(
		{ ...people, presenter: 'some' },
		person(undefined, [['.0.presenter', 'on']]),
		person(),
		'no-presenter',
	),
	'field(group).min=any': limit(
		{ kind: 'group', fields: [money], min: 2 },
		[
			['.0.cost', '1'],
			['.1.cost', '2'],
		],
		[['.0.cost', '1']],
		'too-few-rows',
	),
	'field(group).max=any': limit(
		{ kind: 'group', fields: [money], max: 1 },
		[['.0.cost', '1']],
		[
			['.0.cost', '1'],
			['.1.cost', '2'],
		],
		'too-many-rows',
	),
	'field(group).sums[].max=given': limit(
		{ kind: 'group', fields: [money], sums: [{ field: 'cost', label: both('Sum'), max: 3 }] },
		[
			['.0.cost', '1'],
			['.1.cost', '2'],
		],
		[
			['.0.cost', '1'],
			['.1.cost', '3'],
		],
		'sum-too-large',
	),
	'field.kind=group': limit(
		{ kind: 'group', fields: [money] },
		[['.0.cost', '1']],
		[['.0.cost', 'free']],
		'bad-number',
	),
};

/** Those of files; what arrives is measured, so that the test makes it. */
export const fileLimits = [
	'field.kind=file',
	'field(file).types[]=any',
	'field(file).maxBytes=any',
	'field(file).minPages=given',
	'field(file).maxPages=given',
	'field(file).paper=a4',
	'field(file).paper=letter',
	'field(file).paper=a4-or-letter',
	'field(file).minWidth=given',
] as const;
