import { describe, expect, it } from 'vitest';
import { runDue } from '#core/clock/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { callSchema } from '../call.ts';
import { sampleAnswers, sampleCall, wordsOf } from '../testing.ts';
import {
	addressOfFile,
	announce,
	answerAppeal,
	answerRequest,
	applicationForAuthor,
	applicationForDesk,
	callsPersonData,
	closeRequest,
	decide,
	decideMany,
	deskList,
	dueHandlers,
	extendRequest,
	makeAppeal,
	requestInfo,
	saveCallFromBundle,
	screen,
	startChange,
	today,
	undecide,
	withdraw,
} from './index.ts';
import {
	edition,
	makeApplication,
	makeCall,
	notingJobs,
	organisation,
	organiser,
	person,
	refusalOf,
	secretary,
} from './testing.ts';
import { system } from '#core/access/index.ts';

const start = Date.parse('2021-10-10T09:00:00+08:00');
const afterClose = Date.parse('2021-10-20T09:00:00+08:00');
const jobs = notingJobs();
const ctx = await testContext({ jobs: jobs.handlers, at: start });
const both = (en: string) => ({ en, zh: `${en}（中文）` });
const stages = callSchema.parse({
	...sampleCall,
	stages: [
		{
			id: 'screening',
			kind: 'screening',
			label: both('Screening'),
			checks: [
				{ id: 'complete', label: both('Complete') },
				{ id: 'student', label: both('A student') },
			],
			reasons: [{ id: 'late', label: both('Too late'), publicText: both('It came too late.') }],
			appealDays: 5,
			outcomes: [
				{ id: 'eligible', label: both('Eligible'), effect: 'advance', silent: true },
				{ id: 'told', label: both('Shortlisted'), effect: 'advance' },
				{ id: 'out', label: both('Not eligible'), effect: 'reject', needs: ['reason'] },
			],
		},
		{
			id: 'decision',
			kind: 'determination',
			label: both('Decision'),
			confirmBy: '2021-11-08',
			reasons: [{ id: 'full', label: both('Full') }],
			outcomes: [
				{ id: 'grant', label: both('Grant'), effect: 'accept', needs: ['amount'], confirm: true },
				{ id: 'no', label: both('No grant'), effect: 'reject', needs: ['reason'] },
			],
		},
	],
}).stages;
const call = await makeCall(ctx, { slug: 'staged', stages });
const author = person('author');
const stranger = person('stranger');
const stateOf = async (id: string) =>
	(
		await ctx.byHand('select state, stage_id as stage, determination_id as present from application where id = $1', [
			id,
		])
	).rows[0];
const asAuthor = (application: string) => applicationForAuthor(ctx, author, { application, locale: 'en' });
const asDesk = (application: string) => applicationForDesk(ctx, organiser, { application, locale: 'en' });
const apply = async () => {
	ctx.setNow(start);
	const { application } = await makeApplication(ctx, call, author);
	ctx.setNow(afterClose);
	return application;
};
const moves = async (application: string) => {
	await ctx.runJobs();
	return jobs.done
		.filter(({ name, data }) => name === 'application-moved' && data.application === application)
		.map(({ data }) => data.event);
};
const ready = async () => {
	const application = await apply();
	await screen(ctx, secretary, { application, ticked: ['complete', 'student'] });
	return application;
};

