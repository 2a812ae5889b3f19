import { describe, expect, test } from 'vitest';
import { type Actor, relationsOf, visitor } from '#core/access/index.ts';
import { openGrant } from '#core/files/index.ts';
import { announce, confirm, decide, withdraw } from '#modules/calls/server/index.ts';
import { transaction } from '#core/context/index.ts';
import { refusalOf } from '#modules/calls/server/testing.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { expectSameCost } from '../../../../tests/setup/queries.ts';
import {
	addressOfFulfilled,
	assignFulfilment,
	fulfilmentForDesk,
	fulfilmentList,
	fulfilmentPersonData,
	fulfilmentsForApplicant,
	fulfilmentsForDesk,
	lateFulfilments,
	type ListedCall,
	promiseReport,
	recordDone,
	recordPayment,
	recordSeveralDone,
	reopenFulfilment,
	reportCsv,
	settleFulfilments,
	whenMoved,
} from './index.ts';
import { apply, decideAndAnnounce, makeCall, makePerson, makePrizes, testJobs } from './testing.ts';

const ctx = await testContext({ jobs: testJobs(), at: Date.parse('2021-10-10T09:00:00+08:00') });
const { edition, call } = await makePrizes(ctx);
const otherCall = await makeCall(ctx, edition, { slug: 'others', numberPrefix: 'O' });
const somebody = (
	name: 'organiser' | 'secretary' | 'chair' | 'liaison',
	type: 'edition' | 'call' = 'edition',
	id = edition,
) => makePerson(ctx, { given: name, family: 'Desk' }, undefined, { name, type, id });
const organiser = await somebody('organiser');
const secretary = await somebody('secretary');
const chair = await somebody('chair');
const liaison = await somebody('liaison');
const liaisonOfOther = await somebody('liaison', 'call', otherCall);
const other = await makePerson(ctx, { given: 'Some', family: 'Body' });
const rows = async (statement: string, values: unknown[] = []) => (await ctx.byHand(statement, values)).rows;
const listed: ListedCall[] = [call, otherCall].map((id, i) => ({
	id,
	editionId: edition,
	organisationId: 'organisation1',
	title: { en: 'Call' },
	slug: i === 0 ? 'prizes' : 'others',
}));
const upload = async (text: string) => ({
	...(await ctx.files.put(new TextEncoder().encode(text))),
	mediaType: 'text/plain',
	name: 'proof.txt',
});

let people = 0;
async function decided(outcome: 'first' | 'partner' | 'waiting', answer = true, of = call) {
	people += 1;
	const author = await makePerson(ctx, { given: `Given${people}`, family: 'Family' });
	const application = await apply(ctx, of, author);
	const confirmedBy = outcome === 'partner' && answer ? { confirmedBy: author } : {};
	await decideAndAnnounce(ctx, organiser, application, outcome, {
		...(outcome === 'first' ? { amount: 5000 } : {}),
		...confirmedBy,
	});
	await ctx.runJobs();
	return { author, application };
}
const linesOf = async (application: string) => (await fulfilmentsForDesk(ctx, organiser, application)) ?? expect.fail();
async function lineOf(application: string, kind: string): Promise<string> {
	const line = (await linesOf(application)).find((one) => one.kind === kind);
	return line?.id ?? expect.fail(`no ${kind}`);
}
const statesOf = async (application: string) =>
	Object.fromEntries((await linesOf(application)).map(({ kind, state }) => [kind, state]));

