import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { typedTexts } from '#core/http/index.ts';
import { inProject } from '#core/paths/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { draftOfTyped } from '#modules/newsroom/article-form.ts';
import { withChosen } from '../[edition]/site/conflict.ts';
import { conflictPlaces } from './[article]/article-conflict.ts';
import { previewsOf } from './[article]/article-previews.ts';
import { findPeople } from './[article]/find-people.ts';
import { missingOf } from './[article]/missing.ts';
import { historyMessages } from './[article]/history/messages.ts';
import { readMoment, typedMoment } from './[article]/publish/moment-form.ts';
import { atSubmission } from './[article]/publish/submission-form.ts';
import { readSent } from './[article]/read-sent.ts';
import { placedProblems } from './[article]/say-problem.ts';
import { pictureProblems, withBlock, withByline, withTopic } from './[article]/text-edits.ts';
import { typedPicture } from './[article]/picture-form.ts';
import { listHref, listQueryOf } from './list-query.ts';
import { sayRefusal } from './refusal-messages.ts';

test('the list is asked by its address, and what makes no sense is left aside', () => {
	const query = listQueryOf(new URLSearchParams('state=scheduled&edition=ipspace-2021&topic=climate&q= moon &page=3'));
	expect(query).toEqual({ state: 'scheduled', edition: 'ipspace-2021', topic: 'climate', q: 'moon', page: 3 });
	expect(listQueryOf(new URLSearchParams(listHref(query)))).toEqual(query);
	expect(listQueryOf(new URLSearchParams('state=burnt&q=&page=-7'))).toEqual({ page: 1 });
	expect(listHref({ page: 1 })).toBe('');
});

test('without a session what was typed is read, a picture is not, and nothing large is held', async () => {
	const sent = (more: (form: FormData) => void) => {
		const form = new FormData();
		form.set('revision', '7');
		form.set('quotation.words', 'Said once.');
		more(form);
		return new Request('https://orrery.test/desk', { method: 'POST', body: form });
	};
	const picture = (form: FormData) => form.set('picture.file', new File([Buffer.alloc(50_000, 1)], 'a.png'));
	expect((await readSent(sent(picture), { signedIn: true })).file?.bytes).toHaveLength(50_000);
	const kept = await readSent(sent(picture), { signedIn: false });
	expect(kept).toMatchObject({ revision: 7, quotation: { words: 'Said once.' }, file: undefined, problems: [] });
	// A session ends while he writes: neither a picture beside it nor the length of what he wrote takes it from him.
	const camera = (form: FormData) => form.set('picture.file', new File([Buffer.alloc(6_000_000, 1)], 'a.jpg'));
	expect(await readSent(sent(camera), { signedIn: false })).toMatchObject({
		quotation: { words: 'Said once.' },
		file: undefined,
		problems: [],
	});
	const long = (form: FormData) => {
		for (let i = 0; i < 6; i += 1) form.set(`text-${i}`, 'x'.repeat(900_000));
		for (let i = 0; i < 600; i += 1) form.append('sources', '');
	};
	expect((await readSent(sent(long), { signedIn: false })).revision).toBe(7);
	const large = (form: FormData) => {
		for (let i = 0; i < 10; i += 1) form.set(`text-${i}`, `Text ${i} ${'x'.repeat(900_000)}`);
	};
	const many = (form: FormData) => {
		for (let i = 0; i < 3001; i += 1) form.set(`text-${i}`, '');
	};
	for (const [body, code] of [
		[large, 'form-too-large'],
		[many, 'too-many-fields'],
	] as const) {
		const request = sent(body);
		await expect(readSent(request, { signedIn: false })).rejects.toMatchObject({ kind: 'too-large', code });
		// The page of the refusal shows what was typed.
		expect(typedTexts(request)[0]).toBe('Said once.');
	}
	expect((await readSent(sent(large), { signedIn: true })).revision).toBe(7);
});

test('a picture of any weight beside a text leaves the text whole', async () => {
	const form = new FormData();
	form.set('texts.en.body', 'Before the picture.');
	form.set('picture.file', new File([Buffer.alloc(130_000_000)], 'enormous.tif'));
	form.set('quotation.words', 'After the picture.');
	const request = new Request('https://orrery.test/desk', { method: 'POST', body: form });
	const read = await readSent(request, { signedIn: true });
	expect(read).toMatchObject({ quotation: { words: 'After the picture.' }, file: undefined });
	expect(read.problems).toMatchObject([{ path: 'picture.file', code: 'file-too-large' }]);
});