describe('screening', () => {
	it('keeps who ticked what when, and lets nothing on that is not ticked', async () => {
		const application = await apply();
		expect(await screen(ctx, secretary, { application, ticked: ['complete'] })).toBe(1);
		expect(await screen(ctx, secretary, { application, ticked: ['complete'] })).toBe(0);
		expect(await refusalOf(decide(ctx, organiser, { application, outcome: 'eligible' }))).toMatchObject({
			problems: [{ path: 'outcome', code: 'checks-open', params: { count: 1 } }],
		});
		await screen(ctx, organiser, { application, ticked: ['student'] });
		await screen(ctx, organiser, { application, ticked: ['complete', 'student'] });
		const { ticks } = await asDesk(application);
		expect(ticks).toEqual([
			expect.objectContaining({ check: 'complete', ticked: true, personId: 'organiser', at: afterClose }),
			expect.objectContaining({ check: 'student', ticked: true, personId: 'organiser' }),
		]);
		const events = (await historyOf(ctx, { type: 'application', id: application })).filter(
			({ action }) => action === 'screen',
		);
		expect(events.map(({ data }) => [data.ticked, data.unticked])).toEqual([
			[['complete'], []],
			[['student'], ['complete']],
			[['complete'], []],
		]);
		expect(await refusalOf(screen(ctx, author, { application, ticked: [] }))).toMatchObject({ kind: 'forbidden' });
		expect(await refusalOf(screen(ctx, stranger, { application, ticked: [] }))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(screen(ctx, secretary, { application, ticked: ['x'] }))).toMatchObject({
			problems: [{ code: 'unknown-check' }],
		});
	});

	it('moves on at once where nobody is told, and back as long as nothing was done there', async () => {
		const application = await ready();
		expect(await refusalOf(decide(ctx, organiser, { application, stage: 'decision', outcome: 'grant' }))).toMatchObject(
			{
				code: 'other-stage',
				params: { stage: 'screening' },
			},
		);
		const before = await asAuthor(application);
		const first = await decide(ctx, organiser, { application, outcome: 'eligible' });
		expect(await stateOf(application)).toMatchObject({ state: 'submitted', stage: 'decision', present: first });
		expect(await asAuthor(application)).toEqual(before);
		expect(await refusalOf(announce(ctx, secretary, { determinations: [first] }))).toMatchObject({
			code: 'decision-changed',
		});
		await undecide(ctx, organiser, { application, seen: first });
		expect(await stateOf(application)).toMatchObject({ state: 'submitted', stage: 'screening', present: null });
		const again = await decide(ctx, organiser, { application, outcome: 'eligible' });
		const granted = await decide(ctx, organiser, { application, outcome: 'grant', amount: 500 });
		expect(await stateOf(application)).toMatchObject({ state: 'decided', stage: 'decision', present: granted });
		// The decision of the later stage is taken back first; then that of the screening stands.
		await undecide(ctx, organiser, { application });
		expect(await stateOf(application)).toMatchObject({ state: 'submitted', stage: 'decision', present: again });
		expect(await moves(application)).toEqual(['undone', 'undone']);
		const [dropped] = (
			await ctx.byHand(
				'select count(*)::int as n from determination where application_id = $1 and dropped_at is null',
				[application],
			)
		).rows;
		expect(dropped).toEqual({ n: 1 });
	});

	it('stays where work has begun', async () => {
		const application = await ready();
		await decide(ctx, organiser, { application, outcome: 'eligible' });
		await requestInfo(ctx, secretary, {
			application,
			fields: [],
			questions: ['Which year?'],
			note: '',
			due: '2021-10-25',
		});
		expect(await refusalOf(undecide(ctx, organiser, { application }))).toMatchObject({ code: 'worked-on' });
	});

	it('that is told of: the applicant learns of it when it is announced, and is submitted at the next stage', async () => {
		const application = await ready();
		const told = await decide(ctx, organiser, { application, outcome: 'told' });
		expect((await asAuthor(application)).decision).toBeNull();
		expect(await stateOf(application)).toMatchObject({ state: 'decided', stage: null });
		expect((await asDesk(application)).stage.stage.id).toBe('screening');
		await announce(ctx, secretary, { determinations: [told] });
		expect(await stateOf(application)).toMatchObject({ state: 'submitted', stage: 'decision' });
		const known = await asAuthor(application);
		expect(known).toMatchObject({
			state: 'submitted',
			decision: { outcome: { en: 'Shortlisted' }, effect: 'advance' },
		});
		ctx.setNow(start);
		// Told, he hands in no new version though the call were open.
		expect((await asAuthor(application)).may.change).toBe(false);
		expect(await refusalOf(startChange(ctx, author, { application }))).toMatchObject({ code: 'wrong-state' });
		ctx.setNow(afterClose);
		await decide(ctx, organiser, { application, outcome: 'grant', amount: 800 });
		expect(await asAuthor(application)).toEqual(known);
		await undecide(ctx, organiser, { application });
		expect(await stateOf(application)).toMatchObject({ state: 'submitted', stage: 'decision', present: told });
		expect(await moves(application)).toEqual(['announced', 'undone']);
		const data = (await callsPersonData.export(ctx, 'author')) as { applications: { id: string; state: string }[] };
		expect(data.applications.find(({ id }) => id === application)?.state).toBe('submitted');
	});

	it('names an amount that is whole', async () => {
		const application = await ready();
		await decide(ctx, organiser, { application, outcome: 'eligible' });
		const codeOf = async (amount?: number) =>
			(
				(await refusalOf(
					decide(ctx, organiser, { application, outcome: 'grant', ...(amount === undefined ? {} : { amount }) }),
				)) as {
					problems: { code: string }[];
				}
			).problems.map(({ code }) => code);
		expect(await codeOf()).toEqual(['amount-needed']);
		expect(await codeOf(1.5)).toEqual(['bad-amount']);
		expect(await codeOf(-1)).toEqual(['bad-amount']);
		await decide(ctx, organiser, { application, outcome: 'grant', amount: 0 });
		expect((await asDesk(application)).determinations[0]).toMatchObject({ amount: 0 });
	});
});

