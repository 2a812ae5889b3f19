import { describe, expect, it } from 'vitest';
import { visitor } from '#core/access/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { samplePerson } from '../testing.ts';
import {
	announce,
	applicationForAuthor,
	applicationForDesk,
	callForVisitor,
	callsForVisitor,
	callsOfEdition,
	decide,
	type DeskListInput,
	deskList,
	exportApplications,
	exportApplicationsCsv,
	myApplications,
	postMessage,
	today,
	trackObjectId,
	withdraw,
} from './index.ts';
import {
	edition,
	makeApplication,
	makeCall,
	makeDraft,
	notingJobs,
	organisation,
	organiser,
	person,
	refusalOf,
	secretary,
} from './testing.ts';

const ctx = await testContext({ jobs: notingJobs().handlers, at: Date.parse('2021-10-10T09:00:00+08:00') });
const call = await makeCall(ctx);
const chair = person('chair', { relation: 'chair', on: 'track', id: trackObjectId(edition, 'T3') });
const list = (input: Partial<DeskListInput> = {}, actor = secretary) => deskList(ctx, actor, { edition, ...input });
const titles = async (input: Partial<DeskListInput> = {}) => (await list(input)).rows.map((row) => row.title);

const first = await makeApplication(ctx, call, person('p1'), { title: 'Zeolite gardens', track: 'T1', student: false });
const costOfOne = await ctx.countStatements(() => list());
const costOfOwn = await ctx.countStatements(() =>
	applicationForAuthor(ctx, person('p1'), { application: first.application, locale: 'en' }),
);
const costOfToday = await ctx.countStatements(() => today(ctx, secretary, { edition }));
const costOfExport = await ctx.countStatements(() => exportApplicationsCsv(ctx, secretary, { edition, locale: 'en' }));
const special = { ...samplePerson, given: 'Wei', family: '=HYPERLINK("x")', affiliation: '北京理工大学' };
const second = await makeApplication(ctx, call, person('p2'), {
	title: 'Ångström 100% _bones_',
	authors: [special],
	mode: 'online',
});
const third = await makeApplication(ctx, call, person('p3'), { title: 'meteor watch', track: 'planetary-defence' });
const more: string[] = [];
for (let i = 0; i < 47; i++) {
	more.push(
		(await makeApplication(ctx, call, person('p4'), { title: `Paper ${String(i).padStart(2, '0')}` })).application,
	);
}

