import { describe, expect, test } from 'vitest';
import { type Actor, relationsOf, visitor } from '#core/access/index.ts';
import { openGrant } from '#core/files/index.ts';
import { announce, confirm, decide, withdraw } from '#modules/calls/server/index.ts';
import { transaction } from '#core/context/index.ts';
import { refusalOf } from '#modules/calls/server/testing.ts';
import {
	addressOfFulfilled,
	fulfilmentForDesk,
	fulfilmentPersonData,
	fulfilmentsForApplicant,
	promiseReport,
	recordDone,
	recordPayment,
	recordSeveralDone,
	reopenFulfilment,
	reportCsv,
	settleFulfilments,
	whenMoved,
} from './index.ts';
import { apply, decideAndAnnounce, makePerson } from './testing.ts';
import { prizesGround } from './testing/prizes.ts';

const {
	ctx,
	edition,
	call,
	somebody,
	organiser,
	secretary,
	liaison,
	other,
	rows,
	listed,
	upload,
	decided,
	linesOf,
	lineOf,
	statesOf,
} = await prizesGround();

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
