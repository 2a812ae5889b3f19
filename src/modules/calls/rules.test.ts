import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locales } from '#core/i18n/index.ts';
import { cleanText } from '#core/text/index.ts';
import { type Answers, answersFromForm, emptyPerson, formEntries } from './answers.ts';
import {
	type ApplicationEvent,
	applicationEvents,
	applicationStates,
	mayDecideAgain,
	stateAfter,
	stateForApplicant,
} from './application-state.ts';
import { checkAnswers, isUnkeepable, problemCodes } from './check.ts';
import { fieldById } from './form.ts';
import { diffVersions, personName, readableAnswer, sameAnswer } from './readable.ts';
import { arbitraryAnswers, sampleAnswers, sampleFile, sampleForm, samplePerson, wordsOf } from './testing.ts';
import { problemMessages } from './ui/messages.ts';
import { refusalMessages } from './ui/refusal-messages.ts';

const files = new Map([[sampleFile.file, sampleFile]]);
const clean = (text: string, lines: boolean) => cleanText(text, { lines });
const anyAnswers = arbitraryAnswers(sampleForm, clean);
const atEnd = { stage: 'submit', at: Date.parse('2021-10-10T00:00:00Z'), zone: 'Asia/Shanghai' } as const;
const problems = (change: Partial<Answers>, stage: 'draft' | 'submit' = 'submit') =>
	checkAnswers(sampleForm, sampleAnswers(change), stage === 'draft' ? { stage } : atEnd);
const only = (path: string, code: string, params?: Record<string, string | number>) => [
	params ? { path, code, params } : { path, code },
];

