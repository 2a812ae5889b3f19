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
