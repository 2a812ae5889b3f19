import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { system } from '#core/access/index.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import { expectSameCost } from '../../../../../tests/setup/queries.ts';
import { callSchema } from '../../call.ts';
import { partMark, problemsOf, terseCall } from '../../design.ts';
import { sampleCall } from '../../testing.ts';
import {
	archiveCall,
	callsForDesk,
	callsOfEdition,
	checkDesign,
	discardDesign,
	editCall,
	exportDesign,
	publishDesign,
	readCallFile,
	saveCallFromBundle,
	startDesign,
} from '../index.ts';
import { storedCalls } from '../stored-call.ts';
import { call } from '../tables.ts';
import {
	edition,
	makeApplication,
	makeCall,
	notingJobs,
	organisation,
	organiser,
	person,
	refusalOf,
	secretary,
} from '../testing.ts';
import { designer, nothingAround, said } from './testing.ts';

const ctx = await testContext({ jobs: notingJobs().handlers, at: Date.parse('2021-09-20T09:00:00+08:00') });
const place = { edition, organisation, zone: 'Asia/Shanghai' };
const blank = () => startDesign(ctx, organiser, { ...place, begin: { from: 'blank' } });
const publish = async (design: string, actor = organiser) => {
	const { revision } = (await ctx.byHand('select revision from call_design where id = $1', [design])).rows[0];
	return publishDesign(ctx, actor, { design, revision, ...nothingAround });
};
const stored = async (id: string) => (await storedCalls(ctx, eq(call.id, id)))[0]?.call;

async function basics(design: string, en: string, zh: string) {
	const at = designer(ctx, organiser, design);
	await at.write('', { title: said(en, zh), summary: said(`${en}: apply.`, `${zh}：欢迎申请。`) });
	await at.write('window', { opens: { day: '2021-10-01', time: '' }, closes: { day: '2021-10-15', time: '17:00' } });
	return at;
}

/** Exported, imported as a new call's file and read, it is the same call. */
async function expectSameFile(design: string, id: string) {
	const { name, text } = await exportDesign(ctx, organiser, { design });
	const published = callSchema.parse(await stored(id));
	expect(name).toBe(`${published.slug}.yaml`);
	const again = callSchema.parse(readCallFile(text));
	expect({ ...again, form: { ...again.form, version: 1 } }).toEqual({
		...published,
		form: { ...published.form, version: 1 },
	});
	expect(callSchema.parse(readCallFile(JSON.stringify(readCallFile(text))))).toEqual(again);
}

it('a travel award with two referees’ confidential letters is made in the designer alone', async () => {
	const design = await blank();
	const at = await basics(design, 'Travel award', '差旅资助');
	await at.add('form.fields', 'long-text', { label: said('Why', '理由'), required: true, maxWords: '500' });
	await at.add('form.fields', 'person-list', {
		label: said('Referees', '推荐人'),
		required: true,
		min: '2',
		max: '2',
		needs: ['family', 'affiliation', 'email'],
		presenter: 'none',
		purpose: said('To ask for a letter.', '用于索取推荐信。'),
		retention: { days: '180', after: 'announcement' },
	});
	const rule = await at.add('attestations', undefined, {
		label: said('Letter', '推荐信'),
		request: said('Please write.', '请撰写推荐信。'),
		from: 'referees',
		readBy: 'organisers',
		toReviewers: true,
		needed: '2',
	});
	await at.add(`${rule}.fields`, 'long-text', { label: said('Your letter', '正文'), required: true });
	const jury = await at.add('stages', 'jury', { perApplication: '2', scoreVisibility: 'after-own' });
	await at.add(`${jury}.criteria`, undefined, { label: said('Merit', '能力'), weight: '2' });
	await at.step({ do: 'move', path: jury.split('.').map((step) => (/\d/.test(step) ? Number(step) : step)), to: 0 });
	await at.write('stages.1.outcomes.0', { letter: 'granted' });
	await at.add('letters', undefined, {
		id: 'granted',
		subject: said('Granted: {title}', '资助：{title}'),
		body: said('Dear {recipient},', '尊敬的{recipient}：'),
	});
	const { problems, advice } = await checkDesign(ctx, organiser, { design, ...nothingAround });
	expect(problems).toEqual([]);
	expect(advice).toEqual([]);
	const made = await publish(design);
	expect(made).toMatchObject({ slug: 'travel-award', changed: true });
	expect(await stored(made.call)).toMatchObject({
		attestations: [
			{ id: 'letter', from: 'referees', readBy: 'organisers', needed: 2, fields: [{ id: 'your-letter' }] },
		],
		stages: [{ id: 'jury', criteria: [{ id: 'merit', weight: 2 }] }, { id: 'decision' }],
		letters: [{ id: 'granted' }],
	});
	await expectSameFile(design, made.call);
});

