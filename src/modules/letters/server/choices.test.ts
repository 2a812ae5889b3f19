import { describe, expect, test } from 'vitest';
import { system } from '#core/access/index.ts';
import { grantRelation } from '#core/access/index.ts';
import { runDue } from '#core/clock/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import { decide } from '#modules/calls/server/index.ts';
import { person, refusalOf } from '#modules/calls/server/testing.ts';
import { lettersGround } from './testing.ts';
import {
	batchWithLetters,
	cancelPlan,
	dropLetterEdit,
	editLetter,
	letterDueHandlers,
	lettersOfApplication,
	letterWording,
	openLetter,
	planBatch,
	plansOf,
	prepareBatch,
	previewLetter,
	saveLetterRules,
	sendBatch,
	tryLetterRules,
} from './index.ts';

const ground = await lettersGround();
const { ctx, edition, organiser, secretary, chair } = ground;

/** A call that has a wording of its own beside those of the edition. */
const makeCall = () =>
	ground.makeCall({
		letters: [
			{
				id: 'own',
				subject: { en: 'Own words: {title}', zh: '专用函件：{title}' },
				body: {
					en: 'Dear {recipient},\n\nOwn words on {title}.',
					zh: '尊敬的{recipient}：\n\n关于{title}的专用函件。',
				},
			},
		],
	});
const apply = (call: string, outcome: string) =>
	ground.apply(call, { outcome, ...(outcome === 'reject' ? { reason: 'scope' } : {}) });

describe('rules', () => {
	test('choose the wording, first match first; the trial counts without keeping anything', async () => {
		const call = await makeCall();
		const talk = await apply(call, 'talk');
		const poster = await apply(call, 'poster-instead');
		const waits = await apply(call, 'waitlist');
		const rules = [
			{ outcome: 'talk', letter: 'own' },
			{ outcome: 'talk', letter: 'rejected' },
			{ format: 'poster', letter: 'own' },
		];
		const before = await prepareBatch(ctx, chair, { callId: call });
		const trial = await tryLetterRules(ctx, chair, { callId: call, rules });
		expect(trial.counts).toEqual([
			{ waiting: 1, announced: 0 },
			{ waiting: 0, announced: 0 },
			{ waiting: 1, announced: 0 },
		]);
		expect(trial.hidden).toEqual([1]);
		expect(trial.none.map(({ application }) => application)).toEqual([waits.application]);
		expect(await prepareBatch(ctx, chair, { callId: call })).toEqual(before);

		await saveLetterRules(ctx, organiser, { callId: call, rules });
		const { recipients } = await prepareBatch(ctx, chair, { callId: call });
		const chosen = new Map(recipients.map(({ application, text, rule }) => [application, { text, rule }]));
		expect(chosen.get(talk.application)).toEqual({ text: 'own', rule: 0 });
		expect(chosen.get(poster.application)).toEqual({ text: 'own', rule: 2 });
		expect(chosen.get(waits.application)).toMatchObject({ text: 'waitlist', rule: -1 });
		expect(
			(await previewLetter(ctx, chair, { callId: call, determination: talk.determination })).content.subject,
		).toContain('Own words');
		await sendBatch(ctx, secretary, { callId: call, determinations: [talk.determination] });
		expect((await tryLetterRules(ctx, chair, { callId: call })).counts[0]).toEqual({ waiting: 0, announced: 1 });
	});

	test('are edited by organisers; what they name must be there', async () => {
		const call = await makeCall();
		const save = (rules: unknown[], actor = organiser) =>
			refusalOf(saveLetterRules(ctx, actor, { callId: call, rules }));
		expect(await save([{ letter: 'no-such' }])).toMatchObject({
			problems: [{ path: 'rules.0.letter', code: 'unknown-letter' }],
		});
		expect(await save([{ letter: 'own', outcome: 'no-such' }])).toMatchObject({
			problems: [{ path: 'rules.0.outcome', code: 'unknown-outcome' }],
		});
		expect(await save([{ letter: 'own', strange: 1 }])).toMatchObject({ problems: [{ code: 'rule-bad' }] });
		expect(await save([{ letter: 'own' }], chair)).toMatchObject({ kind: 'forbidden' });
		expect(await save([{ letter: 'own' }], person('nobody'))).toMatchObject({ kind: 'not-found' });
		const nobody = tryLetterRules(ctx, person('nobody'), { callId: call });
		expect(await refusalOf(nobody)).toMatchObject({ kind: 'not-found' });
	});
});

