import { describe, expect, it } from 'vitest';
import { announce, answerAppeal, decide, makeAppeal, screen, undecide } from './index.ts';
import { organiser, refusalOf, secretary } from './testing.ts';
import { stagesGround } from './testing/stages.ts';

const { ctx, author, stranger, stateOf, asAuthor, apply, moves, dueToday, found } = await stagesGround();

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
