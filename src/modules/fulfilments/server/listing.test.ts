import { describe, expect, test } from 'vitest';
import { decide, withdraw } from '#modules/calls/server/index.ts';
import { grantRelation, system } from '#core/access/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { callsWithList, listedCalls, publicListing } from './index.ts';
import { apply, decideAndAnnounce, makeCall, makePerson, makePrizes, testJobs } from './testing.ts';

const ctx = await testContext({ jobs: testJobs(), at: Date.parse('2021-10-10T09:00:00+08:00') });
const { edition, call } = await makePrizes(ctx);
const organiser = await makePerson(ctx, { given: 'O', family: 'Desk' }, undefined, {
	name: 'organiser',
	type: 'edition',
	id: edition,
});
const listing = () => publicListing(ctx, { deskId: edition, call: 'prizes' });
const revision = async () =>
	(await ctx.byHand('select number from public_revision where scope = $1', [edition])).rows[0]?.number ?? 0;

async function winner(change = {}, outcome: 'first' | 'waiting' = 'first', of = call, announced = true) {
	const author = await makePerson(ctx, { given: 'Mira', family: 'Halden' });
	const application = await apply(ctx, of, author, change);
	if (announced) await decideAndAnnounce(ctx, organiser, application, outcome, { amount: 1 });
	else await decide(ctx, organiser, { application, outcome });
	await ctx.runJobs();
	return { author, application };
}

describe('the public list of a call', () => {
	test('is not there before anything is announced, decided or not', async () => {
		await winner({ title: 'Decided in secret' }, 'first', call, false);
		expect(await listing()).toBeUndefined();
		expect(await listedCalls(ctx, edition)).toEqual(new Set());
		expect(await callsWithList(ctx, [edition])).toEqual(new Set());
	});

	test('shows public answers and names, by outcome; nothing to write to and nothing that is not public', async () => {
		const before = await revision();
		await winner({ title: 'Zero gravity' });
		await winner({ title: 'A second one' });
		await winner({ title: 'Waits' }, 'waiting');
		expect(await revision()).toBeGreaterThan(before);
		const found = (await listing()) ?? expect.fail('no list');
		expect(found.groups.map(({ label, entries }) => [label.en, entries.map(({ title }) => title?.en)])).toEqual([
			['First prize', ['A second one', 'Zero gravity']],
			['Waiting list', ['Waits']],
		]);
		expect(found.groups[0]?.entries[0]).toMatchObject({
			people: [{ name: 'Mira Halden', affiliation: 'Institute of Examples' }],
			answers: [{ id: 'profile', text: { en: 'We study bones.' } }],
		});
		expect(JSON.stringify(found)).not.toMatch(/secret 9999|mira@institute|Decided in secret/);
		expect(await listedCalls(ctx, edition)).toEqual(new Set(['prizes']));
	});

	test('names no minor unless the guardian has allowed it', async () => {
		const { application } = await winner({ title: 'By a pupil' });
		await ctx.byHand('update application set minor = true where id = $1', [application]);
		const entry = async () =>
			(await listing())?.groups.flatMap(({ entries }) => entries).find((one) => one.title?.en === 'By a pupil');
		expect(await entry()).toMatchObject({ people: [], nameWithheld: true });
		expect(JSON.stringify(await entry())).not.toMatch(/Mira|Halden|Institute of Examples/);
		await ctx.byHand(`update application set minor_allows = '{"name": true}' where id = $1`, [application]);
		expect(await entry()).toMatchObject({ people: [{ name: 'Mira Halden' }], nameWithheld: false });
	});

	test('loses at once who withdraws', async () => {
		const { author, application } = await winner({ title: 'Goes away' });
		expect(JSON.stringify(await listing())).toContain('Goes away');
		const before = await revision();
		await withdraw(ctx, author, { application });
		await ctx.runJobs();
		expect(JSON.stringify(await listing())).not.toContain('Goes away');
		expect(await revision()).toBeGreaterThan(before);
	});

	test('of a standing call is its own', async () => {
		const standing = await makeCall(ctx, null, { slug: 'stars', numberPrefix: 'S' });
		const owner = await makePerson(ctx, { given: 'S', family: 'Owner' }, undefined, {
			name: 'organiser',
			type: 'call',
			id: standing,
		});
		const author = await makePerson(ctx, { given: 'Star', family: 'Firm' });
		const application = await apply(ctx, standing, author, { title: 'Star firm' });
		await decideAndAnnounce(ctx, owner, application, 'first');
		await ctx.runJobs();
		expect(JSON.stringify(await publicListing(ctx, { deskId: standing, call: 'stars' }))).toContain('Star firm');
		expect(await publicListing(ctx, { deskId: edition, call: 'stars' })).toBeUndefined();
		expect(JSON.stringify(await listing())).not.toContain('Star firm');
	});

	test('names the jury of a call that has one', async () => {
		const [stage] = (await import('../testing.ts')).prizeCall.stages;
		const jury = await makeCall(ctx, edition, {
			slug: 'judged',
			numberPrefix: 'J',
			stages: [
				{
					id: 'panel',
					kind: 'jury',
					label: { en: 'Jury', zh: '评审' },
					outcomes: [{ id: 'on', label: { en: 'On', zh: '进入' }, effect: 'advance' }],
				},
				stage as never,
			],
		});
		const juror = await makePerson(ctx, { given: 'Jo', family: 'Ror' });
		await grantRelation(ctx, system('test'), juror.personId, 'juror', { type: 'call', id: jury });
		expect(await publicListing(ctx, { deskId: edition, call: 'judged' })).toBeUndefined();
		const { application } = await winner({ title: 'Judged' }, 'first', call);
		await ctx.byHand(`update fulfilment set call_id = $1 where application_id = $2`, [jury, application]);
		expect((await publicListing(ctx, { deskId: edition, call: 'judged' }))?.jury).toEqual([
			{ given: 'Jo', family: 'Ror' },
		]);
		expect((await publicListing(ctx, { deskId: edition, call: 'judged' }))?.recusals).toBe(0);
		expect(await listing()).toMatchObject({ jury: [], recusals: null });
	});
});
