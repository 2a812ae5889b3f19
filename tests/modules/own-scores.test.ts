import { expect, it } from 'vitest';
import { actorFor, grantRelation, system } from '#core/access/index.ts';
import { transaction } from '#core/context/index.ts';
import { testContext } from '../setup/context.ts';
import { acceptInvite, inviteMember } from '#modules/calls/server/index.ts';
import { edition, notingJobs, organiser, refusalOf } from '#modules/calls/server/testing.ts';
import { handIn, makeSmallCall, somebody } from '#modules/calls/server/testing-people.ts';
import {
	assign,
	myReviews,
	reviewJobHandlers,
	reviewPage,
	saveScore,
	scoresOfApplication,
	stageObjectId,
} from '#modules/review/server/index.ts';

const ctx = await testContext({
	jobs: { ...notingJobs().handlers, ...reviewJobHandlers },
	at: Date.parse('2021-10-10T09:00:00+08:00'),
});
const both = (en: string) => ({ en, zh: `${en}（中文）` });

it('who comes to work on an application reads no score of it, on the panel or at the desk', async () => {
	const call = await makeSmallCall(ctx, 'scored', {
		stages: [
			{
				id: 'round',
				kind: 'review',
				label: both('Round'),
				criteria: [{ id: 'novelty', label: both('Novelty') }],
				scoreVisibility: 'panel',
				comments: ['to-panel'],
				outcomes: [{ id: 'yes', label: both('Yes'), effect: 'accept' }],
			},
		],
	});
	const ada = await somebody(ctx, 'ada@own.example');
	const { application } = await handIn(ctx, call, ada, { title: 'Judged' });
	const panel = [await somebody(ctx, 'one@own.example'), await somebody(ctx, 'two@own.example')];
	for (const { personId } of panel) {
		await transaction(ctx, (tx) =>
			grantRelation(
				tx,
				system('t'),
				personId,
				'reviewer',
				{ type: 'stage', id: stageObjectId(call, 'round') },
				edition,
			),
		);
	}
	const people = panel.map(({ personId }) => personId);
	await assign(ctx, organiser, { call, stage: 'round', applications: [application], people });
	ctx.setNow(Date.parse('2021-12-20T09:00:00+08:00'));
	const [one, two] = await Promise.all(people.map((id) => actorFor(ctx, id, 'session')));
	if (!one || !two) throw new Error('nobody');
	const entries: [string, string][] = [
		['points.novelty', '1'],
		['comment.to-panel', 'Weak, frankly'],
	];
	await saveScore(ctx, one, { application, entries, revision: 0, submit: true });
	expect(JSON.stringify(await reviewPage(ctx, two, { application }))).toContain('Weak, frankly');

	const { path } = await inviteMember(ctx, ada, { application, name: '', address: '', locale: 'en' });
	await acceptInvite(ctx, two, { secret: path.slice(path.lastIndexOf('/') + 1) });
	expect(await refusalOf(reviewPage(ctx, two, { application }))).toMatchObject({ kind: 'not-found' });
	expect(await myReviews(ctx, two)).toEqual([]);
	expect(JSON.stringify(await scoresOfApplication(ctx, organiser, { application, locale: 'en' }))).toContain('Weak');
	const chair = { ...two, relations: [{ relation: 'chair', on: 'edition', id: edition }] } as typeof two;
	expect(await scoresOfApplication(ctx, chair, { application, locale: 'en' })).toBeUndefined();
});