describe('many at once', () => {
	it('are decided all or none, and each says what stands against it', async () => {
		const good = [await ready(), await ready()];
		const open = await apply();
		const all = [...good, open, 'nothing'];
		const refused = await decideMany(ctx, organiser, { applications: all, outcome: 'eligible' });
		expect(refused.done).toBe(false);
		expect(refused.report.map(({ refusal }) => refusal?.problems[0]?.code ?? refusal?.kind ?? null)).toEqual([
			null,
			null,
			'checks-open',
			'not-found',
		]);
		expect(refused.report[3]?.number).toBe('');
		for (const application of good) expect(await stateOf(application)).toMatchObject({ stage: null, present: null });
		const tried = await decideMany(ctx, organiser, { applications: good, outcome: 'eligible', dryRun: true });
		expect(tried).toMatchObject({ done: false, report: [{ refusal: null }, { refusal: null }] });
		expect(await stateOf(good[0] as string)).toMatchObject({ stage: null });
		expect(await decideMany(ctx, organiser, { applications: good, outcome: 'eligible' })).toMatchObject({ done: true });
		for (const application of good) expect(await stateOf(application)).toMatchObject({ stage: 'decision' });
		const denied = await decideMany(ctx, stranger, { applications: good, outcome: 'no', reason: 'full' });
		expect(denied).toMatchObject({ done: false, report: [{ number: '', refusal: { kind: 'not-found' } }, {}] });
	});

	it('cost the same number of statements', async () => {
		const one = [await ready()];
		const many = [];
		for (let i = 0; i < 20; i += 1) many.push(await ready());
		const costOf = (applications: string[]) =>
			ctx.countStatements(() => decideMany(ctx, organiser, { applications, outcome: 'told' }));
		const cost = await costOf(one);
		expect(await costOf(many)).toBe(cost);
		const present = async (ids: string[]) => (await Promise.all(ids.map(stateOf))).map((row) => row.present as string);
		const [first, others] = [await present(one), await present(many)];
		const told = await ctx.countStatements(() => announce(ctx, secretary, { determinations: first }));
		expect(await ctx.countStatements(() => announce(ctx, secretary, { determinations: others }))).toBe(told);
	});
});

const dueToday = async (kind: string) => (await today(ctx, organiser, { edition })).find((item) => item.kind === kind);
const found = async (query: string) => (await deskList(ctx, organiser, { edition, query })).rows.map((row) => row.id);

