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
import { blankDesign, designer, nothingAround, publishNow, said, writeBasics } from './testing.ts';

const ctx = await testContext({ jobs: notingJobs().handlers, at: Date.parse('2021-09-20T09:00:00+08:00') });
const place = { edition, organisation, zone: 'Asia/Shanghai' };
const blank = () => blankDesign(ctx);
const publish = (design: string) => publishNow(ctx, design);

it('what is not whole is not published, and says what is missing where; a taken address is', async () => {
	const design = await blank();
	expect(await refusalOf(publish(design))).toMatchObject({ kind: 'invalid' });
	const { problems } = await checkDesign(ctx, secretary, { design, ...nothingAround });
	expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual(
		expect.arrayContaining(['slug missing', 'title missing', 'window.opens missing', 'window.closes missing']),
	);
	await makeCall(ctx, { slug: 'travel-award' });
	await writeBasics(ctx, design, 'Travel award', '差旅资助');
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
	const at = await writeBasics(ctx, design, 'Advice', '建议');
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