describe('one letter edited', () => {
	const text = {
		subject: { en: 'Especially: {title}', zh: '特别通知：{title}' },
		body: { en: 'Dear {recipient},\n\nThe jury was moved.', zh: '尊敬的{recipient}：\n\n评委深受感动。' },
	};

	test('is sent as it was written for this one alone, and marked', async () => {
		const call = await makeCall();
		const [one, other] = [await apply(call, 'waitlist'), await apply(call, 'waitlist')];
		await editLetter(ctx, secretary, { callId: call, determination: one.determination, ...text });
		const marks = (await prepareBatch(ctx, chair, { callId: call })).recipients.map(({ edited }) => edited);
		expect(marks).toEqual([true, false]);
		expect(await letterWording(ctx, secretary, { callId: call, determination: one.determination })).toMatchObject({
			edited: true,
			text: { body: { en: text.body.en } },
		});
		const { batch } = await sendBatch(ctx, secretary, {
			callId: call,
			determinations: [one.determination, other.determination],
		});
		await ctx.runJobs();
		const { letters } = await batchWithLetters(ctx, secretary, { editionId: edition, batch });
		expect(letters.filter(({ edited }) => edited).map(({ applicationId }) => applicationId)).toEqual([one.application]);
		const [letter] = await lettersOfApplication(ctx, one.application);
		const { content } = await openLetter(ctx, one.author, letter?.id ?? '');
		expect(JSON.stringify(content)).toContain('The jury was moved.');
		const [plain] = await lettersOfApplication(ctx, other.application);
		expect(JSON.stringify((await openLetter(ctx, other.author, plain?.id ?? '')).content)).not.toContain('moved');
		expect((await ctx.byHand('select 1 from letter_edit')).rows).toEqual([]);
		const actions = (await historyOf(ctx, { type: 'application', id: one.application })).map(({ action }) => action);
		expect(actions).toContain('edit-letter');
	});

	test('what is wrong is said at its place; another decision is another letter; only the desk edits', async () => {
		const call = await makeCall();
		const one = await apply(call, 'waitlist');
		const edit = (over: object, actor = secretary) =>
			refusalOf(editLetter(ctx, actor, { callId: call, determination: one.determination, ...text, ...over }));
		expect(await edit({ subject: { en: '', zh: 'x'.repeat(400) } })).toMatchObject({
			problems: [
				{ path: 'subject.en', code: 'required' },
				{ path: 'subject.zh', code: 'too-many-characters' },
			],
		});
		expect(await edit({ body: { en: '{salary}', zh: '好' } })).toMatchObject({
			problems: [{ path: 'body.en', code: 'unknown-placeholder', params: { name: 'salary' } }],
		});
		expect(await edit({ body: { en: '{from-track} {confirm-by}', zh: '好' } })).toMatchObject({
			problems: [{ path: 'body', code: 'letter-incomplete' }],
		});
		expect(await edit({}, chair)).toMatchObject({ kind: 'forbidden' });
		expect(await edit({}, one.author)).toMatchObject({ kind: 'not-found' });
		await editLetter(ctx, secretary, { callId: call, determination: one.determination, ...text });
		await dropLetterEdit(ctx, secretary, { callId: call, determination: one.determination });
		expect((await prepareBatch(ctx, chair, { callId: call })).recipients[0]?.edited).toBe(false);
		await editLetter(ctx, secretary, { callId: call, determination: one.determination, ...text });
		await decide(ctx, organiser, { application: one.application, outcome: 'talk' });
		expect((await prepareBatch(ctx, chair, { callId: call })).recipients[0]?.edited).toBe(false);
	});
});

