import { testContext } from '../../../../../tests/setup/context.ts';
import { callSchema } from '../../call.ts';
import { sampleCall } from '../../testing.ts';
import { applicationForAuthor, applicationForDesk, deskList, screen, today } from '../index.ts';
import { edition, makeApplication, makeCall, notingJobs, organiser, person, secretary } from '../testing.ts';

/** For tests: a call that is screened and then decided, with somebody who applies and ways to look at what became of it. */
export async function stagesGround() {
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
	const dueToday = async (kind: string) =>
		(await today(ctx, organiser, { edition })).find((item) => item.kind === kind);
	const found = async (query: string) => (await deskList(ctx, organiser, { edition, query })).rows.map((row) => row.id);
	return {
		start,
		afterClose,
		ctx,
		both,
		stages,
		author,
		stranger,
		stateOf,
		asAuthor,
		asDesk,
		apply,
		moves,
		ready,
		dueToday,
		found,
	};
}
