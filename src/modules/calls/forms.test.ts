import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locales } from '#core/i18n/index.ts';
import { cleanText } from '#core/text/index.ts';
import { type Answers, answersFromForm, formEntries } from './answers.ts';
import { answersAsked, askedFields } from './asked.ts';
import { checkAnswers, isUnkeepable, problemCodes } from './check.ts';
import { conditionInWords } from './condition-words.ts';
import { factsOf } from './facts.ts';
import { fieldKinds, formSchema } from './form.ts';
import { project } from './projection.ts';
import { diffVersions, readableAnswer } from './readable.ts';
import { answersTo, arbitraryForm, sampleFiles } from './testing-forms.ts';
import { answersFor, circles, formFor, mayRead } from './visibility.ts';

const clean = (text: string, lines: boolean) => cleanText(text, { lines });
const now = { stage: 'submit', at: Date.parse('2021-10-16T00:00:00Z'), zone: 'Asia/Shanghai' } as const;
const files = new Map(sampleFiles.map((file) => [file.file, file]));
/** So many cases of each property; `FORM_CASES=50000` for a long look. */
const numRuns = Number(process.env.FORM_CASES ?? 100);
const anyForm = arbitraryForm.map((input) => formSchema.parse(input));
const formAndAnswers = anyForm.chain((form) => fc.tuple(fc.constant(form), answersTo(form, clean)));
/** Anything that JSON can hold, also where it nearly fits. */
const formAndJson = formAndAnswers.chain(([form, answers]) => {
	const ids = fc.constantFrom(...form.fields.map((field) => field.id), 'other', '__proto__', 'constructor');
	const nearly = fc.constantFrom(...Object.values(answers), 'x', -1e300, [[]], [{}], { en: 1 }, { en: 'a\u0000' });
	return fc.tuple(fc.constant(form), fc.dictionary(ids, fc.oneof(nearly as fc.Arbitrary<unknown>, fc.jsonValue())));
});

describe('any form', () => {
	it('is the same after it was stored, and after it was read again', () => {
		const kinds = new Set<string>();
		fc.assert(
			fc.property(anyForm, (form) => {
				for (const { kind } of form.fields) kinds.add(kind);
				expect(formSchema.parse(JSON.parse(JSON.stringify(form)))).toEqual(form);
			}),
			{ numRuns: Math.max(numRuns, 300), seed: 4 },
		);
		expect([...kinds].sort()).toEqual([...fieldKinds].sort());
	});
	it('is refused or taken, and nothing else, whatever stands in a file', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
				expect(() => formSchema.safeParse({ fields: [one, other] })).not.toThrow();
				expect(() => formSchema.safeParse(one)).not.toThrow();
			}),
			{ numRuns },
		);
	});
	it('says its conditions in both languages', () => {
		fc.assert(
			fc.property(anyForm, (form) => {
				for (const { askIf } of form.fields) {
					for (const locale of locales) if (askIf) expect(conditionInWords(form, askIf, locale)).not.toBe('');
				}
			}),
			{ numRuns },
		);
	});
});

describe('answers to any form', () => {
	it('come back from a posted page as they were', () => {
		fc.assert(
			fc.property(formAndAnswers, ([form, answers]) => {
				expect(answersFromForm(form, formEntries(form, answers), files)).toEqual(answers);
			}),
			{ numRuns },
		);
	});
	it('are read from any names and values, and what is read can be kept', () => {
		const names = (ids: string[]) =>
			fc
				.tuple(
					fc.constantFrom(...ids),
					fc.constantFrom('', '.0', '.0.given', '.1.r-a', '.en', '.city', '.file', '.x.y'),
				)
				.map(([id, rest]) => id + rest);
		const posted = anyForm.chain((form) =>
			fc.tuple(
				fc.constant(form),
				fc.array(fc.tuple(names(form.fields.map(({ id }) => id)), fc.string({ unit: 'binary', maxLength: 30 }))),
			),
		);
		fc.assert(
			fc.property(posted, ([form, entries]) => {
				const answers = answersFromForm(form, entries, files);
				expect(checkAnswers(form, answers, { stage: 'draft' }).filter(isUnkeepable)).toEqual([]);
			}),
			{ numRuns },
		);
	});
	it('may be anything that JSON holds: what passes can be stored, read, searched, compared and posted again', () => {
		fc.assert(
			fc.property(formAndJson, ([form, json]) => {
				const found = checkAnswers(form, json, { stage: 'draft' });
				for (const { code } of found) expect(problemCodes).toContain(code);
				checkAnswers(form, json, now);
				if (found.some(isUnkeepable)) return;
				const answers = json as Answers;
				const stored = JSON.stringify(answers);
				expect(stored).not.toMatch(/\\u0000|\\ud[89a-f]/i);
				expect(JSON.parse(stored)).toEqual(answers);
				for (const field of form.fields) {
					for (const locale of locales) expect(typeof readableAnswer(field, answers[field.id], locale)).toBe('string');
				}
				expect(diffVersions(form, answers, {}, 'en')).toHaveLength(Object.keys(answers).length);
				for (const value of Object.values(factsOf(form, answers))) {
					expect(['string', 'number', 'boolean', 'object']).toContain(typeof value);
				}
				project(form, answers);
				for (const [, value] of formEntries(form, answers)) expect(typeof value).toBe('string');
			}),
			{ numRuns },
		);
	});
	it('have no mistake in a draft that they do not have at the end', () => {
		fc.assert(
			fc.property(formAndAnswers, ([form, answers]) => {
				const atEnd = checkAnswers(form, answers, now);
				expect(atEnd).toEqual(expect.arrayContaining(checkAnswers(form, answers, { stage: 'draft' })));
			}),
			{ numRuns },
		);
	});
	it('to what is not asked are dropped, and judged no more', () => {
		fc.assert(
			fc.property(formAndAnswers, ([form, answers]) => {
				const kept = answersAsked(form, answers);
				expect(answersAsked(form, kept)).toEqual(kept);
				expect(checkAnswers(form, kept, now)).toEqual(checkAnswers(form, answers, now));
				expect(askedFields(form, kept)).toEqual(askedFields(form, answers));
			}),
			{ numRuns },
		);
	});
	it('are read by fewer the narrower the circle, and named ones by their readers alone', () => {
		fc.assert(
			fc.property(formAndAnswers, ([form, answers]) => {
				const seen = circles.map((circle) => Object.keys(answersFor(form, answers, { circle, addresses: [] })));
				for (let i = 1; i < seen.length; i += 1) {
					for (const id of seen[i] ?? []) expect(seen[i - 1]).toContain(id);
				}
				for (const field of form.fields.filter(({ visibleTo }) => visibleTo === 'named')) {
					expect(seen.slice(1).flat()).not.toContain(field.id);
					expect(mayRead(field, { circle: 'organisers', addresses: ['READER@committee.example '] })).toBe(true);
					expect(mayRead(field, { circle: 'organisers', addresses: ['other@committee.example'] })).toBe(false);
					expect(Object.keys(factsOf(form, answers)).join()).not.toMatch(new RegExp(`(^|,)#?${field.id}(\\.|,|$)`));
				}
				const reader = { circle: 'reviewers', addresses: [] } as const;
				const known = formFor(form, reader).fields.map(({ id }) => id);
				for (const id of Object.keys(answersFor(form, answers, reader))) expect(known).toContain(id);
			}),
			{ numRuns },
		);
	});
});