describe('checkAnswers', () => {
	it('lets a complete application pass', () => {
		expect(problems({})).toEqual([]);
		expect(problems({ supporting: sampleFile })).toEqual([]);
		expect(problems({ track: 'planetary-defence' })).toEqual([]);
	});
	it('counts the words of the abstract to the word', () => {
		const figures = (words: number) => ({ words, min: 250, max: 500 });
		expect(problems({ abstract: wordsOf(249) })).toEqual(only('abstract', 'too-few-words', figures(249)));
		expect(problems({ abstract: wordsOf(250) })).toEqual([]);
		expect(problems({ abstract: wordsOf(500) })).toEqual([]);
		expect(problems({ abstract: wordsOf(501) })).toEqual(only('abstract', 'too-many-words', figures(501)));
		expect(problems({ abstract: '空'.repeat(300) })).toEqual([]);
	});
	it('names each mistake at its place', () => {
		expect(problems({ track: undefined })).toEqual(only('track', 'required'));
		expect(problems({ track: 'T9' })).toEqual(only('track', 'unknown-option'));
		expect(problems({ title: 'x'.repeat(201) })).toEqual(
			only('title', 'too-many-characters', { characters: 201, max: 200 }),
		);
		expect(problems({ keywords: ['a'] })).toEqual(only('keywords', 'too-few-keywords', { count: 1, min: 2, max: 6 }));
		expect(problems({ keywords: ['a', 'A'] })).toEqual(only('keywords.1', 'repeated-keyword', { word: 'A' }));
		expect(problems({ place: { city: 'Paris', zone: 'Europe/Atlantis' } })).toEqual(only('place.zone', 'bad-zone'));
		expect(problems({ student: undefined })).toEqual(only('student', 'required'));
		expect(problems({ original: undefined })).toEqual(only('original', 'not-declared'));
		expect(problems({ language: 'fr' })).toEqual(only('language', 'unknown-language'));
		expect(problems({ supporting: { ...sampleFile, type: 'application/x-msdownload' } })).toEqual(
			only('supporting', 'file-type', {
				name: 'figures.pdf',
				found: 'application/x-msdownload',
				accepted: 'application/pdf',
			}),
		);
		expect(problems({ supporting: { ...sampleFile, bytes: 60_000_000 } })).toEqual(
			only('supporting', 'file-too-large', { name: 'figures.pdf', bytes: 60_000_000, max: 10_000_000 }),
		);
	});
	it('looks at each person', () => {
		const one = (change: object) => problems({ authors: [{ ...samplePerson, ...change }] });
		expect(one({ orcid: '0000-0002-1825-0098' })).toEqual(only('authors.0.orcid', 'bad-orcid-digit'));
		expect(one({ orcid: '123' })).toEqual(only('authors.0.orcid', 'bad-orcid'));
		expect(one({ email: 'nobody' })).toEqual(only('authors.0.email', 'bad-email'));
		expect(one({ email: '' })).toEqual(only('authors.0.email', 'required'));
		expect(one({ family: '' })).toEqual(only('authors.0.family', 'required'));
		expect(one({ country: 'XX' })).toEqual(only('authors.0.country', 'bad-country'));
		expect(one({ presenter: false })).toEqual(only('authors.presenter', 'no-presenter'));
		expect(problems({ authors: [samplePerson, { ...samplePerson, given: 'Bo' }] })).toEqual([
			...only('authors.1.orcid', 'repeated-orcid', { orcid: samplePerson.orcid }),
			...only('authors.presenter', 'several-presenters'),
		]);
		expect(problems({ authors: undefined })).toEqual(only('authors', 'required'));
	});
	it('asks nothing of an empty draft', () => {
		expect(checkAnswers(sampleForm, {}, { stage: 'draft' })).toEqual([]);
		expect(
			problems({ abstract: wordsOf(10), authors: [emptyPerson], place: { city: 'Paris', zone: '' } }, 'draft'),
		).toEqual([]);
	});
	it('finds in a draft nothing that it would not find at the end', () => {
		fc.assert(
			fc.property(anyAnswers, (answers) => {
				const found = checkAnswers(sampleForm, answers, atEnd);
				expect(found).toEqual(expect.arrayContaining(checkAnswers(sampleForm, answers, { stage: 'draft' })));
			}),
		);
	});
	it('takes anything that JSON holds, and keeps out what is no answer', () => {
		const shapes = fc.dictionary(
			fc.constantFrom(...sampleForm.fields.map((field) => field.id), 'other', '__proto__', 'constructor'),
			fc.oneof(
				fc.jsonValue(),
				fc.constant([{}]),
				fc.constant({ city: 1, zone: null }),
				fc.constant([{ ...samplePerson, extra: 1 }]),
			),
		);
		fc.assert(
			fc.property(shapes, (answers) => {
				const found = checkAnswers(sampleForm, answers, { stage: 'draft' });
				for (const problem of found) expect(problemCodes).toContain(problem.code);
				if (found.some(isUnkeepable)) return;
				// What is kept can be shown, compared and posted again.
				expect(diffVersions(sampleForm, answers as Answers, {}, 'en')).toHaveLength(Object.keys(answers).length);
				expect(() => formEntries(sampleForm, answers as Answers)).not.toThrow();
			}),
			{ numRuns: 500 },
		);
		expect(checkAnswers(sampleForm, { title: 'a\u0000b' }, { stage: 'draft' })).toEqual(only('title', 'wrong-shape'));
		expect(checkAnswers(sampleForm, { nonsense: 1 }, { stage: 'draft' })).toEqual(only('nonsense', 'unknown-field'));
	});
});

