import { describe, expect, it } from 'vitest';
import { attachAddress } from '#core/identity/index.ts';
import { readXlsx } from '#core/spreadsheet/index.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import { type Answers, formEntries } from '../../answers.ts';
import { sampleAnswers, sampleFormInput, samplePerson, wordsOf } from '../../testing.ts';
import { formSchema } from '../../form.ts';
import {
	announce,
	decide,
	type DeskListInput,
	deskList,
	exportApplications,
	exportApplicationsCsv,
	exportJson,
	exportXlsx,
	postMessage,
	recomputeFacts,
	removeView,
	saveView,
	startDraft,
	submit,
	trackObjectId,
	viewsOf,
	withdraw,
} from '../index.ts';
import { edition, makeCall, notingJobs, organiser, person, refusalOf, secretary } from '../testing.ts';

const ctx = await testContext({ jobs: notingJobs().handlers, at: Date.parse('2021-10-10T09:00:00+08:00') });
const viewer = 'viewer@desk.example';
/** The sample form with an answer for one named account: how needy somebody is. */
const form = formSchema.parse({
	...sampleFormInput,
	fields: [
		...sampleFormInput.fields,
		{
			id: 'need',
			kind: 'choice',
			label: { en: 'Need', zh: '需要' },
			visibleTo: 'named',
			viewers: [viewer],
			options: ['high', 'low'].map((id) => ({ id, label: { en: id, zh: id } })),
		},
		{ id: 'budget', kind: 'number', decimals: 2, label: { en: 'Budget', zh: '预算' } },
		{ id: 'arrives', kind: 'date', label: { en: 'Arrives', zh: '抵达' } },
	],
});
const call = await makeCall(ctx, { form });
const chair = person('chair', { relation: 'chair', on: 'track', id: trackObjectId(edition, 'T3') });
const list = (query: string, actor = secretary, more: Partial<DeskListInput> = {}) =>
	deskList(ctx, actor, { edition, query, ...more });
const titles = async (query: string, actor = secretary) => (await list(query, actor)).rows.map((row) => row.title);

const make = async (title: string, change: Partial<Answers> = {}) => {
	const entries = formEntries(form, sampleAnswers({ title, ...change }));
	const { draft } = await startDraft(ctx, person('p1'), { call, locale: 'en', entries });
	return submit(ctx, person('p1'), { draft });
};
const zeolite = await make('Zeolite gardens', {
	track: 'T1',
	student: false,
	need: 'high',
	budget: 1200.5,
	arrives: '2021-11-18',
});
const costOfOne = await ctx.countStatements(() =>
	list('zeolite track:T1', secretary, { columns: ['number', 'answer.abstract'] }),
);
ctx.setNow(Date.parse('2021-10-11T23:30:00+08:00'));
const bones = await make('Bones 100% _light_', { mode: 'online', abstract: wordsOf(450), need: 'low', budget: 90 });
ctx.setNow(Date.parse('2021-10-12T00:30:00+08:00'));
const meteor = await make('meteor watch', {
	track: 'planetary-defence',
	language: 'zh',
	keywords: ['fire ball', 'sky'],
});
const lonely = await make('Lonely', {
	authors: [{ ...samplePerson, country: 'CN', family: '=cmd' }],
	supporting: undefined,
});
await postMessage(ctx, person('p1'), { application: lonely.application, as: 'applicant', text: 'Hello' });
const decision = await decide(ctx, organiser, { application: zeolite.application, outcome: 'talk' });
await announce(ctx, secretary, { determinations: [decision] });
await decide(ctx, organiser, { application: bones.application, outcome: 'reject', reason: 'scope' });
await withdraw(ctx, person('p1'), { application: meteor.application });
await attachAddress(ctx, 'viewer', viewer, { verified: true });
const named = person('viewer', { relation: 'secretary', on: 'edition', id: edition });