describe('a request for information', () => {
	const due = Date.parse('2021-10-26T00:00:00+08:00');
	const ask = (application: string) =>
		requestInfo(ctx, secretary, {
			application,
			fields: ['title', 'mode'],
			questions: ['Who pays for the travel?', '  '],
			note: 'The title is too long.',
			due: '2021-10-25',
		});
	const answer = (application: string, request: string, actor = author, title = 'Bone loss') =>
		answerRequest(ctx, actor, {
			application,
			request,
			entries: [
				['title', title],
				['mode', 'online'],
				['abstract', wordsOf(260)],
				['reply.q1', 'The university.'],
			],
		});

	it('changes exactly what was asked, although the call is closed', async () => {
		const application = await apply();
		const request = await ask(application);
		expect(await refusalOf(ask(application))).toMatchObject({ code: 'request-open' });
		expect((await asAuthor(application)).requests).toEqual([
			expect.objectContaining({
				id: request,
				state: 'open',
				dueAt: due,
				fields: ['title', 'mode'],
				note: 'The title is too long.',
			}),
		]);
		expect(JSON.stringify(await asAuthor(application))).not.toContain('secretary');
		expect(await refusalOf(answer(application, request, stranger))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(answer(application, request, author, ''))).toMatchObject({
			problems: [{ path: 'title', code: 'required' }],
		});
		expect(await answer(application, request)).toBe(2);
		const { versions, requests } = await asDesk(application);
		expect(versions[0]).toMatchObject({ version: 2, event: 'answer-request' });
		expect(versions[0]?.changes.map(({ field }) => field.id)).toEqual(['title', 'mode']);
		expect(versions[0]?.answers.abstract).toBe(sampleAnswers().abstract);
		expect(requests[0]).toMatchObject({ state: 'answered', replies: { q1: 'The university.' }, answeredVersion: 2 });
		expect(await refusalOf(answer(application, request))).toMatchObject({ code: 'request-ended' });
		const { rows } = await ctx.byHand('select title, mode from application where id = $1', [application]);
		expect(rows[0]).toEqual({ title: 'Bone loss', mode: 'online' });
		expect(
			await refusalOf(
				ctx.byHand(`update application_version set answers = '{}' where application_id = $1`, [application]),
			),
		).toMatchObject({ message: expect.stringContaining('immutable') });
	});

	it('takes a file, and reads it back as part of the newest version', async () => {
		const application = await apply();
		const request = await requestInfo(ctx, secretary, {
			application,
			fields: ['supporting'],
			questions: [],
			note: '',
			due: '2021-10-25',
		});
		const send = (mediaType: string) =>
			answerRequest(ctx, author, {
				application,
				request,
				entries: [],
				files: { supporting: { name: 'letter.pdf', bytes: 1000, digest: 'b'.repeat(64), mediaType } },
			});
		expect(await refusalOf(send('image/png'))).toMatchObject({ problems: [{ path: 'supporting', code: 'file-type' }] });
		expect(await send('application/pdf')).toBe(2);
		const [newest] = (await asDesk(application)).versions;
		const given = newest?.answers.supporting as { file: string; name: string };
		expect(given.name).toBe('letter.pdf');
		expect(await addressOfFile(ctx, secretary, { application, file: given.file })).toMatch(/^\w{20,}$/);
		expect(await refusalOf(addressOfFile(ctx, stranger, { application, file: given.file }))).toMatchObject({
			kind: 'not-found',
		});
	});

	it('is late from its date on, and may be extended or closed', async () => {
		const application = await apply();
		const request = await ask(application);
		ctx.setNow(due);
		expect(await refusalOf(answer(application, request))).toMatchObject({
			kind: 'closed',
			code: 'request-too-late',
			params: { until: due, zone: 'Asia/Shanghai' },
		});
		await runDue(ctx, dueHandlers);
		expect((await asDesk(application)).requests[0]).toMatchObject({ state: 'expired' });
		expect((await historyOf(ctx, { type: 'application', id: application })).at(-1)).toMatchObject({
			action: 'expire-request',
			actor: 'system:due-list',
		});
		const late = await dueToday('expired-requests');
		expect(late?.waitingOn).toBe('desk');
		expect(await found('request:expired')).toHaveLength(late?.count ?? 0);
		expect(await found('request:expired')).toContain(application);
		expect(await found('request:open')).not.toContain(application);
		await extendRequest(ctx, secretary, { application, request, due: '2021-10-28' });
		expect((await dueToday('expired-requests'))?.count ?? 0).toBe((late?.count ?? 0) - 1);
		expect(await found('request:open')).toContain(application);
		expect((await asAuthor(application)).requests[0]).toMatchObject({ state: 'open' });
		expect(await answer(application, request)).toBe(2);
		const second = await ask2(application);
		await closeRequest(ctx, secretary, { application, request: second });
		expect(await refusalOf(answer(application, second))).toMatchObject({ code: 'request-ended' });
		expect(
			await refusalOf(extendRequest(ctx, author, { application, request: second, due: '2021-10-29' })),
		).toMatchObject({
			kind: 'forbidden',
		});
	});
	const ask2 = (application: string) =>
		requestInfo(ctx, secretary, { application, fields: ['title'], questions: [], note: '', due: '2021-10-30' });

	it('names what is wrong with it, and is over when the application is withdrawn', async () => {
		const application = await apply();
		const codes = async (change: object) =>
			(
				(await refusalOf(
					requestInfo(ctx, secretary, {
						application,
						fields: [],
						questions: [],
						note: '',
						due: '2021-10-25',
						...change,
					}),
				)) as { problems: { code: string }[] }
			).problems.map(({ code }) => code);
		expect(await codes({})).toEqual(['nothing-asked']);
		expect(await codes({ fields: ['x'], due: '2021-10-01' })).toEqual(['unknown-field', 'bad-due']);
		expect(await codes({ fields: ['title'], due: 'soon' })).toEqual(['bad-due']);
		const request = await ask(application);
		await withdraw(ctx, author, { application });
		expect(await refusalOf(answer(application, request))).toMatchObject({ code: 'wrong-state' });
		expect((await asDesk(application)).requests[0]).toMatchObject({ state: 'closed' });
		expect(await moves(application)).toEqual(['withdrawn']);
	});
});