describe('answersFromForm and formEntries', () => {
	it('are each other’s inverse', () => {
		fc.assert(
			fc.property(anyAnswers, (answers) => {
				expect(answersFromForm(sampleForm, formEntries(sampleForm, answers), files)).toEqual(answers);
			}),
			{ numRuns: 500 },
		);
	});
	it('read what browsers post', () => {
		const answers = answersFromForm(
			sampleForm,
			[
				['title', '  Bone\tloss '],
				['abstract', 'one\r\ntwo\r\n'],
				['keywords', 'bone, gravity；微重力'],
				['authors.4.family', 'Second'],
				['authors.0.family', 'First'],
				['authors.0.orcid', 'https://orcid.org/0000-0002-1825-0097'],
				['authors.0.country', 'fr'],
				['authors.9.family', ''],
				['authors.presenter', '4'],
				['place.city', ''],
				['place.zone', 'Europe/Paris'],
				['student', 'no'],
				['supporting.file', 'somebody-else’s'],
				['submit', 'submit'],
				['__proto__', 'x'],
			],
			files,
		);
		expect(answers).toEqual({
			title: 'Bone loss',
			abstract: 'one\ntwo',
			keywords: ['bone', 'gravity', '微重力'],
			authors: [
				{ ...emptyPerson, family: 'First', orcid: '0000-0002-1825-0097', country: 'FR' },
				{ ...emptyPerson, family: 'Second', presenter: true },
			],
			student: false,
		});
	});
	it('survive any names and values', () => {
		const name = fc.oneof(
			fc.string(),
			fc.constantFrom(
				'authors.0.family',
				'authors.99999999.family',
				'authors.-1.family',
				'authors..family',
				'authors',
				'place',
				'keywords',
			),
		);
		fc.assert(
			fc.property(fc.array(fc.tuple(name, fc.string({ unit: 'binary' }))), (entries) => {
				const answers = answersFromForm(sampleForm, entries);
				expect(checkAnswers(sampleForm, answers, { stage: 'draft' }).some(isUnkeepable)).toBe(false);
				expect(answersFromForm(sampleForm, formEntries(sampleForm, answers))).toEqual(answers);
			}),
			{ numRuns: 500 },
		);
	});
});

describe('versions compared', () => {
	it('show what changed, by words where it is text', () => {
		const before = sampleAnswers();
		const after = sampleAnswers({ title: 'Bone gain and $g$', mode: 'online', keywords: undefined });
		const changes = diffVersions(sampleForm, before, after, 'en');
		expect(changes.map((change) => change.field.id)).toEqual(['title', 'keywords', 'mode']);
		expect(changes[0]?.parts).toEqual([
			{ kind: 'same', text: 'Bone ' },
			{ kind: 'removed', text: 'loss' },
			{ kind: 'added', text: 'gain' },
			{ kind: 'same', text: ' and $g$' },
		]);
		expect(changes[1]?.parts).toEqual([{ kind: 'removed', text: 'bone; gravity' }]);
		expect(changes[2]?.parts.map((part) => part.text)).toEqual(['On site', 'Online']);
	});
	it('are empty exactly when nothing changed, whatever the order of keys', () => {
		fc.assert(
			fc.property(anyAnswers, anyAnswers, (a, b) => {
				expect(diffVersions(sampleForm, a, a, 'zh')).toEqual([]);
				const reordered = Object.fromEntries(
					Object.entries(a).map(([id, answer]) => [
						id,
						typeof answer === 'object' && !Array.isArray(answer)
							? Object.fromEntries(Object.entries(answer).reverse())
							: answer,
					]),
				) as Answers;
				expect(diffVersions(sampleForm, a, reordered, 'en')).toEqual([]);
				const changed = diffVersions(sampleForm, a, b, 'en').map((change) => change.field.id);
				for (const field of sampleForm.fields) {
					expect(changed.includes(field.id)).toBe(!sameAnswer(a[field.id], b[field.id]));
				}
			}),
		);
	});
	it('show the answers to a question that a later form no longer asks', () => {
		const later = { ...sampleForm, version: 2, fields: sampleForm.fields.filter((field) => field.id !== 'format') };
		const changes = diffVersions(later, sampleAnswers(), sampleAnswers({ format: undefined }), 'en', sampleForm);
		expect(changes).toMatchObject([{ field: { id: 'format' }, parts: [{ kind: 'removed', text: 'Talk' }] }]);
	});
});

describe('answers in words', () => {
	it('are said in both languages', () => {
		const say = (id: string, locale: 'en' | 'zh') => {
			const field = fieldById(sampleForm, id);
			return field ? readableAnswer(field, sampleAnswers()[id], locale) : '';
		};
		expect(say('track', 'en')).toBe('Human health');
		expect(say('student', 'zh')).toBe('是');
		expect(say('language', 'zh')).toBe('英语');
		expect(say('authors', 'en')).toBe(
			'1. Ada Example, University of Examples, France, ada@university.example, 0000-0002-1825-0097 (presenter)\n' +
				'2. Lei Li, University of Examples, France, li@university.example',
		);
	});
	it('put a Chinese family name first', () => {
		expect(personName({ given: '伟', family: '李' })).toBe('李伟');
		expect(personName({ given: 'Wei', family: 'Li' })).toBe('Wei Li');
	});
});