describe('searching the list', () => {
	it('finds by every kind of name', async () => {
		const all = ['Zeolite gardens', 'Bones 100% _light_', 'meteor watch', 'Lonely'];
		const cases: [string, string[]][] = [
			['', all],
			['-withdrawn', ['Zeolite gardens', 'Bones 100% _light_', 'Lonely']],
			['status:accepted', ['Zeolite gardens']],
			['status:rejected OR status:withdrawn', ['Bones 100% _light_', 'meteor watch']],
			['status:undecided -withdrawn', ['Lonely']],
			['outcome:Talk', ['Zeolite gardens']],
			['outcome:none', ['meteor watch', 'Lonely']],
			['-outcome:talk', ['Bones 100% _light_', 'meteor watch', 'Lonely']],
			['effect:reject', ['Bones 100% _light_']],
			['stage:decision', all],
			['track:T3', ['Bones 100% _light_', 'Lonely']],
			['专题:T1', ['Zeolite gardens']],
			['words>400', ['Bones 100% _light_']],
			['words:300', ['Zeolite gardens', 'meteor watch', 'Lonely']],
			['student:no', ['Zeolite gardens']],
			['-student:no', ['Bones 100% _light_', 'meteor watch', 'Lonely']],
			['mode:online', ['Bones 100% _light_']],
			['language:Chinese', ['meteor watch']],
			['country:China', ['Lonely']],
			['-country:CN', ['Zeolite gardens', 'Bones 100% _light_', 'meteor watch']],
			['#authors:1', ['Lonely']],
			['budget>100', ['Zeolite gardens']],
			['budget:none', ['meteor watch', 'Lonely']],
			['has:budget', ['Zeolite gardens', 'Bones 100% _light_']],
			['arrives>=2021-11', ['Zeolite gardens']],
			['arrives:2021-11-18', ['Zeolite gardens']],
			['arrives>2021-11-18', []],
			['keywords:"fire b"', ['meteor watch']],
			['keywords:FIRE', ['meteor watch']],
			['place:toulouse track:T1', ['Zeolite gardens']],
			['"100% _light"', ['Bones 100% _light_']],
			['title:%', ['Bones 100% _light_']],
			['people:cmd', ['Lonely']],
			['message:open', ['Lonely']],
			['has:message', ['Lonely']],
			['request:open', []],
			['entered:yes', []],
			['minor:no', all],
			[`number:${meteor.number.slice(2)}`, ['meteor watch']],
			[meteor.number, ['meteor watch']],
			['version>1', []],
			['(zeolite OR meteor) -withdrawn', ['Zeolite gardens']],
			['call:abstracts', all],
			['original:yes', all],
		];
		for (const [query, expected] of cases) {
			const found = await list(query);
			expect([query, found.problems, found.rows.map((row) => row.title)]).toEqual([query, [], expected]);
			expect(found.total).toBe(expected.length);
		}
	});

	it('finds whose applicant wrote last, until somebody answers or says that it needs none', async () => {
		const open = () => Promise.all([titles('message:open'), titles('-message:open')]);
		const others = ['Zeolite gardens', 'Bones 100% _light_', 'meteor watch'];
		const write = (as: 'applicant' | 'desk') =>
			postMessage(ctx, as === 'desk' ? secretary : person('p1'), { application: lonely.application, as, text: 'More' });
		expect(await open()).toEqual([['Lonely'], others]);
		await ctx.byHand(
			`insert into application_thread (application_id, closed_up_to)
			select application_id, max(position) from application_message group by application_id`,
		);
		expect(await open()).toEqual([[], [...others, 'Lonely']]);
		await write('applicant');
		expect(await open()).toEqual([['Lonely'], others]);
		expect((await list('lonely')).rows[0]).toMatchObject({ unanswered: true });
		await write('desk');
		expect(await open()).toEqual([[], [...others, 'Lonely']]);
		expect((await list('lonely')).rows[0]).toMatchObject({ unanswered: false });
		await write('applicant');
	});

	it('reads days in the zone of the desk', async () => {
		expect(await titles('submitted:2021-10-11')).toEqual(['Bones 100% _light_']);
		expect(await titles('submitted>2021-10-11')).toEqual(['meteor watch', 'Lonely']);
		expect(await titles('submitted<2021-10-11')).toEqual(['Zeolite gardens']);
		const inUtc = await list('submitted:2021-10-11', secretary, { zone: 'UTC' });
		expect(inUtc.rows.map((row) => row.title)).toEqual(['Bones 100% _light_', 'meteor watch', 'Lonely']);
	});

	it('lists nothing by a wrong search, and exports nothing by it', async () => {
		const found = await list('trakc:T3');
		expect(found).toMatchObject({
			rows: [],
			total: 0,
			problems: [{ code: 'unknown-name', at: { from: 0, to: 5 }, suggestions: ['track'] }],
		});
		expect(await refusalOf(exportApplications(ctx, secretary, { edition, query: 'trakc:T3' }))).toMatchObject({
			kind: 'invalid',
			code: 'bad-search',
		});
	});

	it('shows a chair of a track his track, whatever he searches', async () => {
		expect(await titles('', chair)).toEqual(['Bones 100% _light_', 'Lonely']);
		expect(await titles('track:T1 OR zeolite OR status:accepted', chair)).toEqual([]);
		expect(await titles('-track:T3', chair)).toEqual([]);
		expect((await list('track:T1', chair)).problems).toHaveLength(1);
		expect(JSON.stringify(await exportApplications(ctx, chair, { edition, query: '-lonely' }))).not.toMatch(
			/Zeolite|meteor/,
		);
		expect(await refusalOf(list('', person('p1')))).toMatchObject({ kind: 'not-found' });
	});

	it('costs the same for one and for many, and for every search', async () => {
		for (const query of ['zeolite', 'words>1 -withdrawn', '']) {
			expect(await ctx.countStatements(() => list(query, secretary, { columns: ['number', 'answer.abstract'] }))).toBe(
				costOfOne,
			);
		}
		expect(costOfOne).toBeLessThanOrEqual(6);
	});
});