describe('what follows', () => {
	test('begins when it is announced, and where that is asked for when it is confirmed', async () => {
		const author = await makePerson(ctx, { given: 'A', family: 'B' });
		const application = await apply(ctx, call, author);
		const determination = await decide(ctx, organiser, { application, outcome: 'partner' });
		await ctx.runJobs();
		expect(await linesOf(application)).toEqual([]);
		await transaction(ctx, (tx) => announce(tx, organiser, { determinations: [determination] }));
		await ctx.runJobs();
		expect(await linesOf(application)).toEqual([]);
		await confirm(ctx, author, { application, answer: 'confirmed' });
		await ctx.runJobs();
		expect(await statesOf(application)).toEqual({
			benefit: 'open',
			placement: 'open',
			document: 'open',
			stand: 'open',
			listing: 'done',
			relation: 'done',
		});
		await confirm(ctx, author, { application, answer: 'declined' });
		await ctx.runJobs();
		expect(new Set(Object.values(await statesOf(application)))).toEqual(new Set(['cancelled']));
		await confirm(ctx, author, { application, answer: 'confirmed' });
		await ctx.runJobs();
		expect(await statesOf(application)).toMatchObject({ benefit: 'open', listing: 'done' });
		expect(await rows('select 1 from fulfilment where application_id = $1', [application])).toHaveLength(6);
	});

	test('begins once, however often and however late the job runs, also at the same time', async () => {
		const { application } = await decided('first');
		const before = await rows('select * from fulfilment where application_id = $1 order by id', [application]);
		await Promise.all([1, 2, 3].map(() => whenMoved(ctx, { application, event: 'announced' })));
		await settleFulfilments(ctx, application);
		expect(await rows('select * from fulfilment where application_id = $1 order by id', [application])).toEqual(before);
		await whenMoved(ctx, { application: 'unknown', event: 'withdrawn' });
	});

	test('follows the newer decision: from the waiting list to a prize', async () => {
		const { application } = await decided('waiting');
		expect(await statesOf(application)).toEqual({ listing: 'done' });
		await decideAndAnnounce(ctx, organiser, application, 'first', { amount: 700 });
		await ctx.runJobs();
		expect(await statesOf(application)).toEqual({ listing: 'done', certificate: 'open', payment: 'open' });
		expect((await linesOf(application)).find(({ kind }) => kind === 'payment')).toMatchObject({
			amount: 700,
			currency: 'CNY',
		});
	});

	test('is due by the rule: so many days after it began, or a day, each to its end in the zone of the call', async () => {
		const first = await decided('first');
		const partner = await decided('partner');
		const due = async (application: string, kind: string) =>
			new Date((await linesOf(application)).find((one) => one.kind === kind)?.dueAt ?? 0).toISOString();
		expect(await due(first.application, 'payment')).toBe('2021-11-09T16:00:00.000Z');
		expect(await due(partner.application, 'benefit')).toBe('2021-11-18T16:00:00.000Z');
	});

	test('makes the applicant a reviewer, and ends it only where it began it', async () => {
		const { author, application } = await decided('partner');
		const personId = author.personId;
		expect(await relationsOf(ctx, personId)).toEqual([{ relation: 'reviewer', on: 'edition', id: edition }]);
		await withdraw(ctx, author, { application });
		await ctx.runJobs();
		expect(await relationsOf(ctx, personId)).toEqual([]);
		const before = await makePerson(ctx, { given: 'Was', family: 'Before' }, undefined, {
			name: 'reviewer',
			type: 'edition',
			id: edition,
		});
		const again = await apply(ctx, call, before);
		await decideAndAnnounce(ctx, organiser, again, 'partner', { confirmedBy: before });
		await ctx.runJobs();
		await withdraw(ctx, before, { application: again });
		await ctx.runJobs();
		expect(await relationsOf(ctx, before.personId)).toHaveLength(1);
	});
});

describe('a benefit', () => {
	test('is done with a proof only, by the desk, and what is done outlives its reason with a mark', async () => {
		const { author, application } = await decided('partner');
		const line = await lineOf(application, 'benefit');
		expect(await refusalOf(recordDone(ctx, secretary, { fulfilment: line, note: ' ' }))).toMatchObject({
			problems: [{ path: 'note', code: 'proof-needed' }],
		});
		const { revision } = await fulfilmentForDesk(ctx, secretary, line);
		await recordDone(ctx, secretary, {
			fulfilment: line,
			file: await upload('minutes'),
			note: 'Opening, 9:12',
			seen: revision,
		});
		expect(await refusalOf(recordDone(ctx, secretary, { fulfilment: line, note: 'x', seen: revision }))).toMatchObject({
			code: 'changed-meanwhile',
		});
		const found = await fulfilmentForDesk(ctx, organiser, line);
		expect(found).toMatchObject({ note: 'Opening, 9:12', file: { name: 'proof.txt' }, doneBy: { given: 'secretary' } });
		const grant = (found.file?.address ?? '').replace('/files/', '');
		expect((await openGrant(ctx, grant, organiser.personId)).name).toBe('proof.txt');
		expect(await refusalOf(openGrant(ctx, grant, author.personId))).toMatchObject({ kind: 'not-found' });
		const own = await fulfilmentsForApplicant(ctx, author, application);
		expect(own.find(({ kind }) => kind === 'benefit')).toMatchObject({ state: 'done', document: null });
		expect(JSON.stringify(own)).not.toContain('Opening, 9:12');
		await withdraw(ctx, author, { application });
		await ctx.runJobs();
		expect((await fulfilmentForDesk(ctx, organiser, line)).line).toMatchObject({ state: 'done', lapsed: true });
	});

	test('can be taken back, and several are done at once or none', async () => {
		const some = await Promise.all([decided('partner'), decided('partner')]);
		const lines = await Promise.all(some.map(({ application }) => lineOf(application, 'benefit')));
		const stand = await lineOf(some[0]?.application ?? '', 'stand');
		expect(
			await refusalOf(recordSeveralDone(ctx, secretary, { fulfilments: [...lines, stand], note: 'All' })),
		).toMatchObject({ kind: 'conflict', code: 'comes-later' });
		expect((await fulfilmentForDesk(ctx, organiser, lines[0] ?? '')).line.state).toBe('open');
		expect(await recordSeveralDone(ctx, secretary, { fulfilments: lines, note: 'All' })).toBe(2);
		await reopenFulfilment(ctx, secretary, { fulfilment: lines[0] ?? '' });
		expect(await fulfilmentForDesk(ctx, organiser, lines[0] ?? '')).toMatchObject({
			line: { state: 'open' },
			note: null,
		});
	});

	test('stands in the report of its applicant, on the page and as a table', async () => {
		const { application } = await decided('partner');
		await recordDone(ctx, secretary, { fulfilment: await lineOf(application, 'benefit'), note: '=cmd|evil' });
		const report = (await promiseReport(ctx, organiser, { calls: listed })).find(
			(one) => one.application === application,
		);
		expect(report).toMatchObject({
			done: 3,
			lines: expect.arrayContaining([expect.objectContaining({ kind: 'stand', state: 'open' })]),
		});
		const csv = reportCsv(report ? [report] : [], 'zh');
		expect(csv).toContain('开幕致辞鸣谢');
		expect(csv).toContain("'=cmd|evil");
		expect(csv).toContain('2021-11-18');
	});
});