describe('an appeal', () => {
	const refuse = async () => {
		const application = await apply();
		const determination = await decide(ctx, organiser, { application, outcome: 'out', reason: 'late' });
		expect(await refusalOf(makeAppeal(ctx, author, { application, text: 'Please' }))).toMatchObject({
			code: 'no-appeal',
		});
		await announce(ctx, secretary, { determinations: [determination] });
		return { application, determination };
	};

	it('is made once in its days, and when upheld the application is decided again', async () => {
		const { application } = await refuse();
		const until = Date.parse('2021-10-26T00:00:00+08:00');
		expect((await asAuthor(application)).appeal).toMatchObject({ may: true, until, made: null });
		expect(await refusalOf(makeAppeal(ctx, author, { application, text: ' ' }))).toMatchObject({
			problems: [{ path: 'appeal', code: 'appeal-empty' }],
		});
		expect(await refusalOf(makeAppeal(ctx, stranger, { application, text: 'x' }))).toMatchObject({ kind: 'not-found' });
		expect(await dueToday('answer-appeals')).toBeUndefined();
		await makeAppeal(ctx, author, { application, text: 'The post was late.' });
		expect(await dueToday('answer-appeals')).toMatchObject({ count: 1, waitingOn: 'desk' });
		expect(await found('appeal:open')).toEqual([application]);
		expect(await refusalOf(makeAppeal(ctx, author, { application, text: 'Again' }))).toMatchObject({
			code: 'appealed-already',
		});
		expect(await refusalOf(answerAppeal(ctx, author, { application, verdict: 'upheld', answer: 'Yes' }))).toMatchObject(
			{
				kind: 'forbidden',
			},
		);
		expect(await refusalOf(decide(ctx, organiser, { application, outcome: 'eligible' }))).toMatchObject({
			code: 'announced-already',
		});
		await answerAppeal(ctx, organiser, { application, verdict: 'upheld', answer: 'You are right.' });
		expect(await dueToday('answer-appeals')).toBeUndefined();
		expect(await stateOf(application)).toMatchObject({ state: 'submitted' });
		expect(await asAuthor(application)).toMatchObject({
			state: 'submitted',
			appeal: { may: false, made: { state: 'upheld', answer: 'You are right.' } },
		});
		await screen(ctx, secretary, { application, ticked: ['complete', 'student'] });
		await decide(ctx, organiser, { application, outcome: 'told' });
		expect((await asAuthor(application)).state).toBe('submitted');
		await undecide(ctx, organiser, { application });
		expect(await stateOf(application)).toMatchObject({ state: 'submitted' });
		expect(await moves(application)).toEqual(['announced', 'undone', 'undone']);
	});

	it('comes too late after its days, and a rejected one leaves the decision', async () => {
		const late = await refuse();
		ctx.setNow(Date.parse('2021-10-26T00:00:00+08:00'));
		expect(await refusalOf(makeAppeal(ctx, author, { application: late.application, text: 'x' }))).toMatchObject({
			code: 'appeal-too-late',
		});
		const { application } = await refuse();
		await makeAppeal(ctx, author, { application, text: 'Please look again.' });
		await answerAppeal(ctx, organiser, { application, verdict: 'rejected', answer: 'We looked again.' });
		expect(await stateOf(application)).toMatchObject({ state: 'announced' });
		expect(
			await refusalOf(answerAppeal(ctx, organiser, { application, verdict: 'upheld', answer: 'x' })),
		).toMatchObject({
			code: 'appeal-answered',
		});
	});
});

describe('the rules of the stages', () => {
	it('stay as they are once the call is open and somebody has applied; words and dates may change', async () => {
		await apply();
		const save = (changed: unknown) =>
			saveCallFromBundle(ctx, system('test'), {
				edition,
				organisation,
				call: callSchema.parse({ ...sampleCall, slug: 'staged', stages: changed }),
				tracks: [],
				outside: [],
			});
		const [screening, decision] = stages;
		expect(await refusalOf(save([{ ...screening, appealDays: 2 }, decision]))).toMatchObject({ code: 'rules-frozen' });
		expect(await refusalOf(save([screening, { ...decision, outcomes: decision?.outcomes.slice(0, 1) }]))).toMatchObject(
			{ code: 'rules-frozen' },
		);
		expect(
			await save([
				{ ...screening, label: both('First look') },
				{ ...decision, confirmBy: '2021-11-10' },
			]),
		).toMatchObject({
			changed: true,
		});
	});
});
