import { expect, it } from 'vitest';
import { testContext } from '../../../../tests/setup/context.ts';
import { formSchema } from '../form.ts';
import { applicationForAuthor, changeField, startChange, startDraft, submit } from './index.ts';
import { makeCall, notingJobs, person, refusalOf } from './testing.ts';

const ctx = await testContext({ jobs: notingJobs().handlers });
ctx.setNow(Date.parse('2021-10-10T09:00:00+08:00'));
const label = { en: 'Question', zh: '问题' };
const form = formSchema.parse({
	fields: [
		{ id: 'title', kind: 'short-text', role: 'title', label },
		{ id: 'funded', kind: 'yes-no', required: true, changeableUntil: '2021-11-10', label },
		{
			id: 'amount',
			kind: 'number',
			role: 'amount',
			required: true,
			currency: 'EUR',
			askIf: { field: 'funded', is: ['yes'] },
			label,
		},
		{ id: 'why', kind: 'long-text', required: true, askIf: { field: 'amount', atLeast: 1000 }, label },
		{ id: 'proof', kind: 'link', requiredAfter: '2021-10-12', label },
	],
});
const call = await makeCall(ctx, { form });
const author = person('author');
const draftOf = async (entries: [string, string][]) =>
	(await startDraft(ctx, author, { call, locale: 'en', entries })).draft;
const answersOf = async (application: string) =>
	(await applicationForAuthor(ctx, author, { application, locale: 'en' })).versions[0]?.answers;
const problemsOf = async (draft: string) => refusalOf(submit(ctx, author, { draft }));

it('what is asked is demanded, what is not asked is neither demanded nor handed in', async () => {
	const wrong = await draftOf([
		['funded', 'yes'],
		['amount', '1,500'],
	]);
	expect(await problemsOf(wrong)).toMatchObject({ kind: 'invalid', problems: [{ path: 'why', code: 'required' }] });
	const draft = await draftOf([
		['title', 'Without money'],
		['funded', 'no'],
		['amount', 'nonsense'],
		['why', 'It was typed before.'],
	]);
	const { application } = await submit(ctx, author, { draft });
	expect(await answersOf(application)).toEqual({ title: 'Without money', funded: false });
	const [row] = (await ctx.byHand('select facts from application where id = $1', [application])).rows;
	expect(row.facts).toEqual({ title: 'Without money', funded: false });
});

it('an answer that others hang on takes them along when it changes later', async () => {
	const draft = await draftOf([
		['funded', 'yes'],
		['amount', '1500'],
		['why', 'Two flights.'],
	]);
	const { application } = await submit(ctx, author, { draft });
	expect(await answersOf(application)).toMatchObject({ amount: 1500, why: 'Two flights.' });
	await changeField(ctx, author, { application, field: 'funded', entries: [['funded', 'no']] });
	expect(await answersOf(application)).toEqual({ funded: false });
});

it('an answer is required from its own date on, to the second, in the zone of the call', async () => {
	const end = Date.parse('2021-10-13T00:00:00+08:00');
	ctx.setNow(end - 1000);
	const early = await draftOf([['funded', 'no']]);
	const { application } = await submit(ctx, author, { draft: early });
	ctx.setNow(end);
	const late = await draftOf([['funded', 'no']]);
	expect(await problemsOf(late)).toMatchObject({ problems: [{ path: 'proof', code: 'required' }] });
	const change = await startChange(ctx, author, { application });
	expect(await problemsOf(change.draft)).toMatchObject({ problems: [{ path: 'proof', code: 'required' }] });
});