test('what a later area makes stands as open and can not be called done', async () => {
	const { application } = await decided('partner');
	const line = await lineOf(application, 'stand');
	expect(await refusalOf(recordDone(ctx, organiser, { fulfilment: line, note: 'done!' }))).toMatchObject({
		kind: 'conflict',
		status: 409,
		code: 'comes-later',
		params: { kind: 'stand' },
	});
	expect((await fulfilmentForDesk(ctx, organiser, line)).line).toMatchObject({ state: 'open', against: 'comes-later' });
});

test('a document reaches its applicant, and nobody else', async () => {
	const { author, application } = await decided('partner');
	const line = await lineOf(application, 'document');
	expect(await refusalOf(recordDone(ctx, secretary, { fulfilment: line, note: 'Here' }))).toMatchObject({
		problems: [{ path: 'file', code: 'file-needed' }],
	});
	expect(await refusalOf(addressOfFulfilled(ctx, author, { document: line }))).toMatchObject({ kind: 'not-found' });
	await recordDone(ctx, secretary, { fulfilment: line, note: 'Take it along.', file: await upload('visa') });
	const address = await addressOfFulfilled(ctx, author, { document: line });
	expect((await openGrant(ctx, address.replace('/files/', ''), author.personId)).name).toBe('proof.txt');
	for (const [actor, kind] of [
		[other, 'not-found'],
		[visitor, 'signed-out'],
		[liaison, 'forbidden'],
	] as const) {
		expect(await refusalOf(addressOfFulfilled(ctx, actor, { document: line }))).toMatchObject({ kind });
	}
	expect(
		await refusalOf(addressOfFulfilled(ctx, author, { document: await lineOf(application, 'benefit') })),
	).toMatchObject({
		kind: 'not-found',
	});
	const own = await fulfilmentsForApplicant(ctx, author, application);
	expect(own.find(({ kind }) => kind === 'document')?.document).toEqual({ name: 'proof.txt', note: 'Take it along.' });
});