it('a project call with a repeating budget table and its sum is', async () => {
	const design = await blank();
	const at = await basics(design, 'Projects', '项目征集');
	const budget = await at.add('form.fields', 'group', { label: said('Budget', '预算'), required: true, min: '1' });
	await at.add(`${budget}.fields`, 'short-text', { label: said('What for', '用途'), required: true });
	await at.add(`${budget}.fields`, 'number', {
		label: said('Cost', '金额'),
		required: true,
		decimals: '2',
		currency: 'EUR',
	});
	await at.write(budget, { sums: [{ field: 'cost', label: said('Total', '合计'), max: '50000' }] });
	await at.add('form.fields', 'yes-no', { label: said('Other funds?', '有其他经费？') });
	await at.add('form.fields', 'long-text', {
		label: said('Which funds', '哪些经费'),
		askIf: { rows: [{ field: 'other-funds', verb: 'is', values: 'yes' }], join: 'all', written: '' },
	});
	const made = await publish(design);
	expect((await stored(made.call))?.form.fields.slice(1)).toMatchObject([
		{
			id: 'budget',
			fields: [{ id: 'what-for' }, { id: 'cost', currency: 'EUR' }],
			sums: [{ field: 'cost', max: 50000 }],
		},
		{ id: 'other-funds' },
		{ id: 'which-funds', askIf: { field: 'other-funds', is: ['yes'] } },
	]);
	await expectSameFile(design, made.call);
});

it('a joint application of two organisations is', async () => {
	const design = await blank();
	const at = await basics(design, 'Joint projects', '联合项目');
	await at.add('form.fields', 'short-text', {
		label: said('Organisation', '机构'),
		role: 'organisation',
		required: true,
	});
	await at.add('form.fields', 'person-list', {
		label: said('Partner', '合作方'),
		required: true,
		max: '1',
		needs: ['family', 'affiliation', 'email'],
		presenter: 'none',
	});
	await at.add('attestations', undefined, {
		label: said('The partner joins', '合作方确认'),
		request: said('Do you join?', '是否参加？'),
		from: 'partner',
		needed: '1',
		mayEdit: true,
	});
	const made = await publish(design);
	expect((await stored(made.call))?.attestations).toMatchObject([
		{ id: 'the-partner-joins', mayEdit: true, needed: 1 },
	]);
	await expectSameFile(design, made.call);
});

it('what is not whole is not published, and says what is missing where; a taken address is', async () => {
	const design = await blank();
	expect(await refusalOf(publish(design))).toMatchObject({ kind: 'invalid' });
	const { problems } = await checkDesign(ctx, secretary, { design, ...nothingAround });
	expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual(
		expect.arrayContaining(['slug missing', 'title missing', 'window.opens missing', 'window.closes missing']),
	);
	await basics(design, 'Travel award', '差旅资助');
	expect(await refusalOf(publish(design))).toMatchObject({ problems: [{ path: 'slug', code: 'slug-taken' }] });
	await discardDesign(ctx, organiser, { design });
	expect(await refusalOf(checkDesign(ctx, organiser, { design, ...nothingAround }))).toMatchObject({
		kind: 'not-found',
	});
});

it('two who change the same part both keep their words; different parts do not meet', async () => {
	const design = await blank();
	const mine = designer(ctx, organiser, design);
	const seen = partMark(await mine.definition(), ['form', 'fields', 0]);
	await mine.write('form.fields.0', { label: said('Name', '姓名') });
	await mine.write('', { contact: 'desk@symposium.example' });
	const late = { do: 'write', path: ['form', 'fields', 0], typed: { label: said('Heading', '题目') } } as const;
	expect(await refusalOf(mine.step(late, seen))).toMatchObject({
		kind: 'conflict',
		code: 'design-changed',
		theirs: { label: { en: 'Name', zh: '姓名' } },
	});
	expect((await mine.definition()).contact).toBe('desk@symposium.example');
	// Looked at before the last step, it is not published unseen.
	expect(await refusalOf(publishDesign(ctx, organiser, { design, revision: 1, ...nothingAround }))).toMatchObject({
		code: 'design-changed',
	});
});