describe('the list', () => {
	it('costs the same for one and for fifty, in every order', async () => {
		expect(await ctx.countStatements(() => list())).toBe(costOfOne);
		expect(costOfOne).toBeLessThanOrEqual(4);
		const application = more[0] as string;
		await postMessage(ctx, person('p4'), { application, as: 'applicant', text: 'Hello' });
		expect(
			await ctx.countStatements(() => applicationForAuthor(ctx, person('p4'), { application, locale: 'en' })),
		).toBe(costOfOwn);
		expect(await ctx.countStatements(() => today(ctx, secretary, { edition }))).toBe(costOfToday);
		expect(await ctx.countStatements(() => exportApplicationsCsv(ctx, secretary, { edition, locale: 'en' }))).toBe(
			costOfExport,
		);
		const own = await ctx.countStatements(() => myApplications(ctx, person('p1')));
		expect(await ctx.countStatements(() => myApplications(ctx, person('p4')))).toBe(own);
	});

	it('gives every application once, page by page, in every order', async () => {
		for (const sort of ['number', 'title', 'people', 'track', 'state', 'submitted', 'changed'] as const) {
			for (const descending of [false, true]) {
				const seen: string[] = [];
				let cursor: string | null = null;
				do {
					const page: Awaited<ReturnType<typeof list>> = await list({ sort, descending, cursor, limit: 7 });
					seen.push(...page.rows.map((row) => row.id));
					cursor = page.next;
				} while (cursor);
				expect(new Set(seen).size).toBe(50);
				expect(seen).toHaveLength(50);
			}
		}
		expect((await titles({ sort: 'title', descending: true }))[1]).toBe('Zeolite gardens');
		const numbers = (await list({ descending: true, limit: 2 })).rows.map((row) => row.number);
		expect(numbers[0] && numbers[1] && numbers[0] > numbers[1]).toBe(true);
		for (const cursor of [
			'nonsense',
			'W10',
			Buffer.from('["x","y"]').toString('base64url'),
			Buffer.from('["1"]').toString('base64url'),
		]) {
			expect(await refusalOf(list({ cursor }))).toMatchObject({ kind: 'invalid', code: 'bad-cursor' });
		}
		for (const time of ['x', '2021', '2021-99-01 00:00:00+00', '0000-01-01 00:00:00+00']) {
			const cursor = Buffer.from(JSON.stringify([time, 'y'])).toString('base64url');
			expect(await refusalOf(list({ sort: 'changed', cursor }))).toMatchObject({ code: 'bad-cursor' });
		}
	});

	it('finds by words, numbers, and every filter', async () => {
		expect(await titles({ text: 'GARDENS zeolite' })).toEqual(['Zeolite gardens']);
		expect(await titles({ text: '理工大学' })).toEqual(['Ångström 100% _bones_']);
		expect(await titles({ text: '100%' })).toEqual(['Ångström 100% _bones_']);
		expect(await titles({ text: '_bones' })).toEqual(['Ångström 100% _bones_']);
		expect(await titles({ text: '%' })).toHaveLength(1);
		expect(await titles({ text: third.number })).toEqual(['meteor watch']);
		expect(await titles({ text: third.number.slice(2) })).toContain('meteor watch');
		expect(await titles({ text: 'no such thing' })).toEqual([]);
		expect(await titles({ track: 'planetary-defence' })).toEqual(['meteor watch']);
		expect(await titles({ student: false })).toEqual(['Zeolite gardens']);
		expect(await titles({ mode: 'online' })).toEqual(['Ångström 100% _bones_']);
		expect(await titles({ unanswered: true })).toEqual(['Paper 00']);
		expect(await titles({ call: 'posters' })).toEqual([]);
		await decide(ctx, organiser, { application: first.application, outcome: 'reject', reason: 'scope' });
		await withdraw(ctx, person('p3'), { application: third.application });
		expect(await titles({ state: 'withdrawn' })).toEqual(['meteor watch']);
		expect(await titles({ outcome: 'reject' })).toEqual(['Zeolite gardens']);
		const all = await list();
		expect(all.total).toBe(50);
		expect(all.byState).toEqual({ decided: 1, withdrawn: 1, submitted: 48 });
		expect(all.byTrack).toEqual({ T1: 1, 'planetary-defence': 1, T3: 48 });
		expect(all.tracks.map((track) => track.id)).toEqual(['T1', 'T3', 'planetary-defence']);
	});

	it('shows a chair his track, and outsiders nothing', async () => {
		const own = await list({ limit: 200 }, chair);
		expect(own.total).toBe(48);
		expect(own.rows.every((row) => row.track === 'T3')).toBe(true);
		expect(own.tracks.map((track) => track.id)).toEqual(['T3']);
		expect((await list({ text: 'zeolite' }, chair)).rows).toEqual([]);
		expect((await list({ track: 'T1' }, chair)).total).toBe(0);
		const exported = JSON.stringify(await exportApplications(ctx, chair, { edition }));
		expect(exported).not.toMatch(/Zeolite|meteor/);
		for (const actor of [person('p4'), person('d', { relation: 'secretary', on: 'edition', id: 'other' })]) {
			expect(await refusalOf(list({}, actor))).toMatchObject({ kind: 'not-found' });
			expect(await refusalOf(today(ctx, actor, { edition }))).toMatchObject({ kind: 'not-found' });
			expect(await refusalOf(exportApplications(ctx, actor, { edition }))).toMatchObject({ kind: 'not-found' });
		}
		expect(await refusalOf(list({}, visitor))).toMatchObject({ kind: 'signed-out' });
		const reviewer = person('r', { relation: 'reviewer', on: 'edition', id: edition });
		expect(await refusalOf(list({}, reviewer))).toMatchObject({ kind: 'forbidden' });
	});

	it('goes out as CSV that spreadsheets read and do not run', async () => {
		const csv = await exportApplicationsCsv(ctx, secretary, { edition, locale: 'zh' });
		expect(csv.startsWith('\ufeff编号,征集,状态')).toBe(true);
		expect(csv.split('\r\n').filter((line) => /^A-\d+,/.test(line))).toHaveLength(50);
		const one = await exportApplicationsCsv(ctx, secretary, { edition, locale: 'en', text: 'bones' });
		expect(one).toContain('"1. Wei =HYPERLINK(""x""), 北京理工大学');
		expect(one).not.toMatch(/(^|,)"?[=+@-]/m);
		const [row] = await exportApplications(ctx, secretary, { edition, text: 'bones' });
		expect(row).toMatchObject({ number: second.number, answers: { title: 'Ångström 100% _bones_', mode: 'online' } });
	});
});

describe('today', () => {
	it('says what is due, since when, and on whom it waits', async () => {
		await makeDraft(ctx, call, person('p9'));
		const kinds = async (actor = secretary) =>
			(await today(ctx, actor, { edition })).map(({ kind, count, overdue, waitingOn }) => ({
				kind,
				count,
				overdue,
				waitingOn,
			}));
		expect(await kinds()).toEqual([
			{ kind: 'closes', count: 1, overdue: false, waitingOn: 'applicants' },
			{ kind: 'decide', count: 48, overdue: false, waitingOn: 'chairs' },
			{ kind: 'announce', count: 1, overdue: false, waitingOn: 'desk' },
			{ kind: 'answer-messages', count: 1, overdue: false, waitingOn: 'desk' },
		]);
		ctx.setNow(Date.parse('2021-11-02T00:00:00+08:00'));
		expect(await kinds()).toMatchObject([
			{ kind: 'decide', overdue: true },
			{ kind: 'announce', overdue: true },
			{ kind: 'answer-messages', overdue: false },
		]);
		const [item] = await today(ctx, chair, { edition });
		expect(item).toMatchObject({
			kind: 'decide',
			byTrack: [{ track: 'T3', count: 48 }],
			due: Date.parse('2021-11-02T00:00:00+08:00'),
		});
		const determination = await decide(ctx, organiser, { application: second.application, outcome: 'talk' });
		await announce(ctx, secretary, { determinations: [determination] });
		expect(await kinds()).toContainEqual({ kind: 'confirm', count: 1, overdue: false, waitingOn: 'applicants' });
		ctx.setNow(Date.parse('2021-11-10T00:00:00+08:00'));
		expect(await kinds()).toContainEqual({ kind: 'confirm', count: 1, overdue: true, waitingOn: 'applicants' });
		ctx.setNow(Date.parse('2021-10-10T09:00:00+08:00'));
	});
});

describe('one application in the desk', () => {
	it('is read in a constant number of statements', async () => {
		const read = (application: string) => () => applicationForDesk(ctx, secretary, { application, locale: 'zh' });
		const plain = await ctx.countStatements(read(more[1] as string));
		for (let i = 0; i < 3; i++) {
			await postMessage(ctx, secretary, { application: more[0] as string, as: 'desk', text: `Hello ${i}` });
			await decide(ctx, organiser, { application: more[0] as string, outcome: 'talk' });
		}
		expect(await ctx.countStatements(read(more[0] as string))).toBe(plain);
		const desk = await applicationForDesk(ctx, secretary, { application: more[0] as string, locale: 'zh' });
		expect(desk.may).toMatchObject({ decide: false, undecide: false, message: true });
		expect(desk.determinations).toHaveLength(3);
		expect(desk.tracks.map((track) => track.id)).toEqual(['T1', 'T3', 'planetary-defence']);
	});
});

describe('the call for visitors', () => {
	it('says where its window stands, and nothing of applications', async () => {
		const found = await callForVisitor(ctx, { editionId: edition, call: 'abstracts' });
		expect(found).toMatchObject({
			id: call,
			state: 'open',
			window: { closesAt: Date.parse('2021-10-16T00:00:00+08:00') },
		});
		expect(await callForVisitor(ctx, { editionId: edition, call: 'nothing' })).toBeUndefined();
		expect(await callForVisitor(ctx, { organisationId: organisation, call: 'abstracts' })).toBeUndefined();
		expect((await callsForVisitor(ctx, edition)).map((one) => one.slug)).toEqual(['abstracts']);
		expect((await callsOfEdition(ctx, edition)).map((one) => one.slug)).toEqual(['abstracts']);
	});
});