describe('the life of an application', () => {
	const events = fc.array(fc.constantFrom(...applicationEvents), { maxLength: 40 });
	const walk = (list: ApplicationEvent[]) => {
		const path: { event: ApplicationEvent; state: string }[] = [];
		let state: (typeof applicationStates)[number] = 'submitted';
		for (const event of list) {
			const next = stateAfter(state, event);
			if (next === null) continue;
			state = next;
			path.push({ event, state });
		}
		return { state, path };
	};
	it('has an answer to every event in every state', () => {
		for (const state of applicationStates) {
			for (const event of applicationEvents) {
				const next = stateAfter(state, event);
				expect(next === null || applicationStates.includes(next)).toBe(true);
			}
		}
	});
	it('never announces what is not decided, confirms what is not announced, or comes back from a withdrawal', () => {
		fc.assert(
			fc.property(events, (list) => {
				const { path } = walk(list);
				path.forEach(({ event }, i) => {
					const before = path.slice(0, i).map((step) => step.event);
					if (event === 'announce')
						expect(before.lastIndexOf('decide')).toBeGreaterThan(before.lastIndexOf('announce'));
					if (event === 'confirm' || event === 'decline') expect(before).toContain('announce');
					if (event === 'change') expect(before).not.toContain('confirm');
					expect(before).not.toContain('withdraw');
				});
			}),
			{ numRuns: 1000 },
		);
	});
	it('can reach every state', () => {
		const reached = new Set<string>();
		fc.assert(
			fc.property(events, (list) => {
				reached.add(walk(list).state);
			}),
			{ numRuns: 2000, seed: 1 },
		);
		expect([...reached].sort()).toEqual([...applicationStates].sort());
	});
	it('hides a decision from its applicant until it is announced', () => {
		expect(stateForApplicant('decided', undefined)).toBe('submitted');
		expect(stateForApplicant('decided', { answer: null, effect: 'accept', reopenedAt: null })).toBe('announced');
		expect(stateForApplicant('decided', { answer: 'declined', effect: 'accept', reopenedAt: null })).toBe('declined');
		for (const state of applicationStates) expect(stateForApplicant(state, undefined)).not.toBe('decided');
		expect(mayDecideAgain('announced', 'reject')).toBe(false);
		expect(mayDecideAgain('announced', 'accept')).toBe(false);
		expect(mayDecideAgain('announced', 'waitlist')).toBe(true);
		expect(mayDecideAgain('withdrawn', null)).toBe(false);
	});
	it('never leaves an applicant with fewer rights for a decision that he does not know', () => {
		for (const event of ['change', 'withdraw', 'confirm', 'decline'] as const) {
			expect(stateAfter('decided', event) === null).toBe(stateAfter('submitted', event) === null);
		}
	});
});

describe('the sentences', () => {
	it('exist for every code, in both languages, with their figures', () => {
		const params = {
			words: 249,
			min: 250,
			max: 500,
			characters: 201,
			count: 3,
			word: 'bone',
			types: 'application/pdf',
			bytes: 60_000_000,
		};
		for (const locale of locales) {
			for (const code of problemCodes) expect(problemMessages[locale][code](params)).toMatch(/[.。]$/);
		}
		expect(problemMessages.en['too-few-words'](params)).toBe('249 words so far; 250 to 500 are asked for.');
		expect(problemMessages.zh['too-few-words'](params)).toBe('现有 249 字（词），要求 250 至 500 字（词）。');
	});
	it('say the deadline in both zones', () => {
		const params = { closesAt: Date.parse('2021-10-15T16:00:00Z'), zone: 'Asia/Shanghai' };
		expect(refusalMessages.en['window-closed'](params)).toMatch(
			/15 October 2021, 23:59.*UTC\+8.*15 October 2021, 15:59/,
		);
		expect(refusalMessages.zh['window-closed'](params)).toMatch(/2021年10月15日 23:59.*2021年10月15日 15:59/);
	});
});