it('a secretary sees and an organiser edits; for others there is nothing', async () => {
	const design = await blank();
	const outsider = person('outsider', { relation: 'organiser', on: 'edition', id: 'another' });
	const at = (actor: typeof organiser) => designer(ctx, actor, design);
	expect(await at(secretary).definition()).toMatchObject({ window: { zone: 'Asia/Shanghai' } });
	expect(await refusalOf(at(secretary).write('', { contact: 'a@b.example' }))).toMatchObject({ kind: 'forbidden' });
	expect(await refusalOf(at(outsider).definition())).toMatchObject({ kind: 'not-found' });
	expect(await refusalOf(exportDesign(ctx, outsider, { design }))).toMatchObject({ kind: 'not-found' });
	expect(await refusalOf(discardDesign(ctx, secretary, { design }))).toMatchObject({ kind: 'forbidden' });
	const other = await makeCall(ctx, { slug: 'to-clone' });
	const clone = (actor: typeof organiser, where: typeof place) =>
		startDesign(ctx, actor, { ...where, begin: { from: 'clone', call: other } });
	expect(await refusalOf(clone(outsider, { ...place, edition: 'another', organisation: 'elsewhere' }))).toMatchObject({
		kind: 'not-found',
	});
	const copy = designer(ctx, organiser, await clone(organiser, place));
	const { slug, window, form } = await copy.definition();
	expect(slug).toBeUndefined();
	expect(window).toEqual({ zone: 'Asia/Shanghai' });
	expect(form).toMatchObject({ fields: terseCall(sampleCall).form && expect.any(Array) });
});

it('once it is open and answered, words may be mended for later applications; rules may not', async () => {
	ctx.setNow(Date.parse('2021-10-10T09:00:00+08:00'));
	const id = await makeCall(ctx, { slug: 'frozen' });
	await makeApplication(ctx, id, person('author'));
	const edit = () => editCall(ctx, organiser, { call: id, tracks: [] });
	const design = await edit();
	expect(await edit()).toBe(design);
	const at = designer(ctx, organiser, design);
	await at.write('form.fields.1', { label: said('Full title', '完整标题') });
	await at.write('stages.0', { label: said('Verdict', '结论') });
	expect(await publish(design)).toMatchObject({ call: id, slug: 'frozen', changed: true });
	const versions = await ctx.byHand('select version from call_form where call_id = $1 order by 1', [id]);
	expect(versions.rows).toEqual([{ version: 1 }, { version: 2 }]);
	expect(
		(
			await ctx.byHand(
				'select v.form_version as f from application_version v join application a on a.id = v.application_id where a.call_id = $1',
				[id],
			)
		).rows,
	).toEqual([{ f: 1 }]);

	const second = await edit();
	expect(second).not.toBe(design);
	const rules = designer(ctx, organiser, second);
	await rules.write('form.fields.2', { visibleTo: 'public' });
	await rules.step({ do: 'remove', path: ['form', 'fields', 3] });
	await rules.write('stages.0.outcomes.0', { effect: 'waitlist' });
	const { frozen } = await checkDesign(ctx, organiser, { design: second, ...nothingAround });
	expect(frozen).toEqual([
		{ path: 'form.fields', code: 'frozen-gone', params: { id: 'keywords' } },
		{ path: 'form.fields.2', code: 'frozen' },
		{ path: 'stages.0', code: 'frozen' },
	]);
	expect(await refusalOf(publish(second))).toMatchObject({ kind: 'conflict', code: 'call-open', problems: frozen });
	// The same rule for whoever comes by a file.
	const wanted = callSchema.parse({
		...sampleCall,
		slug: 'frozen',
		form: { ...sampleCall.form, fields: sampleCall.form.fields.slice(1) },
	});
	expect(
		await refusalOf(
			saveCallFromBundle(ctx, system('test'), { edition, organisation, call: wanted, tracks: [], outside: [] }),
		),
	).toMatchObject({ code: 'call-open' });
});

