import { expect, it } from 'vitest';
import { transaction } from '#core/context/index.ts';
import { edition, notingJobs, person, refusalOf } from '#modules/calls/server/testing.ts';
import { testContext } from '../../setup/context.ts';
import {
	myReviews,
	reviewJobHandlers,
	reviewPage,
	reviewPersonData,
	saveScore,
	sayNotCompetent,
	ScoreConflict,
	scoresOfApplication,
	stageBoard,
} from '#modules/review/server/index.ts';
import { instantsOf, makePanel, type Person, review } from './panel.ts';

const ctx = await testContext({ jobs: { ...notingJobs().handlers, ...reviewJobHandlers }, at: instantsOf.bidding });
const both = (en: string) => ({ en, zh: `${en}（中文）` });
const chair = person('chair', { relation: 'chair', on: 'edition', id: edition });
const fields = [
	{ id: 'sound', kind: 'yes-no', label: both('Sound'), required: true, visibleTo: 'reviewers' },
	{
		id: 'why',
		kind: 'long-text',
		label: both('Why not'),
		required: true,
		maxWords: 3,
		askIf: { field: 'sound', is: ['no'] },
	},
	{ id: 'note', kind: 'short-text', label: both('Note'), maxCharacters: 10 },
];
const policy = { fields, confidence: true, notCompetent: true, comments: ['to-panel'] };
const whole = { 'points.novelty': '5', confidence: '3', sound: 'yes' };

it('asks the questions of the stage by the code of every form: a draft may be wrong, what is handed in is whole', async () => {
	const panel = await makePanel(ctx, 'form', policy);
	const [reader] = panel.members as [Person];
	const [application] = panel.applications as [string];
	const problemsOf = async (entries: Record<string, string>) =>
		(
			(await refusalOf(review(ctx, reader, application, entries))) as { problems: { path: string; code: string }[] }
		).problems.map(({ path, code }) => `${path} ${code}`);
	expect(await problemsOf({})).toEqual([
		'points.novelty points-missing',
		'confidence confidence-missing',
		'sound required',
	]);
	expect(await problemsOf({ ...whole, sound: 'no' })).toEqual(['why required']);
	expect(await problemsOf({ ...whole, sound: 'no', why: 'far too many words' })).toEqual(['why too-many-words']);
	expect(await problemsOf({ ...whole, note: 'far too long a note' })).toEqual(['note too-many-characters']);
	// Kept as it is, wrong and out of range.
	await review(ctx, reader, application, { 'points.novelty': '99', sound: 'no', why: 'far too many words' }, false);
	expect(await reviewPage(ctx, reader, { application })).toMatchObject({
		own: null,
		drafted: true,
		written: { points: { novelty: 99 }, answers: { sound: false, why: 'far too many words' }, confidence: null },
	});
	expect(await problemsOf({ ...whole, 'points.novelty': '99' })).toEqual(['points.novelty points-out-of-range']);
	// An answer to what is not asked is not handed in; one that was typed stays in the draft until then.
	await review(ctx, reader, application, { ...whole, why: 'Because' });
	const [stored] = (
		await ctx.byHand('select answers, fields, confidence from review_score order by position desc limit 1')
	).rows;
	expect(stored).toMatchObject({ answers: { sound: true }, confidence: 3 });
	expect(stored?.answers).not.toHaveProperty('why');
	expect(stored?.fields.map(({ id }: { id: string }) => id)).toEqual(['sound', 'why', 'note']);
});

it('keeps what was asked then: a question that is worded anew leaves earlier reviews as they were read', async () => {
	const panel = await makePanel(ctx, 'frozen', policy);
	const [reader] = panel.members as [Person];
	const [application] = panel.applications as [string];
	await review(ctx, reader, application, whole);
	await ctx.byHand(
		`update call_stage set definition = jsonb_set(definition, '{fields,0,label,en}', '"Reworded"') where call_id = $1`,
		[panel.call],
	);
	const read = await scoresOfApplication(ctx, chair, { application, locale: 'en' });
	expect(read?.stages[0]?.scores.find(({ scoredAt }) => scoredAt !== null)?.form.fields[0]?.label.en).toBe('Sound');
	expect((await reviewPage(ctx, reader, { application })).stage.fields[0]?.label.en).toBe('Reworded');
});

it('shows both texts of two pages that save over each other, and overwrites none', async () => {
	const panel = await makePanel(ctx, 'tabs', policy);
	const [reader] = panel.members as [Person];
	const [application] = panel.applications as [string];
	const { assignment, revision } = await reviewPage(ctx, reader, { application });
	const save = (text: string, from: number, submit = false) =>
		saveScore(ctx, reader, {
			assignment,
			entries: Object.entries({ ...whole, 'comment.to-panel': text }),
			revision: from,
			submit,
			locale: 'en',
		});
	const one = await save('Written in the first tab', revision);
	for (const submit of [false, true]) {
		const conflict = (await refusalOf(save('Written in the second tab', revision, submit))) as ScoreConflict;
		expect(conflict).toBeInstanceOf(ScoreConflict);
		expect(conflict.revision).toBe(one);
		const parts = conflict.changes.flatMap((change) => change.parts.map(({ kind, text }) => `${kind} ${text.trim()}`));
		expect(parts).toEqual(expect.arrayContaining(['removed first', 'added second']));
	}
	expect((await reviewPage(ctx, reader, { assignment })).written.comments['to-panel']).toBe('Written in the first tab');
	// A double click is none.
	expect(await save('Written in the first tab', revision)).toBe(one);
	const two = await save('Written in the second tab', one, true);
	expect(await save('Written in the second tab', one, true)).toBe(two);
	expect((await reviewPage(ctx, reader, { assignment })).versions).toHaveLength(1);
	await save('Written again', two, true);
	const { versions } = await reviewPage(ctx, reader, { assignment });
	expect(versions.map(({ number, changes }) => [number, changes.map(({ field }) => field.id)])).toEqual([
		[2, ['comment.to-panel']],
		[1, []],
	]);
});