test('whoever works on the application too sees what it gets, but not what is paid', async () => {
	const { application } = await decided('first');
	expect(await refusalOf(fulfilmentsForApplicant(ctx, other, application))).toMatchObject({ kind: 'not-found' });
	const columns =
		await rows(`select column_name as name, data_type as type, is_nullable as empty, column_default as usual
		from information_schema.columns where table_name = 'application_member'`);
	const values = Object.fromEntries(
		columns
			.filter(({ empty, usual }) => empty === 'NO' && usual === null)
			.map(({ name, type }) => [name, type === 'boolean' ? false : type.startsWith('timestamp') ? '2021-10-10' : 'x']),
	);
	Object.assign(values, { id: 'member1', application_id: application, person_id: other.personId });
	const names = Object.keys(values);
	await ctx.byHand(
		`insert into application_member (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
		Object.values(values),
	);
	const kinds = (await fulfilmentsForApplicant(ctx, other, application)).map(({ kind }) => kind);
	expect(kinds).toEqual(['certificate']);
});

describe('a payment', () => {
	const good = { paid: 4500, reference: 'TRX-2021-0042', on: '2021-10-10' };

	test('is recorded by the liaison, with sum, day and reference; no account number is kept', async () => {
		const { author, application } = await decided('first');
		const fulfilment = await lineOf(application, 'payment');
		const problemsOf = async (change: object) =>
			(
				(await refusalOf(recordPayment(ctx, liaison, { fulfilment, ...good, ...change }))) as {
					problems: { path: string; code: string }[];
				}
			).problems.map(({ path, code }) => `${path} ${code}`);
		expect(await problemsOf({ paid: 5001 })).toEqual(['paid more-than-granted']);
		expect(await problemsOf({ paid: 0.5, on: '2021-02-31' })).toEqual(['paid not-an-amount', 'on not-a-day']);
		expect(await problemsOf({ on: '2021-10-11', reference: '' })).toEqual([
			'reference reference-needed',
			'on in-the-future',
		]);
		expect(await problemsOf({ reference: 'to DE89 3704 0044 0532 0130 00' })).toEqual(['reference bank-number']);
		expect(await problemsOf({ note: 'card 4111 1111 1111 1111' })).toEqual(['note bank-number']);
		await recordPayment(ctx, liaison, { fulfilment, ...good, file: await upload('bank') });
		expect(await fulfilmentForDesk(ctx, liaison, fulfilment)).toMatchObject({
			line: { state: 'done', amount: 5000, paid: 4500, currency: 'CNY', reference: 'TRX-2021-0042' },
			paidOn: '2021-10-10',
			may: { pay: true, record: false },
		});
		expect(await refusalOf(recordPayment(ctx, liaison, { fulfilment, ...good }))).toMatchObject({
			code: 'done-already',
		});
		const own = await fulfilmentsForApplicant(ctx, author, application);
		expect(own.find(({ kind }) => kind === 'payment')).toMatchObject({ paid: 4500, reference: 'TRX-2021-0042' });
		await withdraw(ctx, author, { application });
		await ctx.runJobs();
		expect((await fulfilmentForDesk(ctx, organiser, fulfilment)).line).toMatchObject({
			state: 'done',
			lapsed: true,
			paid: 4500,
		});
	});

	test('is nobody else’s, and the liaison sees payments and nothing else', async () => {
		const { author, application } = await decided('first');
		const fulfilment = await lineOf(application, 'payment');
		for (const [actor, kind] of [
			[visitor, 'signed-out'],
			[other, 'not-found'],
			[author, 'not-found'],
			[liaisonOfOther, 'not-found'],
			[chair, 'forbidden'],
		] as const) {
			expect(await refusalOf(recordPayment(ctx, actor, { fulfilment, ...good }))).toMatchObject({ kind });
		}
		const certificate = await lineOf(application, 'certificate');
		expect(await refusalOf(fulfilmentForDesk(ctx, liaison, certificate))).toMatchObject({ kind: 'forbidden' });
		expect(await refusalOf(recordPayment(ctx, liaison, { fulfilment: certificate, ...good }))).toMatchObject({
			kind: 'not-found',
		});
		expect(await refusalOf(recordDone(ctx, liaison, { fulfilment, note: 'x' }))).toMatchObject({ kind: 'forbidden' });
		expect(await fulfilmentsForDesk(ctx, liaison, application)).toBeNull();
		const seen = await fulfilmentList(ctx, liaison, { calls: listed, filters: {} });
		expect(new Set(seen.lines.map(({ kind }) => kind))).toEqual(new Set(['payment']));
		expect(JSON.stringify(seen)).not.toContain('secret 9999');
		expect((await fulfilmentList(ctx, liaisonOfOther, { calls: listed, filters: {} })).lines).toEqual([]);
		for (const actor of [other, author]) {
			expect(await refusalOf(fulfilmentList(ctx, actor, { calls: listed, filters: {} }))).toMatchObject({
				kind: 'not-found',
			});
			expect(await refusalOf(promiseReport(ctx, actor, { calls: listed }))).toMatchObject({ kind: 'not-found' });
			expect(await refusalOf(fulfilmentForDesk(ctx, actor, fulfilment))).toMatchObject({ kind: 'not-found' });
		}
		expect(await refusalOf(fulfilmentsForApplicant(ctx, other, application))).toMatchObject({ kind: 'not-found' });
	});

	test('is summed for its call', async () => {
		const own = await makeCall(ctx, edition, { slug: 'grants', numberPrefix: 'G' });
		const first = await decided('first', true, own);
		await decided('first', true, own);
		await recordPayment(ctx, secretary, { fulfilment: await lineOf(first.application, 'payment'), ...good });
		const calls = [{ id: own, editionId: edition, organisationId: 'organisation1', title: {}, slug: 'grants' }];
		expect((await fulfilmentList(ctx, liaison, { calls, filters: {} })).envelope).toEqual([
			{ call: own, currency: 'CNY', granted: 10_000, paid: 4500, open: 1 },
		]);
	});
});

describe('the list of the desk', () => {
	test('is cut by state, kind, owner and call; the late ones are named', async () => {
		const own = await makeCall(ctx, edition, { slug: 'cut', numberPrefix: 'C' });
		const calls = [{ id: own, editionId: edition, organisationId: 'organisation1', title: {}, slug: 'cut' }];
		const { application } = await decided('partner', true, own);
		const benefit = await lineOf(application, 'benefit');
		await assignFulfilment(ctx, secretary, { fulfilment: benefit, owner: chair.personId, due: '2021-10-09' });
		const list = (filters: object) => fulfilmentList(ctx, organiser, { calls, filters });
		expect((await list({})).counts).toEqual({ open: 4, overdue: 1, done: 2, cancelled: 0 });
		expect((await list({ tab: 'overdue' })).lines).toMatchObject([
			{ id: benefit, overdue: true, owner: { id: chair.personId } },
		]);
		expect(await lateFulfilments(ctx, organiser, calls)).toBe(1);
		expect([await lateFulfilments(ctx, liaison, calls), await lateFulfilments(ctx, other, calls)]).toEqual([0, 0]);
		expect((await list({ owner: chair.personId })).total).toBe(1);
		expect((await list({ owner: 'nobody', kind: 'stand' })).total).toBe(1);
		expect((await list({ call: 'no-such-call' })).total).toBe(0);
		expect(
			await refusalOf(assignFulfilment(ctx, secretary, { fulfilment: benefit, owner: other.personId, due: '' })),
		).toMatchObject({
			problems: [{ path: 'owner', code: 'not-of-the-desk' }],
		});
		expect(
			await refusalOf(assignFulfilment(ctx, secretary, { fulfilment: benefit, owner: null, due: '10 Oct' })),
		).toMatchObject({
			problems: [{ path: 'due', code: 'not-a-day' }],
		});
		expect(await refusalOf(assignFulfilment(ctx, chair, { fulfilment: benefit, owner: null, due: '' }))).toMatchObject({
			kind: 'forbidden',
		});
	});

	test('costs the same whatever its length', async () => {
		const own = await makeCall(ctx, edition, { slug: 'many', numberPrefix: 'M' });
		const calls = [{ id: own, editionId: edition, organisationId: 'organisation1', title: {}, slug: 'many' }];
		const { application } = await decided('first', true, own);
		await expectSameCost(
			ctx,
			async (length) => {
				await ctx.byHand(
					`insert into fulfilment (id, application_id, call_id, desk_id, rule, kind, label, state, determination_id, began_at)
					select 'many' || n, application_id, call_id, desk_id, 'rule' || n, 'benefit', label, 'open', determination_id, began_at
					from fulfilment, generate_series(1, $2) n where application_id = $1 and kind = 'payment'
					on conflict do nothing`,
					[application, length],
				);
			},
			async () => (await fulfilmentList(ctx, organiser, { calls, filters: {} })).lines.length,
		);
	});
});

test('what is held of a person comes along, and goes', async () => {
	const { author, application } = await decided('first');
	const fulfilment = await lineOf(application, 'payment');
	await recordPayment(ctx, secretary, { fulfilment, paid: 1, reference: 'R-1', on: '2021-10-10', note: 'to Given' });
	expect(JSON.stringify(await fulfilmentPersonData.export(ctx, author.personId))).toContain('R-1');
	expect(JSON.stringify(await fulfilmentPersonData.export(ctx, secretary.personId))).not.toContain('R-1');
	await fulfilmentPersonData.erase(ctx, author.personId);
	const [row] = await rows('select note, reference, paid from fulfilment where id = $1', [fulfilment]);
	expect(row).toEqual({ note: null, reference: 'R-1', paid: 1 });
	const helper: Actor & { kind: 'person' } = await somebody('secretary');
	await fulfilmentPersonData.merge(ctx, secretary.personId, helper.personId);
	expect((await rows('select done_by_person_id as by from fulfilment where id = $1', [fulfilment]))[0]).toEqual({
		by: helper.personId,
	});
});
