import fc from 'fast-check';
import type { Answers, FileAnswer, PersonEntry } from './answers.ts';
import { callSchema } from './call.ts';
import { type Form, type FormInput, formSchema } from './form.ts';

/*
 * A call for tests, with every kind of field, and arbitrary forms and answers for properties. Nothing here ships.
 */

const both = (en: string, zh = `${en}（中文）`) => ({ en, zh });

/** A form like that of the abstracts of a symposium: every kind of field once or more. */
export const sampleFormInput: FormInput = {
	sections: [
		{ id: 'work', title: both('Your work') },
		{ id: 'people', title: both('People') },
	],
	fields: [
		{
			id: 'track',
			kind: 'track',
			role: 'track',
			label: both('Track'),
			required: true,
			options: [
				{ id: 'T1', label: both('Spatial IT') },
				{ id: 'T3', label: both('Human health') },
			],
			outside: [{ id: 'planetary-defence', label: both('Planetary defence') }],
		},
		{
			id: 'title',
			kind: 'short-text',
			role: 'title',
			label: both('Title'),
			required: true,
			maxCharacters: 200,
			maths: true,
		},
		{
			id: 'abstract',
			kind: 'long-text',
			role: 'abstract',
			label: both('Abstract'),
			required: true,
			minWords: 250,
			maxWords: 500,
			visibleTo: 'reviewers',
		},
		{ id: 'keywords', kind: 'keywords', role: 'keywords', label: both('Keywords'), min: 2, max: 6 },
		{
			id: 'authors',
			kind: 'person-list',
			role: 'contributors',
			label: both('Authors'),
			required: true,
			needs: ['family', 'affiliation', 'email'],
			purpose: both('To name you in the programme and to write to you.'),
			retention: { days: 365, after: 'edition-end' },
		},
		{ id: 'place', kind: 'place', role: 'place', label: both('Place'), required: true },
		{
			id: 'mode',
			kind: 'choice',
			role: 'mode',
			label: both('On site or online'),
			required: true,
			changeableUntil: '2021-11-10T17:00',
			options: [
				{ id: 'on-site', label: both('On site') },
				{ id: 'online', label: both('Online') },
			],
		},
		{
			id: 'format',
			kind: 'choice',
			role: 'format',
			label: both('Form'),
			options: [
				{ id: 'talk', label: both('Talk') },
				{ id: 'poster', label: both('Poster') },
			],
		},
		{ id: 'student', kind: 'yes-no', role: 'student', label: both('Student competition'), required: true },
		{ id: 'language', kind: 'language', role: 'language', label: both('Language'), languages: ['en', 'zh'] },
		{
			id: 'supporting',
			kind: 'file',
			role: 'attachment',
			label: both('Supporting file'),
			types: ['application/pdf'],
			maxBytes: 10_000_000,
		},
		{
			id: 'original',
			kind: 'declaration',
			label: both('Original'),
			text: both('This is our own work.'),
			required: true,
		},
	],
};

export const sampleForm: Form = formSchema.parse(sampleFormInput);

/** A text of exactly so many words. */
export function wordsOf(count: number): string {
	return Array.from({ length: count }, (_, i) => `word${i + 1}`).join(' ');
}

export const samplePerson: PersonEntry = {
	given: 'Ada',
	family: 'Example',
	affiliation: 'University of Examples',
	country: 'FR',
	email: 'ada@university.example',
	orcid: '0000-0002-1825-0097',
	presenter: true,
};

/** Answers to the sample form with which it can be submitted. */
export function sampleAnswers(change: Partial<Answers> = {}): Answers {
	const answers: Record<string, Answers[string] | undefined> = {
		track: 'T3',
		title: 'Bone loss and $g$',
		abstract: wordsOf(300),
		keywords: ['bone', 'gravity'],
		authors: [
			samplePerson,
			{ ...samplePerson, given: 'Lei', family: 'Li', email: 'li@university.example', orcid: '', presenter: false },
		],
		place: { city: 'Toulouse', zone: 'Europe/Paris' },
		mode: 'on-site',
		format: 'talk',
		student: true,
		language: 'en',
		original: true,
		...change,
	};
	return Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== undefined)) as Answers;
}

