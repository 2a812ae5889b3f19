import { describe, expect, it } from 'vitest';
import { visitor } from '#core/access/index.ts';
import { transaction } from '#core/context/index.ts';
import { historyOf, verifyLedger } from '#core/ledger/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import {
	announce,
	applicationForAuthor,
	applicationForDesk,
	callsPersonData,
	confirm,
	decide,
	myApplications,
	postMessage,
	startChange,
	submit,
	trackObjectId,
	undecide,
	withdraw,
} from './index.ts';
import { edition, makeApplication, makeCall, notingJobs, organiser, person, refusalOf, secretary } from './testing.ts';

const jobs = notingJobs();
const ctx = await testContext({ jobs: jobs.handlers, at: Date.parse('2021-10-10T09:00:00+08:00') });
const call = await makeCall(ctx);
const author = person('author');
const other = person('other');
const chair = person('chair', { relation: 'chair', on: 'track', id: trackObjectId(edition, 'T3') });
const chairOfOther = person('chair1', { relation: 'chair', on: 'track', id: trackObjectId(edition, 'T1') });
const rows = async (statement: string, values: unknown[] = []) => (await ctx.byHand(statement, values)).rows;
const stateOf = async (id: string) => (await rows('select state, track from application where id = $1', [id]))[0];
const asAuthor = (application: string) => applicationForAuthor(ctx, author, { application, locale: 'en' });
const asDesk = (application: string) => applicationForDesk(ctx, organiser, { application, locale: 'en' });
const announceBy = Date.parse('2021-11-02T00:00:00+08:00');
const confirmBy = Date.parse('2021-11-09T00:00:00+08:00');

