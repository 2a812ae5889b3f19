import { beforeAll, describe, expect, test } from 'vitest';
import { edition, notingJobs, organiser, refusalOf, secretary } from '#modules/calls/server/testing.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import {
	afterClose,
	apply,
	ask,
	assignmentOf,
	makeAuthor,
	makePanel,
	makePerson,
	makeReview,
	type Person,
	present,
	score,
} from '../discussion/testing.ts';
import {
	aroundReviews,
	discussionJobHandlers,
	markReview,
	rebuttalPage,
	recommendationsOf,
	reviewJobHandlers,
	reviewPage,
	sumUp,
} from '../index.ts';

const ctx = await testContext({
	jobs: { ...notingJobs().handlers, ...reviewJobHandlers, ...discussionJobHandlers },
	at: afterClose,
});
let call = '';
let application = '';
let panel: Person[] = [];
let chair: Person;
let author: Person;

const byChair = () => ({ as: 'chair', application, stage: 'first' }) as const;
const byMember = async (who: number) =>
	({ as: 'member', assignment: await assignmentOf(ctx, application, panel[who] as Person) }) as const;
const around = async (who: number) =>
	aroundReviews(ctx, await present(ctx, panel[who] as Person), { ...(await byMember(who)), locale: 'en' });
const forChair = () => aroundReviews(ctx, chair, { ...byChair(), locale: 'en' });
const text = (change = {}) => ({ summary: 'Summedup', recommendation: 'yes', basedOn: '', final: true, ...change });

beforeAll(async () => {
	call = await makeReview(ctx, 'summed-up');
	panel = await makePanel(ctx, call, ['0', '1', '2']);
	chair = await makePerson(ctx, 'chair', { relation: 'chair', on: 'edition', id: edition });
	author = await makeAuthor(ctx);
	application = await apply(ctx, call, author);
	await ask(ctx, call, [application], panel);
	for (const who of panel.slice(0, 2))
		await score(ctx, who, application, { toApplicant: 'To you', toPanel: 'Among us' });
	await ctx.runJobs();
});

describe('a meta-review', () => {
	test('is written by chairs and senior reviewers of the track, and by nobody else', async () => {
		expect(await refusalOf(sumUp(ctx, secretary, { ...byChair(), ...text() }))).toMatchObject({ kind: 'forbidden' });
		const member = await present(ctx, panel[0] as Person);
		const place = await byMember(0);
		expect(await refusalOf(sumUp(ctx, member, { ...place, ...text() }))).toMatchObject({ kind: 'forbidden' });
		expect((await around(0)).metaReview?.form).toBeNull();
		await ctx.byHand(
			`insert into reviewer_role (call_id, person_id, track, role, at) values ($1, $2, 'T3', 'senior', now())`,
			[call, member.personId],
		);
		expect((await around(0)).metaReview?.form?.outcomes.map(({ id }) => id)).toEqual(['yes', 'out']);
		await sumUp(ctx, member, { ...place, ...text({ final: false, recommendation: '' }) });
		const eyes = { ...chair, seenBy: { personId: 'organiser', relations: (organiser as Person).relations } };
		expect(await refusalOf(sumUp(ctx, eyes, { ...byChair(), ...text() }))).toMatchObject({ kind: 'forbidden' });
	});

	test('counts when it is handed in, whole; until then only those who write it read it', async () => {
		expect((await around(1)).metaReview).toEqual({ handedIn: null, form: null });
		expect(JSON.stringify(await around(1))).not.toContain('Summedup');
		const { form } = (await forChair()).metaReview ?? {};
		expect(form).toMatchObject({ summary: 'Summedup', final: false });
		expect(
			await refusalOf(
				sumUp(ctx, chair, { ...byChair(), ...text({ summary: '', recommendation: '', basedOn: form?.basedOn }) }),
			),
		).toMatchObject({
			problems: [
				{ path: 'summary', code: 'summary-empty' },
				{ path: 'recommendation', code: 'choose-outcome' },
			],
		});
		expect(await refusalOf(sumUp(ctx, chair, { ...byChair(), ...text({ basedOn: '' }) }))).toMatchObject({
			code: 'meta-review-changed',
		});
		await sumUp(ctx, chair, { ...byChair(), ...text({ basedOn: form?.basedOn }) });
		expect((await around(1)).metaReview?.handedIn).toMatchObject({
			summary: 'Summedup',
			recommendation: { en: 'Accepted' },
			by: { name: 'Qwkgivenchair Qwkfamilychair', chair: true },
		});
		expect(
			(await recommendationsOf(ctx, { stage: 'first', applications: [application] })).get(application),
		).toMatchObject({ recommendation: 'yes' });
	});

	test('is not read by who has not scored, nor ever by those who applied', async () => {
		expect((await around(2)).metaReview).toEqual({ handedIn: null, form: null });
		ctx.setNow(Date.parse('2021-10-26T09:00:00+08:00'));
		const own = await rebuttalPage(ctx, author, { application, stage: 'first', locale: 'en' });
		expect(JSON.stringify(own)).not.toContain('Summedup');
		expect(own.reviews).toHaveLength(2);
		ctx.setNow(afterClose);
	});
});

