import { beforeAll, describe, expect, test } from 'vitest';
import { runDue } from '#core/clock/index.ts';
import { notingJobs, refusalOf } from '#modules/calls/server/testing.ts';
import { decide } from '#modules/calls/server/index.ts';
import { edition } from '#modules/calls/server/testing.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import { expectSameCost } from '../../../../../tests/setup/queries.ts';
import {
	apply,
	ask,
	assignmentOf,
	makeAuthor,
	makePanel,
	makePerson,
	makeReview,
	type Person,
	present,
	reviewerTokens,
	score,
	start,
} from '../discussion/testing.ts';
import {
	aroundReviews,
	discussionJobHandlers,
	rebuttalPage,
	reviewDueHandlers,
	reviewJobHandlers,
	saveRebuttal,
	sayNotCompetent,
} from '../index.ts';

const ctx = await testContext({
	jobs: { ...notingJobs().handlers, ...reviewJobHandlers, ...discussionJobHandlers },
	at: start,
});
const inWindow = Date.parse('2021-10-26T09:00:00+08:00');
const afterwards = Date.parse('2021-10-29T09:00:00+08:00');
let call = '';
let application = '';
let panel: Person[] = [];
let author: Person;
let chair: Person;

const place = (of = application) => ({ application: of, stage: 'first' });
const page = async (actor: Person = author, of = application) =>
	rebuttalPage(ctx, await present(ctx, actor), { ...place(of), locale: 'en' });
const save = async (text: string, options: { submit?: boolean; revision?: number; actor?: Person } = {}) => {
	const { revision } = await page();
	return saveRebuttal(ctx, options.actor ?? author, {
		...place(),
		text,
		revision: options.revision ?? revision,
		submit: options.submit ?? true,
	});
};
const around = async (who: Person, of = application) =>
	aroundReviews(ctx, await present(ctx, who), {
		as: 'member',
		assignment: await assignmentOf(ctx, of, who),
		locale: 'en',
	});

beforeAll(async () => {
	call = await makeReview(ctx, 'answered');
	panel = await makePanel(ctx, call, ['0', '1', '2', '3', '4']);
	author = await makeAuthor(ctx);
	chair = await makePerson(ctx, 'chair', { relation: 'chair', on: 'edition', id: edition });
	application = await apply(ctx, call, author);
	await ask(ctx, call, [application], panel.slice(0, 4));
	const words = {
		toApplicant: 'Explain the third figure.',
		toPanel: 'Panelonly',
		said: 'Readbyall',
		kept: 'Chairsonly',
	};
	await score(ctx, panel[0] as Person, application, words);
	await score(ctx, panel[1] as Person, application, { toApplicant: 'Well done.' });
	const third = panel[2] as Person;
	await sayNotCompetent(ctx, await present(ctx, third), {
		assignment: await assignmentOf(ctx, application, third),
		text: 'Notmyfield',
	} as never);
	await ctx.runJobs();
});