test('a topic that is in use is put among those that are typed, once', () => {
	const put = (topics: string, topic: string) => withTopic({ topics, sample: false }, topic);
	expect(put('', 'climate')).toEqual({ typed: { topics: 'climate', sample: false }, focus: { path: 'topics' } });
	expect(put('debris, law，', 'climate').typed.topics).toBe('debris, law, climate');
	expect(put('debris climate', 'climate').typed.topics).toBe('debris climate');
	expect(put('debris', '').typed.topics).toBe('debris');
	// What the form says is what a draft keeps.
	expect(draftOfTyped(put('debris, law，', 'climate').typed).topics).toEqual(['debris', 'law', 'climate']);
});

test('people are found by any part of their name, in either language, whatever the accents', () => {
	const choices = [
		{ key: 'lin-yiming', name: { en: 'Lin Yiming', zh: '林一鸣' }, edition: 'a-2021' },
		{ key: 'jose-sample', name: { en: 'José Sample' }, edition: 'a-2021' },
	];
	expect(findPeople(choices, 'sample jose', 'en')).toEqual([
		{ key: 'jose-sample', name: 'José Sample', about: 'a-2021' },
	]);
	expect(findPeople(choices, '一鸣', 'zh')).toEqual([
		{ key: 'lin-yiming', name: '林一鸣', about: 'Lin Yiming · a-2021' },
	]);
	for (const nobody of ['', '  ', 'nobody']) expect(findPeople(choices, nobody, 'en')).toEqual([]);
	const many = Array.from({ length: 40 }, (_, i) => ({ key: `a-${i}`, name: { en: `Ann ${i}` }, edition: 'a' }));
	expect(findPeople(many, 'ann', 'en')).toHaveLength(12);
});

test('of two drafts it is said who changed what, and a choice takes just that', () => {
	const shown = { texts: { en: { title: 'Old', body: 'Body', ready: true } }, topics: ['a'] };
	const mine = { texts: { en: { title: 'Mine', body: 'Body', ready: true } }, topics: ['a', 'b'], pictures: [] };
	const theirs = {
		texts: { en: { title: 'Theirs', body: 'New body', ready: true } },
		topics: ['a'],
		pictures: [{ id: 'one' }],
	};
	const places = conflictPlaces({ shown, mine, theirs }, 'en');
	expect(places.map(({ path, changed }) => [path, changed])).toEqual([
		['texts.en.title', 'both'],
		['texts.en.body', 'theirs'],
		['topics', 'mine'],
	]);
	expect(places[0]).toMatchObject({ label: 'Title (English)', mine: 'Mine', theirs: 'Theirs' });
	expect(withChosen(theirs, mine, ['topics'])).toMatchObject({
		topics: ['a', 'b'],
		texts: { en: { title: 'Theirs' } },
	});
	// Nobody knows with what both began: everything that differs must be chosen.
	expect(conflictPlaces({ shown: null, mine, theirs }, 'en').every(({ changed }) => changed === 'both')).toBe(true);
});

describe('a time is an instant in a zone', () => {
	const form = (day: string, time: string, zone: string) => {
		const data = new FormData();
		for (const [part, value] of Object.entries({ day, time, zone })) data.append(`at.${part}`, value);
		return typedMoment(data, 'at');
	};
	const problemOf = (typed: ReturnType<typeof form>) => {
		try {
			return readMoment(typed, 'at');
		} catch (refusal) {
			return (refusal as Refusal).problems[0];
		}
	};
	test('as people of both languages type it', () => {
		expect(readMoment(form('2021-11-18', '9:05', 'Asia/Shanghai'), 'at')).toBe(Date.UTC(2021, 10, 18, 1, 5));
		expect(readMoment(form('2021-11-18', '０９：０５', 'UTC'), 'at')).toBe(Date.UTC(2021, 10, 18, 9, 5));
	});
	test('or it is said what is wrong', () => {
		expect(problemOf(form('2021-02-30', '09:00', 'UTC'))).toEqual({ path: 'at.day', code: 'moment' });
		expect(problemOf(form('2021-11-18', '25:00', 'UTC'))).toEqual({ path: 'at.day', code: 'moment' });
		expect(problemOf(form('', '', 'UTC'))).toEqual({ path: 'at.day', code: 'moment' });
		expect(problemOf(form('2021-11-18', '09:00', 'Mars/Base'))).toEqual({ path: 'at.zone', code: 'no-such-zone' });
	});
});