describe('marks of reviews', () => {
	test('of a chair and of a fellow are read by chairs only: not by their authors, nor by those who applied', async () => {
		const { markable } = await forChair();
		expect(markable).toHaveLength(2);
		const first = markable.find(({ who }) => who.name?.includes('Qwkgiven0'));
		await markReview(ctx, chair, { ...byChair(), review: first?.review ?? '', mark: 'thin', note: 'Thinnote' });
		const other = await around(1);
		expect(other.markable).toHaveLength(1);
		expect(other.markable[0]?.who.name).toBeNull();
		const fellow = await present(ctx, panel[1] as Person);
		await markReview(ctx, fellow, {
			...(await byMember(1)),
			review: other.markable[0]?.review ?? '',
			mark: 'excellent',
		});
		expect((await around(1)).markable[0]?.given).toBe('excellent');
		expect((await forChair()).markable.find(({ review }) => review === first?.review)?.marks).toMatchObject({
			chair: { mark: 'thin', note: 'Thinnote' },
			fellows: { excellent: 1, fine: 0, thin: 0 },
		});
		const seen = [
			await around(0),
			await reviewPage(ctx, await present(ctx, panel[0] as Person), { assignment: (await byMember(0)).assignment }),
			await rebuttalPage(ctx, author, { application, stage: 'first', locale: 'en' }),
		];
		for (const page of seen) expect(JSON.stringify(page)).not.toMatch(/Thinnote|"thin"|"excellent"/);
	});

	test('are for reviews that one sees: not for one’s own, not before scoring, not by the secretary', async () => {
		const place = await byMember(1);
		const own = (await forChair()).markable.find(({ who }) => who.name?.includes('Qwkgiven1'));
		const fellow = await present(ctx, panel[1] as Person);
		const letter = own?.who.letter ?? '';
		expect(await refusalOf(markReview(ctx, fellow, { ...place, review: letter, mark: 'fine' }))).toMatchObject({
			kind: 'not-found',
		});
		const third = await present(ctx, panel[2] as Person);
		expect((await around(2)).markable).toEqual([]);
		expect(
			await refusalOf(markReview(ctx, third, { ...(await byMember(2)), review: letter, mark: 'fine' })),
		).toMatchObject({ code: 'score-first' });
		const bySecretary = markReview(ctx, secretary, { ...byChair(), review: own?.review ?? '', mark: 'fine' });
		expect(await refusalOf(bySecretary)).toMatchObject({ kind: 'forbidden' });
		expect(
			await refusalOf(markReview(ctx, chair, { ...byChair(), review: own?.review ?? '', mark: 'superb' })),
		).toMatchObject({ problems: [{ path: 'mark', code: 'choose-mark' }] });
	});

	test('can be taken back', async () => {
		const { markable } = await forChair();
		const marked = markable.find(({ marks }) => marks?.chair);
		await markReview(ctx, chair, { ...byChair(), review: marked?.review ?? '', mark: '' });
		expect((await forChair()).markable.every(({ marks }) => marks?.chair === null)).toBe(true);
	});
});

test('what is secret until all are in shows a chair neither reviews to mark nor a form to sum them up', async () => {
	const sealed = await makeReview(ctx, 'sealed', { scoreVisibility: 'when-all-in', rebuttal: undefined } as never);
	const people = await makePanel(ctx, sealed, ['s0', 's1']);
	const of = await apply(ctx, sealed, author);
	await ask(ctx, sealed, [of], people);
	await score(ctx, people[0] as Person, of);
	const place = { as: 'chair', application: of, stage: 'first' } as const;
	expect(await aroundReviews(ctx, chair, { ...place, locale: 'en' })).toMatchObject({
		markable: [],
		metaReview: { handedIn: null, form: null },
	});
	expect(await refusalOf(sumUp(ctx, chair, { ...place, ...text() }))).toMatchObject({ kind: 'forbidden' });
	await score(ctx, people[1] as Person, of);
	expect((await aroundReviews(ctx, chair, { ...place, locale: 'en' })).markable).toHaveLength(2);
});