/** A call around the sample form: open from 1 to 15 October 2021 in Shanghai. */
export const sampleCall = callSchema.parse({
	slug: 'abstracts',
	title: both('Abstracts', '摘要征集'),
	summary: both('Send us an abstract.', '欢迎投稿。'),
	window: { zone: 'Asia/Shanghai', opens: '2021-10-01', closes: '2021-10-15' },
	form: sampleFormInput,
	stages: [
		{
			id: 'decision',
			kind: 'determination',
			label: both('Decision'),
			announceBy: '2021-11-01',
			confirmBy: '2021-11-08',
			reasons: [
				{ id: 'scope', label: both('Out of scope') },
				{ id: 'full', label: both('The programme is full') },
			],
			outcomes: [
				{ id: 'talk', label: both('Talk'), effect: 'accept', format: 'talk', confirm: true },
				{ id: 'poster', label: both('Poster'), effect: 'accept', format: 'poster', confirm: true },
				{ id: 'poster-instead', label: both('Poster instead'), effect: 'accept', format: 'poster', confirm: true },
				{
					id: 'conditional',
					label: both('On conditions'),
					effect: 'conditional',
					needs: ['conditions'],
					confirm: true,
				},
				{ id: 'waitlist', label: both('Waiting list'), effect: 'waitlist' },
				{ id: 'moved', label: both('Moved to another track'), effect: 'accept', needs: ['track'], confirm: true },
				{ id: 'reject', label: both('Rejected'), effect: 'reject', needs: ['reason'] },
			],
		},
	],
});

const text = fc.string({ unit: 'grapheme', maxLength: 40 });

/** Arbitrary answers to a form as `answersFromForm` could have read them: clean, but right or wrong. */
export function arbitraryAnswers(form: Form, clean: (text: string, lines: boolean) => string): fc.Arbitrary<Answers> {
	const line = text.map((value) => clean(value, false));
	const word = line.map((value) => clean(value.replace(/[,;，；、]/gu, ''), false)).filter((value) => value !== '');
	const record: Record<string, fc.Arbitrary<Answers[string] | undefined>> = {};
	for (const field of form.fields) {
		const arbitrary = (() => {
			switch (field.kind) {
				case 'long-text':
					return fc.oneof(text, fc.nat(600).map(wordsOf)).map((value) => clean(value, true) || undefined);
				case 'keywords':
					return fc.array(word, { minLength: 1, maxLength: 9 });
				case 'choice':
				case 'track':
					return fc.constantFrom('talk', 'T1', 'T3', 'planetary-defence', 'online', 'on-site', 'x');
				case 'yes-no':
					return fc.boolean();
				case 'declaration':
					return fc.constant(true);
				case 'place':
					return fc.record({ city: word, zone: fc.oneof(fc.constantFrom('', 'Asia/Shanghai'), line) });
				case 'language':
					return fc.constantFrom('en', 'zh', 'fr');
				case 'file':
					return fc.constant(sampleFile);
				case 'person-list':
					return fc
						.tuple(
							fc.array(
								fc.record({
									given: line,
									family: word,
									affiliation: line,
									country: fc.constantFrom('', 'CN', 'FR', 'xx'),
									email: fc.oneof(line, fc.constant('a@b.example')),
									orcid: fc.constantFrom('', '0000-0002-1825-0097', '0000-0002-1825-0098', 'nonsense'),
								}),
								{ minLength: 1, maxLength: 6 },
							),
							fc.nat(7),
						)
						.map(([people, chosen]) => people.map((person, i) => ({ ...person, presenter: i === chosen })));
				default:
					return line.map((value) => value || undefined);
			}
		})();
		record[field.id] = fc.option(arbitrary as fc.Arbitrary<Answers[string] | undefined>, { nil: undefined });
	}
	return fc
		.record(record)
		.map(
			(answers) => Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== undefined)) as Answers,
		);
}

export const sampleFile: FileAnswer = { file: 'file1', name: 'figures.pdf', type: 'application/pdf', bytes: 1_200_000 };