describe('rows from before there were facts', () => {
	it('are filled once, and never with what named accounts alone may read', async () => {
		const before = await ctx.byHand('select id, facts, likeness, minor from application order by id');
		await ctx.byHand("update application set facts = '{}', likeness = '{}'");
		expect(await titles('words>400')).toEqual([]);
		expect(await recomputeFacts(ctx)).toBe(4);
		expect(await recomputeFacts(ctx)).toBe(0);
		const after = await ctx.byHand('select id, facts, likeness, minor from application order by id');
		expect(after.rows).toEqual(before.rows);
		expect(JSON.stringify(after.rows)).not.toContain('"need"');
		expect(await titles('words>400')).toEqual(['Bones 100% _light_']);
	});
});

describe('an answer for named accounts', () => {
	it('is shown and exported to them alone, and nobody searches or sorts by it', async () => {
		expect((await list('need:high', named)).problems).toMatchObject([{ code: 'unknown-name', found: 'need' }]);
		expect((await list('need:high', secretary)).problems).toMatchObject([{ code: 'unknown-name', found: 'need' }]);
		expect((await list('has:need', secretary)).problems).toHaveLength(1);
		expect((await list('Need:high', organiser)).problems).toHaveLength(1);
		const shown = await list('', secretary, {
			columns: ['number', 'answer.need', 'answer.budget'],
			sort: 'answer.need',
		});
		expect(shown.sort).toBe('number');
		expect(shown.columns.map(({ id }) => id)).toEqual(['number', 'answer.budget']);
		expect(JSON.stringify([shown.vocabulary, shown.allColumns, shown.rows])).not.toMatch(/"need"|Need|需要/);
		const own = await list('', named, { columns: ['answer.need'], sort: 'answer.need' });
		expect(own.sort).toBe('number');
		expect(own.rows.map((row) => row.cells['answer.need'])).toEqual(['high', 'low', '', '']);
		const readers = [
			secretary,
			organiser,
			{
				...named,
				seenBy: { personId: 'organiser', relations: organiser.kind === 'person' ? organiser.relations : [] },
			} as typeof named,
		];
		for (const actor of readers) {
			const files = [
				JSON.stringify(await exportApplications(ctx, actor, { edition })),
				await exportApplicationsCsv(ctx, actor, { edition, columns: ['number', 'answer.need'] }),
				await textOf(await exportJson(ctx, actor, { edition, columns: ['answer.need'] })),
				JSON.stringify(readXlsx(await bytesOf(await exportXlsx(ctx, actor, { edition })))),
			];
			for (const file of files) expect(file).not.toMatch(/need|"high"|,high/i);
		}
		expect(await exportApplicationsCsv(ctx, named, { edition, columns: ['number', 'answer.need'] })).toContain(
			`${zeolite.number},high`,
		);
	});
});