describe('those who applied', () => {
	test('read nothing before the window, and are told when it opens: once each, in no header more than the number', async () => {
		expect(await page()).toMatchObject({ reviews: null, mayAnswer: false, window: { at: 'before' } });
		expect(await refusalOf(save('x'))).toMatchObject({ kind: 'closed', code: 'rebuttal-not-open' });
		ctx.setNow(inWindow);
		await runDue(ctx, reviewDueHandlers);
		await runDue(ctx, reviewDueHandlers);
		const { rows } = await ctx.byHand(`select * from mail where idempotency_key like 'rebuttal-opens:%'`);
		expect(rows).toHaveLength(1);
		expect(rows[0]).toMatchObject({ to_address: 'zyxmail@author.example', kind: 'review' });
		expect(rows[0].text).toContain(`/me/applications/${application}/rebuttal/first`);
		for (const token of [...reviewerTokens, 'Panelonly', 'Chairsonly', 'third figure']) {
			expect(JSON.stringify(rows[0])).not.toContain(token);
		}
	});

	test('read the words that are for them, in an order and with letters that are theirs alone; no name, id or time', async () => {
		const seen = await page();
		expect(seen.reviews).toHaveLength(2);
		expect(seen.reviews?.map(({ text }) => text).sort()).toEqual(['Explain the third figure.', 'Well done.']);
		expect(seen.reviews?.map(({ letter }) => letter)).toEqual(seen.reviews?.map(({ letter }) => letter).sort());
		const source = JSON.stringify(seen);
		expect(source).toContain('Readbyall');
		for (const token of [...reviewerTokens, 'Panelonly', 'Chairsonly', 'Notmyfield'])
			expect(source).not.toContain(token);
		for (const who of panel) {
			expect(source).not.toContain(who.personId);
			const assignment = await assignmentOf(ctx, application, who);
			if (assignment !== '') expect(source).not.toContain(assignment);
		}
		expect(seen.reviews?.every(({ points, total }) => points === null && total === null)).toBe(true);
	});

	test('read points only where the stage shows them', async () => {
		const shows = await makeReview(ctx, 'with-points', {
			rebuttal: { opens: '2021-10-25', closes: '2021-10-28', showPoints: true },
		} as never);
		const people = await makePanel(ctx, shows, ['p']);
		const of = await apply(ctx, shows, author);
		await ask(ctx, shows, [of], people);
		await score(ctx, people[0] as Person, of, { points: 6 });
		ctx.setNow(inWindow);
		expect((await page(author, of)).reviews?.[0]?.points?.map(({ points, max }) => [points, max])).toEqual([
			[6, 10],
			[3, 5],
		]);
	});

	test('keep a draft, hand it in within its words, change it until the window closes; each is a version', async () => {
		const long = Array.from({ length: 21 }, () => 'word').join(' ');
		await save(long, { submit: false });
		expect(await page()).toMatchObject({ written: long, drafted: true, handedIn: null });
		expect(await refusalOf(save(long))).toMatchObject({
			problems: [{ path: 'text', code: 'too-many-words', params: { words: 21, max: 20 } }],
		});
		expect(await refusalOf(save(' '))).toMatchObject({ problems: [{ path: 'text', code: 'rebuttal-empty' }] });
		await save('The figure shows noise.');
		await save('The figure shows signal and noise.');
		expect(await page()).toMatchObject({
			written: 'The figure shows signal and noise.',
			drafted: false,
			handedIn: { version: 2 },
		});
		const { rows } = await ctx.byHand(`select text from rebuttal_version order by version`);
		expect(rows.map(({ text }) => text)).toEqual(['The figure shows noise.', 'The figure shows signal and noise.']);
		await expect(ctx.byHand(`update rebuttal_version set text = 'x'`)).rejects.toThrow(/immutable/);
	});

	test('do not overwrite each other unseen; the same sent twice is one', async () => {
		const { revision } = await page();
		await save('Ours.', { submit: false, revision });
		expect(await refusalOf(save('Mine.', { submit: false, revision }))).toMatchObject({ code: 'rebuttal-changed' });
		await save('Ours.', { revision: revision + 1 });
		const { handedIn } = await page();
		await save('Ours.', { revision: revision + 1 });
		expect((await page()).handedIn).toEqual(handedIn);
	});

	test('are alone with it: others find nothing, also the panel, chairs and who reads along through their eyes', async () => {
		const outsider = await makeAuthor(ctx, 'other');
		expect(await refusalOf(page(outsider))).toMatchObject({ kind: 'not-found' });
		// Who was asked to score it has something to do with it, and is told that it is not his.
		expect(await refusalOf(page(panel[0] as Person))).toMatchObject({ kind: 'forbidden' });
		expect(await refusalOf(save('x', { actor: outsider, revision: 0 }))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(page(chair))).toMatchObject({ kind: 'forbidden' });
		const eyes = { ...author, seenBy: { personId: chair.personId, relations: chair.relations } } as Person;
		expect(await refusalOf(save('x', { actor: eyes }))).toMatchObject({ kind: 'forbidden' });
	});

	test('learn nothing from it of a decision that was not made known', async () => {
		await decide(ctx, chair, { application, outcome: 'yes' } as never);
		expect(await page()).toMatchObject({ mayAnswer: true, window: { at: 'open' } });
		await ctx.byHand(`update application set state = 'submitted', determination_id = null where id = $1`, [
			application,
		]);
	});
});

describe('the panel', () => {
	test('reads the answer when its window has closed, not before, and only who has scored; nobody learns who wrote it', async () => {
		expect((await around(panel[0] as Person)).rebuttal).toBeUndefined();
		ctx.setNow(afterwards);
		expect(await refusalOf(save('Late.'))).toMatchObject({ code: 'rebuttal-over' });
		expect(await page()).toMatchObject({ reviews: null, mayAnswer: false, handedIn: { text: 'Ours.' } });
		const seen = await around(panel[0] as Person);
		expect(seen.rebuttal).toMatchObject({ text: 'Ours.' });
		for (const token of ['Zyxauthor', 'zyxmail', author.personId, application]) {
			expect(JSON.stringify(seen)).not.toContain(token);
		}
		expect((await around(panel[3] as Person)).rebuttal).toBeUndefined();
		const byChair = await aroundReviews(ctx, chair, { as: 'chair', ...place(), locale: 'en' });
		expect(byChair.rebuttal).toMatchObject({ text: 'Ours.' });
	});
});

test('a page costs the same number of statements, however many reviews there are', async () => {
	const many = await makeReview(ctx, 'many', { perApplication: 1 } as never);
	const of = await apply(ctx, many, author);
	let made = 0;
	await expectSameCost(
		ctx,
		async (length) => {
			const people = await makePanel(
				ctx,
				many,
				Array.from({ length: Math.min(length, 20) - made }, (_, i) => `m${made + i}`),
			);
			ctx.setNow(Date.parse('2021-10-20T09:00:00+08:00'));
			await ask(ctx, many, [of], people);
			for (const who of people) await score(ctx, who, of, { toApplicant: 'Words' });
			made += people.length;
			ctx.setNow(inWindow);
		},
		async () => (await page(author, of)).reviews?.length ?? 0,
		24,
	);
});