describe('letters planned for a time', () => {
	const sent = Date.parse('2021-10-30T09:00:00+08:00');
	const plan = (call: string, determinations: string[], over: object = {}, actor = secretary) =>
		planBatch(ctx, actor, { callId: call, determinations, at: '2021-10-30T09:00', zone: 'Asia/Shanghai', ...over });
	const work = () => runDue(ctx, letterDueHandlers);

	test('nobody is told before; then they are sent once, at their pace', async () => {
		await grantRelation(ctx, system('test'), 'secretary', 'secretary', { type: 'edition', id: edition });
		const call = await makeCall();
		const list = [await apply(call, 'waitlist'), await apply(call, 'waitlist')];
		const ids = list.map(({ determination }) => determination);
		await plan(call, ids, { perMinute: 20 });
		expect(await refusalOf(plan(call, ids))).toMatchObject({ code: 'planned-already', params: { count: 2 } });
		expect((await prepareBatch(ctx, chair, { callId: call })).recipients.map(({ plannedFor }) => plannedFor)).toEqual([
			sent,
			sent,
		]);
		ctx.setNow(sent - 1000);
		expect(await work()).toBe(0);
		expect(await lettersOfApplication(ctx, list[0]?.application ?? '')).toEqual([]);
		ctx.setNow(sent + 60_000);
		expect(await work()).toBe(1);
		expect(await work()).toBe(0);
		await ctx.runJobs();
		const { rows } = await ctx.byHand(
			'select extract(epoch from m.not_before) as at from mail m join letter l on l.mail_id = m.id where l.call_id = $1 order by l.place',
			[call],
		);
		expect(Math.round(Number(rows[1].at) - Number(rows[0].at))).toBe(3);
		expect(await plansOf(ctx, secretary, edition)).toEqual([]);
	});

	test('are not sent when a decision changed, when they were cancelled, or when their planner may no more', async () => {
		const call = await makeCall();
		const [changed, cancelled, powerless] = [
			await apply(call, 'waitlist'),
			await apply(call, 'waitlist'),
			await apply(call, 'waitlist'),
		];
		await plan(call, [changed.determination]);
		await decide(ctx, organiser, { application: changed.application, outcome: 'talk' });
		await cancelPlan(ctx, secretary, await plan(call, [cancelled.determination]));
		const formerly = person('once', { relation: 'secretary', on: 'edition', id: edition });
		await plan(call, [powerless.determination], {}, formerly);
		ctx.setNow(sent);
		await work();
		const stopped = (await plansOf(ctx, secretary, edition)).filter(({ callId }) => callId === call);
		expect(stopped.map(({ state, refusal }) => [state, refusal]).sort()).toEqual([
			['stopped', 'decision-changed'],
			['stopped', 'not-found'],
		]);
		for (const { application } of [changed, cancelled, powerless])
			expect(await lettersOfApplication(ctx, application)).toEqual([]);
	});

	test('what is wrong with a plan is said before', async () => {
		const call = await makeCall();
		const one = await apply(call, 'waitlist');
		const wrong = (over: object, actor = secretary) => refusalOf(plan(call, [one.determination], over, actor));
		expect(await wrong({ at: '2021-10-01T09:00' })).toMatchObject({ problems: [{ path: 'at', code: 'time-past' }] });
		expect(await wrong({ at: 'soon' })).toMatchObject({ problems: [{ path: 'at', code: 'bad-time' }] });
		expect(await wrong({ perMinute: 0 })).toMatchObject({ problems: [{ path: 'perMinute', code: 'bad-pace' }] });
		expect(await wrong({}, chair)).toMatchObject({ kind: 'forbidden' });
	});
});