it('who is not competent has answered and given no score: the place is free, the mean his no more, and he may score later', async () => {
	const panel = await makePanel(ctx, 'free', { ...policy, perApplication: 2 });
	const [reader, peer] = panel.members as [Person, Person];
	const [application] = panel.applications as [string];
	await review(ctx, reader, application, { ...whole, 'points.novelty': '10' });
	await review(ctx, peer, application, { ...whole, 'points.novelty': '0' });
	const row = async () =>
		(await stageBoard(ctx, chair, { desk: edition, call: 'free', stage: 'round', locale: 'en' })).rows[0];
	expect((await row())?.aggregate).toMatchObject({ n: 2, rawMean: 50 });
	await sayNotCompetent(ctx, reader, { application, text: 'Ask somebody of optics' });
	expect((await row())?.aggregate).toMatchObject({ n: 1, rawMean: 0 });
	expect((await row())?.aggregate?.flags).toContain('too-few');
	expect((await row())?.assigned.filter(({ notCompetent }) => notCompetent)).toMatchObject([
		{ personId: reader.personId, done: true },
	]);
	expect((await myReviews(ctx, reader))[0]?.tasks).toMatchObject([{ state: 'done', notCompetent: true }]);
	const read = await scoresOfApplication(ctx, chair, { application, locale: 'en' });
	expect(read?.stages[0]).toMatchObject({ mean: 0 });
	expect(JSON.stringify(read)).toContain('Ask somebody of optics');
	await review(ctx, reader, application, { ...whole, 'points.novelty': '10' });
	expect((await row())?.aggregate).toMatchObject({ n: 2, rawMean: 50 });
	expect((await reviewPage(ctx, reader, { application })).versions.map(({ notCompetent }) => notCompetent)).toEqual([
		false,
		true,
		false,
	]);
});

it('goes by the assignment: an id of its own for each reader and application, and nothing by another’s', async () => {
	const panel = await makePanel(ctx, 'ids', policy, { applications: 2 });
	const [reader, peer] = panel.members as [Person, Person];
	const [one, two] = panel.applications as [string, string];
	const pages = await Promise.all(
		[reader, peer].flatMap((actor) => [one, two].map((application) => reviewPage(ctx, actor, { application }))),
	);
	expect(new Set(pages.map(({ assignment }) => assignment)).size).toBe(4);
	for (const page of pages) {
		expect(JSON.stringify(page)).not.toMatch(new RegExp(`${one}|${two}`));
	}
	for (const task of (await myReviews(ctx, reader)).flatMap(({ tasks }) => tasks)) {
		expect(JSON.stringify(task)).not.toMatch(new RegExp(`${one}|${two}`));
		expect((await reviewPage(ctx, reader, { assignment: task.assignment })).assignment).toBe(task.assignment);
		expect(await refusalOf(reviewPage(ctx, peer, { assignment: task.assignment }))).toMatchObject({
			kind: 'not-found',
		});
	}
});

it('answers go with the person who wrote them; points and confidence stay as nobody’s', async () => {
	const panel = await makePanel(ctx, 'erased', policy);
	const [reader] = panel.members as [Person];
	const [application] = panel.applications as [string];
	await review(ctx, reader, application, { ...whole, note: 'My words' });
	const data = await reviewPersonData.export(ctx, reader.personId);
	expect(JSON.stringify(data)).toContain('My words');
	await transaction(ctx, (tx) => reviewPersonData.erase(tx, reader.personId));
	const [row] = (
		await ctx.byHand(
			`select s.answers, s.points, s.confidence from review_score s join review_assignment a on a.id = s.assignment_id where a.application_id = $1`,
			[application],
		)
	).rows;
	expect(row).toEqual({ answers: {}, points: { novelty: 5 }, confidence: 3 });
});

it('costs the same number of statements for a panel of two and of many', async () => {
	const cost = async (slug: string, members: number) => {
		const panel = await makePanel(
			ctx,
			slug,
			{ ...policy, scoreVisibility: 'panel', reviewerNames: 'always' },
			{ members },
		);
		const [application] = panel.applications as [string];
		for (const actor of panel.members) await review(ctx, actor, application, whole);
		const page = await ctx.countStatements(() => reviewPage(ctx, panel.members[0] as Person, { application }));
		return [page, await ctx.countStatements(() => scoresOfApplication(ctx, chair, { application, locale: 'en' }))];
	};
	expect(await cost('many', 8)).toEqual(await cost('few', 2));
});
