import { expect, it } from 'vitest';
import { transaction } from '#core/context/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { applicationForDesk, callsPersonData, decide, myApplications, postMessage } from './index.ts';
import { makeApplication, makeCall, makeDraft, notingJobs, organiser, person } from './testing.ts';

const ctx = await testContext({ jobs: notingJobs().handlers, at: Date.parse('2021-10-10T09:00:00+08:00') });
const call = await makeCall(ctx);

it('a person’s data can be exported, merged and erased', async () => {
	const author = person('author');
	const { application } = await makeApplication(ctx, call, author, { title: 'The work itself' });
	await makeDraft(ctx, call, author, { title: 'A draft' });
	await postMessage(ctx, author, { application, as: 'applicant', text: 'My words' });
	await decide(ctx, organiser, { application, outcome: 'talk', note: 'between us' });

	const before = (await ctx.byHand('select facts from application where id = $1', [application])).rows[0].facts;
	expect(before).toMatchObject({ place: 'Toulouse', authors: ['FR'] });
	const exported = JSON.stringify(await callsPersonData.export(ctx, 'author'));
	expect(exported).toMatch(/The work itself.*A draft/s);
	expect(exported).toContain('My words');
	expect(exported).not.toMatch(/between us|"decided"|"talk","cond/);

	await transaction(ctx, (tx) => callsPersonData.merge(tx, 'author', 'same'));
	const same = await myApplications(ctx, person('same'));
	expect([same.applications.length, same.drafts.length]).toEqual([1, 1]);

	await transaction(ctx, (tx) => callsPersonData.erase(tx, 'same'));
	const desk = await applicationForDesk(ctx, organiser, { application, locale: 'en' });
	expect(desk.title).toBe('The work itself');
	expect(JSON.stringify(desk)).not.toMatch(/Ada|ada@|My words|Toulouse/);
	expect(await myApplications(ctx, person('same'))).toEqual({ applications: [], drafts: [] });
	const facts = (await ctx.byHand('select facts from application where id = $1', [application])).rows[0].facts;
	expect(facts).toHaveProperty('track');
	expect(facts).not.toHaveProperty('place');
	expect(facts).not.toHaveProperty('authors');
	// The exception holds for that transaction only.
	await expect(ctx.byHand(`update application_version set answers = '{}'`)).rejects.toThrow('immutable');
});

it('what somebody handed in for others is theirs: not in his export, and left as it is when he is erased', async () => {
	const { application } = await makeApplication(ctx, call, person('holder'), { title: 'Entered for her' });
	const answersOf = async () =>
		(await ctx.byHand('select person_id, answers from application_version where application_id = $1', [application]))
			.rows[0];
	const before = await answersOf();
	await transaction(ctx, async (tx) => {
		await tx.db.execute("select set_config('orrery.erasing', 'yes', true)");
		await tx.db.execute(`update application_version set person_id = 'desk' where application_id = '${application}'`);
	});
	const ofDesk = await callsPersonData.export(ctx, 'desk');
	expect(JSON.stringify(ofDesk)).not.toMatch(/Entered for her|ada@/);
	expect(ofDesk).toMatchObject({ versions: [], versionsForOthers: [{ application, version: 1 }] });
	expect(JSON.stringify(await callsPersonData.export(ctx, 'holder'))).toMatch(/ada@/);

	await transaction(ctx, (tx) => callsPersonData.erase(tx, 'desk'));
	expect(await answersOf()).toEqual({ person_id: 'erased', answers: before.answers });

	// And all that others wrote for her goes with her.
	await transaction(ctx, (tx) => callsPersonData.erase(tx, 'holder'));
	expect(JSON.stringify(await answersOf())).not.toMatch(/ada@|Toulouse/);
	expect(JSON.stringify(await answersOf())).toContain('Entered for her');
});
