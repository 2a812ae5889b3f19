import { readdirSync, readFileSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import { expect, it, test } from 'vitest';
import { inProject } from '#core/paths/index.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import { callSchema } from '../../call.ts';
import { terseCall } from '../../design.ts';
import { callTemplates, checkDesign, exportDesign, readCallFile, startDesign, writeCallFile } from '../index.ts';
import { storedCalls } from '../stored-call.ts';
import { call } from '../tables.ts';
import { edition, notingJobs, organisation, organiser } from '../testing.ts';
import { blankDesign, designer, nothingAround, publishNow, said, writeBasics } from './testing.ts';

const ctx = await testContext({ jobs: notingJobs().handlers, at: Date.parse('2021-09-20T09:00:00+08:00') });
const stored = async (id: string) => (await storedCalls(ctx, eq(call.id, id)))[0]?.call;

/** Exported and read again, as YAML or as JSON, it is the same call. */
async function expectSameFile(design: string, id: string) {
	const { name, text } = await exportDesign(ctx, organiser, { design });
	const published = callSchema.parse(await stored(id));
	expect(name).toBe(`${published.slug}.yaml`);
	const again = callSchema.parse(readCallFile(text));
	expect(again).toEqual({ ...published, form: { ...published.form, version: again.form.version } });
	expect(callSchema.parse(readCallFile(JSON.stringify(readCallFile(text))))).toEqual(again);
}

it('a travel award with two referees’ confidential letters is made in the designer alone', async () => {
	const design = await blankDesign(ctx);
	const at = await writeBasics(ctx, design, 'Travel award', '差旅资助');
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
	const made = await publishNow(ctx, design);
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
	const design = await blankDesign(ctx);
	const at = await writeBasics(ctx, design, 'Projects', '项目征集');
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
	const made = await publishNow(ctx, design);
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
	const design = await blankDesign(ctx);
	const at = await writeBasics(ctx, design, 'Joint projects', '联合项目');
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
	const made = await publishNow(ctx, design);
	expect((await stored(made.call))?.attestations).toMatchObject([
		{ id: 'the-partner-joins', mayEdit: true, needed: 1 },
	]);
	await expectSameFile(design, made.call);
});

it('every ready-made kind wants nothing but its dates', async () => {
	expect(callTemplates().length).toBeGreaterThanOrEqual(4);
	for (const { id } of callTemplates()) {
		const design = await startDesign(ctx, organiser, {
			edition,
			organisation,
			zone: 'Asia/Shanghai',
			begin: { from: 'template', template: id },
		});
		const at = designer(ctx, organiser, design);
		await at.write('window', { opens: { day: '2021-10-01', time: '' }, closes: { day: '2021-10-15', time: '' } });
		await at.write('', { slug: id });
		const { problems, advice } = await checkDesign(ctx, organiser, { design, ...nothingAround });
		expect(problems, id).toEqual([]);
		expect(advice, id).toEqual([]);
		const made = await publishNow(ctx, design);
		await expectSameFile(design, made.call);
	}
});

test('the calls of the repository go through the designer and come back the same', () => {
	const folder = inProject('editions/ipspace-2021/calls');
	const files = readdirSync(folder);
	expect(files.length).toBeGreaterThan(5);
	for (const file of files) {
		const read = callSchema.parse(readCallFile(readFileSync(`${folder}/${file}`, 'utf8')));
		const again = callSchema.parse(readCallFile(writeCallFile(terseCall(read))));
		expect(again, file).toEqual({ ...read, form: { ...read.form, version: again.form.version } });
	}
});
