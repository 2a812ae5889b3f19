import { describe, expect, it } from 'vitest';
import { grantRelation, system } from '#core/access/index.ts';
import { transaction } from '#core/context/index.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import { edition, notingJobs, organiser } from '#modules/calls/server/testing.ts';
import { entry, handIn, makeSmallCall, somebody } from '#modules/calls/server/testing-people.ts';
import { assign, recuseByChair, reviewJobHandlers, stageObjectId } from '../index.ts';
import { conflictsOf, isConflicted } from './index.ts';

const ctx = await testContext({
	jobs: { ...notingJobs().handlers, ...reviewJobHandlers },
	at: Date.parse('2021-10-10T09:00:00+08:00'),
});
const both = (en: string) => ({ en, zh: `${en}（中文）` });
const stages = [
	{
		id: 'round',
		kind: 'review' as const,
		label: both('Round'),
		criteria: [{ id: 'novelty', label: both('Novelty') }],
		outcomes: [{ id: 'yes', label: both('Yes'), effect: 'accept' as const }],
	},
];

async function panel(call: string, ...people: { personId: string }[]) {
	for (const { personId } of people) {
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
}

describe('what is on record', () => {
	it('is a conflict of whoever applied, is named or was recused, and of nobody else', async () => {
		const call = await makeSmallCall(ctx, 'record', { stages });
		const ada = await somebody(ctx, 'ada@record.example');
		const named = await somebody(ctx, 'named@record.example', 'Ned', 'Named');
		const free = await somebody(ctx, 'free@elsewhere.example', 'Fay', 'Free');
		await panel(call, ada, named, free);
		const authors = [entry('Ned', 'Named', ' Named@Record.example '), entry('Nobody', 'Known', 'nobody@known.example')];
		const { application } = await handIn(ctx, call, ada, { title: 'One', authors });
		const second = await handIn(ctx, call, await somebody(ctx, 'bo@other.example', 'Bo', 'Other'), { title: 'Two' });
		await recuseByChair(ctx, organiser, {
			application: second.application,
			person: free.personId,
			reason: 'family',
			text: '',
		});
		const found = await conflictsOf(ctx, call);
		const of = (person: string) => found.filter((one) => one.person === person);
		expect(of(ada.personId)).toEqual([{ application, person: ada.personId, kinds: ['self'], state: 'counts' }]);
		expect(of(named.personId)).toEqual([{ application, person: named.personId, kinds: ['named'], state: 'counts' }]);
		expect(of(free.personId)).toEqual([
			{ application: second.application, person: free.personId, kinds: ['recused'], state: 'confirmed' },
		]);
		expect(await isConflicted(ctx, application, named.personId)).toBe(true);
		expect(await isConflicted(ctx, application, free.personId)).toBe(false);
		const people = [ada, named, free].map(({ personId }) => personId);
		const { left, assigned } = await assign(ctx, organiser, {
			call,
			stage: 'round',
			applications: [application],
			people,
		});
		expect(assigned).toBe(1);
		expect(left.map(({ person, why }) => [person, why])).toEqual([
			[ada.personId, 'own'],
			[named.personId, 'own'],
		]);
	});
});