test('a picture needs words in both languages, unless it only decorates', () => {
	const typed = (fields: Record<string, string>) => typedPicture((name) => fields[name] ?? '');
	const paths = (fields: Record<string, string>, file: boolean) =>
		pictureProblems(typed(fields), file, 'picture.').map(({ path }) => path);
	expect(paths({}, false)).toEqual(['picture.file', 'picture.alternative.en', 'picture.alternative.zh']);
	expect(paths({ 'alternative.en': 'A hall', 'alternative.zh': ' ' }, true)).toEqual(['picture.alternative.zh']);
	expect(paths({ decorative: 'yes' }, true)).toEqual([]);
	const said = placedProblems(
		[{ path: 'picture.file', code: 'file-too-large', params: { max: 15_000_000 } }],
		{ related: [], pictures: [] },
		'en',
	);
	expect(said.problems['picture.file']).toContain('15 MB');
});

test('what is put into a form leaves everything else in it as it was', () => {
	const typed = {
		texts: { en: { title: 'T', body: 'One.' }, zh: { body: '一。' } },
		byline: [{ person: 'a' }],
		topics: 'x',
	};
	const put = withBlock(typed, 'en', 'X', undefined);
	expect(put).toEqual({
		typed: { ...typed, texts: { en: { title: 'T', body: 'One.\n\nX\n' }, zh: { body: '一。' } } },
		focus: { path: 'texts.en.body', caret: 7 },
	});
	expect(withByline(typed, { key: 'b', name: { en: 'B' } })).toMatchObject({
		typed: { byline: [{ person: 'a' }, { person: 'b', name: { en: 'B', zh: '' } }], topics: 'x' },
		focus: { path: 'byline.1.role.en' },
	});
});

test('what is missing leads to where it is mended, what stops it first', () => {
	const draft = { related: [], pictures: [{ id: 'launch' }] } as never;
	const missing = missingOf(
		[
			{ severity: 'warning', path: 'byline', code: 'no-byline' },
			{ severity: 'error', path: 'pictures.0.alternative.zh', code: 'missing-alternative', params: { id: 'launch' } },
			{ severity: 'error', path: 'texts.en.title', code: 'missing' },
		],
		draft,
		'en',
	);
	expect(missing.map(({ path, picture, stops }) => [path, picture, stops])).toEqual([
		['pictures.launch', 'launch', true],
		['texts.en.title', undefined, true],
		['byline', undefined, false],
	]);
});

test('a preview shows no markup of its writer, and names without links', () => {
	const body = '## One\n\n<script>alert(1)</script>\n\n> We stay.\n> — [Ann Sample](person:ann-sample)';
	const { en, zh } = previewsOf('a1', { texts: { en: { title: 'A <b>', body, ready: true } }, pictures: [] });
	expect(en).toContain('A &lt;b&gt;');
	expect(en).toContain('<h4>One</h4>');
	expect(en).not.toContain('<script');
	expect(en).not.toContain('person:');
	expect(en).toContain('Ann Sample');
	expect(zh).toBe('');
});

test('a refusal says its instants with their zone', () => {
	const until = Date.UTC(2021, 10, 18, 1);
	expect(
		sayRefusal(new Refusal('conflict', 'embargo-running', { params: { until } }), 'en', 'Asia/Shanghai'),
	).toContain('UTC+8');
	expect(sayRefusal({ code: 'never-heard-of' }, 'zh')).toBe('未能完成操作，未作任何更改。');
});

test('a note that is refused with a submission is refused at its own field', () => {
	const long = { path: 'note', code: 'too-long', params: { max: 4000 } };
	const thrown = (error: unknown) => {
		try {
			atSubmission(error);
		} catch (refusal) {
			return refusal;
		}
	};
	expect(thrown(new Refusal('invalid', 'invalid-input', { problems: [long] }))).toMatchObject({
		problems: [{ ...long, path: 'submission' }],
	});
	const other = new Refusal('conflict', 'article-changed');
	expect(thrown(other)).toBe(other);
});

test('whatever the newsroom notes of an article has words in its history', () => {
	const folder = inProject('src', 'modules', 'newsroom', 'server');
	const sources = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
	const noted = sources.flatMap((name) =>
		[...readFileSync(join(folder, name), 'utf8').matchAll(/action: '([a-z-]+)'/g)].map(
			([, action]) => action as string,
		),
	);
	expect(noted.length).toBeGreaterThan(10);
	// What is thrown away has no history that anybody could read.
	const wordless = noted.filter(
		(action) => action !== 'discard-article' && !Object.hasOwn(historyMessages.en.event, action),
	);
	expect(wordless).toEqual([]);
});