it('a file with a mistake says line and column', () => {
	const text = [
		'slug: a-call',
		'title: { en: A call }',
		'colour: red',
		'window:',
		'  zone: Mars/Base',
		'  opens: 2021-10-01',
	].join('\n');
	let problems: readonly { path: string; code: string; params?: Record<string, unknown> }[] = [];
	try {
		readCallFile(text);
	} catch (refusal) {
		problems = (refusal as { problems: typeof problems }).problems;
	}
	const lines = problems.map(({ path, code, params }) => `${params?.line} ${path} ${code}`);
	expect(lines).toEqual(
		expect.arrayContaining(['2 title.zh missing-language', '3 colour unknown-key', '4 window.closes missing']),
	);
	expect(() => readCallFile('a: [')).toThrow(/unreadable-yaml/);
});

it('advice names what is probably not meant', async () => {
	const design = await blank();
	const at = await basics(design, 'Advice', '建议');
	await at.add('form.fields', 'country', { label: said('Nationality', '国籍') });
	await at.add('form.fields', 'file', {
		label: said('Proof', '证明'),
		visibleTo: 'named',
		viewers: 'one@desk.example',
	});
	await at.add('form.fields', 'choice', {
		label: said('Mode', '方式'),
		options: [
			{ id: '', label: said('On site', '现场'), help: said('', '') },
			{ id: '', label: said('Online', '现场'), help: said('', '') },
		],
	});
	await at.add('form.fields', 'short-text', {
		label: said('Hotel', 'Hotel'),
		required: true,
		askIf: { rows: [{ field: 'mode', verb: 'is', values: 'nowhere' }], join: 'all', written: '' },
	});
	await at.add('stages', 'determination', { label: said('Second', '第二次') });
	await at.write('stages.0.outcomes.0', { letter: 'no-such' });
	const { advice } = await checkDesign(ctx, organiser, { design, ...nothingAround });
	expect(advice.map(({ path, code }) => `${path} ${code}`)).toEqual([
		'form.fields.1.purpose nationality-without-purpose',
		'form.fields.1.retention no-retention',
		'form.fields.2.maxPages file-without-pages',
		'form.fields.2.viewers few-viewers',
		'form.fields.3.options options-alike',
		'form.fields.4.askIf required-never-asked',
		'stages.1 unreachable-stage',
		'stages.0.outcomes.0.letter no-letter-text',
	]);
	expect(problemsOf(await at.definition())).toEqual([]);
});

it('a list of 1 and of 50 costs the same; what is archived is marked, and an open call is not archived', async () => {
	const all = async () => (await callsOfEdition(ctx, edition)).length;
	await expectSameCost(
		ctx,
		async (length) => {
			for (let n = await all(); n < length; n += 1) await makeCall(ctx, { slug: `call-${n}` });
		},
		async () => (await callsForDesk(ctx, secretary, { edition, organisation })).calls.length,
	);
	const rows = (await callsForDesk(ctx, organiser, { edition, organisation })).calls;
	const frozen = rows.find(({ slug }) => slug === 'frozen');
	expect(frozen).toMatchObject({ applications: 1, undecided: 1, archivedAt: null, mayEdit: true });
	const id = frozen?.id ?? '';
	expect(await refusalOf(archiveCall(ctx, organiser, { call: id, archived: true }))).toMatchObject({
		code: 'call-takes-applications',
	});
	ctx.setNow(Date.parse('2021-12-01T09:00:00+08:00'));
	expect(await refusalOf(archiveCall(ctx, secretary, { call: id, archived: true }))).toMatchObject({
		kind: 'forbidden',
	});
	await archiveCall(ctx, organiser, { call: id, archived: true });
	const after = (await callsForDesk(ctx, organiser, { edition, organisation })).calls;
	expect(after.find(({ slug }) => slug === 'frozen')?.archivedAt).toBe(ctx.clock.edition.now());
	expect(await refusalOf(callsForDesk(ctx, person('nobody'), { edition, organisation }))).toMatchObject({
		kind: 'not-found',
	});
});