describe('deciding', () => {
	it('is for chairs and organisers; the applicant learns nothing', async () => {
		const { application } = await makeApplication(ctx, call, author);
		const before = await asAuthor(application);
		for (const actor of [author, other, secretary, chairOfOther, visitor]) {
			const refusal = await refusalOf(decide(ctx, actor, { application, outcome: 'talk' }));
			const kind =
				actor === author || actor === secretary ? 'forbidden' : actor === visitor ? 'signed-out' : 'not-found';
			expect(refusal).toMatchObject({ kind });
		}
		await decide(ctx, chair, { application, outcome: 'talk', note: 'secret remark' });
		expect((await stateOf(application)).state).toBe('decided');
		const after = await asAuthor(application);
		expect(after).toEqual(before);
		expect(JSON.stringify(await myApplications(ctx, author))).not.toMatch(/secret remark|decided|"talk"/);
		expect((await asDesk(application)).determinations[0]).toMatchObject({
			note: 'secret remark',
			label: { en: 'Talk' },
		});
	});

	it('names what an outcome needs', async () => {
		const { application } = await makeApplication(ctx, call, author);
		const problemsOf = async (input: object) =>
			(
				(await refusalOf(decide(ctx, chair, { application, outcome: 'talk', ...input }))) as {
					problems: { path: string; code: string }[];
				}
			).problems.map(({ path, code }) => `${path} ${code}`);
		expect(await problemsOf({ outcome: 'prize' })).toEqual(['outcome unknown-outcome']);
		expect(await problemsOf({ outcome: 'reject' })).toEqual(['reason reason-needed']);
		expect(await problemsOf({ outcome: 'reject', reason: 'mood' })).toEqual(['reason unknown-reason']);
		expect(await problemsOf({ outcome: 'conditional', conditions: '  ' })).toEqual(['conditions conditions-needed']);
		expect(await problemsOf({ outcome: 'moved' })).toEqual(['track track-needed']);
		expect(await problemsOf({ outcome: 'moved', track: 'T9' })).toEqual(['track unknown-track']);
		expect(await problemsOf({ outcome: 'moved', track: 'T3' })).toEqual(['track same-track']);
		expect((await stateOf(application)).state).toBe('submitted');
	});

	it('may change until it is announced, with its history', async () => {
		const { application } = await makeApplication(ctx, call, author);
		const first = await decide(ctx, chair, { application, outcome: 'talk', seen: null });
		expect(await refusalOf(decide(ctx, organiser, { application, outcome: 'poster', seen: null }))).toMatchObject({
			code: 'decision-changed',
		});
		const second = await decide(ctx, organiser, { application, outcome: 'reject', reason: 'full', seen: first });
		await undecide(ctx, organiser, { application, seen: second });
		expect((await stateOf(application)).state).toBe('submitted');
		expect(await refusalOf(undecide(ctx, organiser, { application }))).toMatchObject({ code: 'wrong-state' });
		const desk = await asDesk(application);
		expect(desk.determinations.map((one) => [one.outcome, one.droppedAt !== null])).toEqual(
			expect.arrayContaining([
				['talk', true],
				['reject', true],
			]),
		);
		expect(desk.history.map((event) => event.action)).toEqual(['submit', 'decide', 'decide', 'undecide']);
		expect(desk.history[2]?.data).toMatchObject({ outcome: 'reject', reason: 'full', replaces: first });
		expect(desk.determinationId).toBeNull();
	});

	it('two chairs at once leave one determination in force', async () => {
		const { application } = await makeApplication(ctx, call, author);
		const both = await Promise.allSettled([
			decide(ctx, chair, { application, outcome: 'talk', seen: null }),
			decide(ctx, organiser, { application, outcome: 'poster', seen: null }),
		]);
		expect(both.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
		expect(
			await rows('select 1 from determination where application_id = $1 and dropped_at is null', [application]),
		).toHaveLength(1);
	});
});

describe('announcing', () => {
	it('makes many known at once, in a constant number of statements', async () => {
		const prepare = async (count: number) => {
			const determinations: string[] = [];
			for (let i = 0; i < count; i++) {
				const { application } = await makeApplication(ctx, call, author);
				determinations.push(await decide(ctx, chair, { application, outcome: 'talk' }));
			}
			return determinations;
		};
		const one = await prepare(1);
		const many = await prepare(12);
		const costOfOne = await ctx.countStatements(() => announce(ctx, secretary, { determinations: one }));
		const costOfMany = await ctx.countStatements(() => announce(ctx, secretary, { determinations: many }));
		expect(costOfMany).toBe(costOfOne);
		expect(await announce(ctx, secretary, { determinations: [] })).toEqual([]);
	});

	it('is the desk’s, moves the track, and lets the author confirm until the date', async () => {
		const { application } = await makeApplication(ctx, call, author);
		const determination = await decide(ctx, chair, { application, outcome: 'moved', track: 'T1' });
		expect((await stateOf(application)).track).toBe('T3');
		expect(await refusalOf(announce(ctx, chair, { determinations: [determination] }))).toMatchObject({
			kind: 'forbidden',
		});
		expect(await refusalOf(announce(ctx, other, { determinations: [determination] }))).toMatchObject({
			kind: 'not-found',
		});
		expect(await refusalOf(confirm(ctx, author, { application, answer: 'confirmed' }))).toMatchObject({
			code: 'nothing-to-confirm',
		});
		expect(await announce(ctx, secretary, { determinations: [determination, determination] })).toEqual([
			{ determination, application, answerBy: confirmBy },
		]);
		expect(await stateOf(application)).toEqual({ state: 'announced', track: 'T1' });
		expect(await refusalOf(announce(ctx, secretary, { determinations: [determination] }))).toMatchObject({
			code: 'decision-changed',
		});
		const seen = await asAuthor(application);
		expect(seen.decision).toMatchObject({
			outcome: { en: 'Moved to another track' },
			effect: 'accept',
			track: 'T1',
			answerBy: confirmBy,
		});
		expect(seen.may).toMatchObject({ change: false, withdraw: true, answer: true });

		expect(await refusalOf(confirm(ctx, other, { application, answer: 'confirmed' }))).toMatchObject({
			kind: 'not-found',
		});
		expect(await refusalOf(confirm(ctx, organiser, { application, answer: 'confirmed' }))).toMatchObject({
			kind: 'forbidden',
		});
		await confirm(ctx, author, { application, answer: 'declined' });
		ctx.setNow(confirmBy - 1);
		await confirm(ctx, author, { application, answer: 'confirmed' });
		await confirm(ctx, author, { application, answer: 'confirmed' });
		expect((await stateOf(application)).state).toBe('confirmed');
		ctx.setNow(confirmBy);
		expect(await refusalOf(confirm(ctx, author, { application, answer: 'declined' }))).toMatchObject({
			kind: 'closed',
			code: 'confirm-too-late',
			params: { by: confirmBy, zone: 'Asia/Shanghai' },
		});
		const actions = (await historyOf(ctx, { type: 'application', id: application })).map((event) => event.action);
		expect(actions).toEqual(['submit', 'decide', 'announce', 'decline', 'confirm']);
		ctx.setNow(Date.parse('2021-10-10T09:00:00+08:00'));
	});

	it('announces all of a batch or nothing, and nothing when the letters fail', async () => {
		const good = await makeApplication(ctx, call, author);
		const gone = await makeApplication(ctx, call, author);
		const first = await decide(ctx, chair, { application: good.application, outcome: 'waitlist' });
		const second = await decide(ctx, chair, { application: gone.application, outcome: 'talk' });
		await withdraw(ctx, author, { application: gone.application });
		expect(await refusalOf(announce(ctx, secretary, { determinations: [first, second] }))).toMatchObject({
			code: 'decision-changed',
		});
		expect((await stateOf(good.application)).state).toBe('decided');
		const failing = transaction(ctx, async (tx) => {
			await announce(tx, secretary, { determinations: [first] });
			throw new Error('the typesetter failed');
		});
		await expect(failing).rejects.toThrow('typesetter');
		expect((await stateOf(good.application)).state).toBe('decided');
	});

	it('of a waiting list may be followed by a place; a no stands', async () => {
		const { application } = await makeApplication(ctx, call, author);
		await announce(ctx, secretary, {
			determinations: [await decide(ctx, chair, { application, outcome: 'waitlist' })],
		});
		const place = await decide(ctx, chair, { application, outcome: 'talk' });
		const meanwhile = await asAuthor(application);
		expect(meanwhile).toMatchObject({ state: 'announced', decision: { effect: 'waitlist' } });
		await undecide(ctx, chair, { application });
		expect((await stateOf(application)).state).toBe('announced');
		expect(place).not.toBe((await asDesk(application)).determinationId);
		await announce(ctx, secretary, { determinations: [await decide(ctx, chair, { application, outcome: 'talk' })] });
		expect(await asAuthor(application)).toMatchObject({ decision: { effect: 'accept' }, may: { answer: true } });
		expect(await refusalOf(decide(ctx, chair, { application, outcome: 'poster' }))).toMatchObject({
			code: 'announced-already',
		});
	});

	it('being decided again takes nothing from its applicant and tells him nothing', async () => {
		const { application } = await makeApplication(ctx, call, author);
		const conditional = { application, outcome: 'conditional', conditions: 'Name the data.' };
		await announce(ctx, secretary, { determinations: [await decide(ctx, chair, conditional)] });
		const before = await asAuthor(application);
		const told = await refusalOf(startChange(ctx, author, { application }));
		const data = await callsPersonData.export(ctx, 'author');
		await decide(ctx, chair, { application, outcome: 'talk' });
		expect(await callsPersonData.export(ctx, 'author')).toEqual(data);
		expect(await asAuthor(application)).toEqual(before);
		expect(await refusalOf(startChange(ctx, author, { application }))).toEqual(told);

		await confirm(ctx, author, { application, answer: 'declined' });
		expect(await asAuthor(application)).toMatchObject({ state: 'declined', decision: { answer: 'declined' } });
		expect((await asDesk(application)).state).toBe('decided');
		await confirm(ctx, author, { application, answer: 'confirmed' });
		await undecide(ctx, chair, { application });
		expect((await stateOf(application)).state).toBe('confirmed');
	});

	it('a change begun before the announcement hands in nothing after it, however the state stands', async () => {
		const { application } = await makeApplication(ctx, call, author);
		const { draft } = await startChange(ctx, author, { application });
		const conditional = { application, outcome: 'conditional', conditions: 'Name the data.' };
		await announce(ctx, secretary, { determinations: [await decide(ctx, chair, conditional)] });
		const told = await refusalOf(submit(ctx, author, { draft }));
		expect(told).toMatchObject({ code: 'wrong-state', params: { state: 'announced' } });
		await decide(ctx, chair, { application, outcome: 'talk' });
		expect(await refusalOf(submit(ctx, author, { draft }))).toEqual(told);
		expect((await asAuthor(application)).versions).toHaveLength(1);
	});

	it('after the date for answers still leaves a week', async () => {
		const { application } = await makeApplication(ctx, call, author);
		const determination = await decide(ctx, chair, { application, outcome: 'poster-instead' });
		ctx.setNow(confirmBy + 5);
		const [announced] = await announce(ctx, secretary, { determinations: [determination] });
		expect(announced?.answerBy).toBe(confirmBy + 5 + 7 * 86_400_000);
		ctx.setNow(Date.parse('2021-10-10T09:00:00+08:00'));
	});
});

describe('messages', () => {
	it('go between the applicant and the desk, and to nobody else', async () => {
		const { application } = await makeApplication(ctx, call, author);
		jobs.done.length = 0;
		await postMessage(ctx, author, { application, as: 'applicant', text: ' May I bring a model? \u0000' });
		const reply = await postMessage(ctx, secretary, { application, as: 'desk', text: 'Please do.' });
		expect(await refusalOf(postMessage(ctx, other, { application, as: 'applicant', text: 'x' }))).toMatchObject({
			kind: 'not-found',
		});
		expect(await refusalOf(postMessage(ctx, other, { application, as: 'desk', text: 'x' }))).toMatchObject({
			kind: 'not-found',
		});
		expect(await refusalOf(postMessage(ctx, author, { application, as: 'desk', text: 'x' }))).toMatchObject({
			kind: 'forbidden',
		});
		expect(await refusalOf(postMessage(ctx, author, { application, as: 'applicant', text: ' \n' }))).toMatchObject({
			problems: [{ path: 'text', code: 'message-empty' }],
		});
		const seen = await asAuthor(application);
		expect(seen.messages.map(({ side, text }) => [side, text])).toEqual([
			['applicant', 'May I bring a model?'],
			['desk', 'Please do.'],
		]);
		expect(JSON.stringify(seen)).not.toContain('secretary');
		expect((await asDesk(application)).messages[1]?.personId).toBe('secretary');
		const own = (await myApplications(ctx, author)).applications.find((row) => row.id === application);
		expect(own?.deskWroteLast).toBe(true);
		await ctx.runJobs();
		expect(jobs.done).toContainEqual({ name: 'calls.message-notice', data: { message: reply } });
	});
});

describe('an application', () => {
	it('of another person is not there, for authors and for chairs of other tracks', async () => {
		const { application } = await makeApplication(ctx, call, author, { title: 'Only mine' });
		const input = { application, locale: 'en' as const };
		expect(await refusalOf(applicationForAuthor(ctx, other, input))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(applicationForAuthor(ctx, visitor, input))).toMatchObject({ kind: 'signed-out' });
		expect(await refusalOf(applicationForAuthor(ctx, chair, input))).toMatchObject({ kind: 'forbidden' });
		expect(await refusalOf(applicationForDesk(ctx, chairOfOther, input))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(applicationForDesk(ctx, author, input))).toMatchObject({ kind: 'forbidden' });
		expect((await applicationForDesk(ctx, chair, input)).title).toBe('Only mine');
		const elsewhere = person('desk2', { relation: 'secretary', on: 'edition', id: 'another-edition' });
		expect(await refusalOf(applicationForDesk(ctx, elsewhere, input))).toMatchObject({ kind: 'not-found' });
		const nowhere = { application: 'nothing', locale: 'en' as const };
		expect(await refusalOf(applicationForAuthor(ctx, other, nowhere))).toMatchObject({ kind: 'not-found' });
		expect(JSON.stringify(await myApplications(ctx, other))).not.toContain('Only mine');
	});

	it('leaves a ledger that verifies', async () => {
		expect(await verifyLedger(ctx)).toMatchObject({ good: true });
		expect(announceBy).toBeLessThan(confirmBy);
	});
});