describe('exports', () => {
	it('have the chosen columns, named in both languages and by their ids, and run nothing', async () => {
		const columns = ['number', 'title', 'answer.budget', 'answer.authors'];
		const csv = await exportApplicationsCsv(ctx, secretary, {
			edition,
			columns,
			locale: 'zh',
			head: 'both',
			query: 'lonely OR zeolite',
		});
		expect(csv.split('\r\n')[0]).toBe('\ufeffNo. / 编号,Title / 标题,Budget / 预算,Authors / Authors（中文）');
		expect(csv).toContain(`${zeolite.number},Zeolite gardens,1200.5,`);
		const rows = readXlsx(
			await bytesOf(
				await exportXlsx(ctx, secretary, { edition, columns: ['people', 'answer.budget'], query: 'lonely OR zeolite' }),
			),
		);
		expect(rows.map(({ cells }) => cells)).toEqual([
			['People', 'Budget'],
			['Ada Example; Lei Li', '1200.5'],
			['Ada =cmd'],
		]);
		const json = JSON.parse(await textOf(await exportJson(ctx, secretary, { edition, query: 'zeolite' })));
		expect(json.items).toMatchObject([{ number: zeolite.number, answers: { budget: 1200.5, track: 'T1' } }]);
		const none = JSON.parse(await textOf(await exportJson(ctx, secretary, { edition, query: 'nothing-like-this' })));
		expect(none.items).toEqual([]);
	});
});

describe('saved views', () => {
	const view = {
		desk: edition,
		shared: false,
		name: 'Online',
		query: 'mode:online',
		columns: ['number', 'title'],
		sort: 'title',
		descending: true,
	};

	it('are their maker’s, or the desk’s', async () => {
		const own = await saveView(ctx, secretary, view);
		const shared = await saveView(ctx, organiser, { ...view, name: 'For all', shared: true });
		expect((await viewsOf(ctx, secretary, { desk: edition })).map(({ name, own: mine }) => [name, mine])).toEqual([
			['For all', false],
			['Online', true],
		]);
		expect((await viewsOf(ctx, chair, { desk: edition })).map(({ name }) => name)).toEqual(['For all']);
		expect(await refusalOf(viewsOf(ctx, person('p1'), { desk: edition }))).toMatchObject({ kind: 'not-found' });
		expect(await saveView(ctx, secretary, { ...view, query: 'mode:on-site' })).toBe(own);
		expect(await refusalOf(removeView(ctx, chair, { desk: edition, view: shared }))).toMatchObject({
			kind: 'not-found',
		});
		expect(await refusalOf(removeView(ctx, organiser, { desk: edition, view: own }))).toMatchObject({
			kind: 'not-found',
		});
		expect(await refusalOf(saveView(ctx, chair, { ...view, shared: true }))).toMatchObject({ kind: 'forbidden' });
		expect(await refusalOf(saveView(ctx, secretary, { ...view, name: ' ' }))).toMatchObject({
			kind: 'invalid',
			problems: [{ path: 'name' }],
		});
		await removeView(ctx, organiser, { desk: edition, view: shared });
		expect(await viewsOf(ctx, chair, { desk: edition })).toEqual([]);
	});
});

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
	let text = '';
	for await (const piece of pieces) text += piece;
	return text;
}

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
	const all: Uint8Array[] = [];
	for await (const piece of pieces) all.push(piece);
	return new Uint8Array(Buffer.concat(all));
}
