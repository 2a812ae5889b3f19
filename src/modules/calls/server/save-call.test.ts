import { expect, it } from 'vitest';
import { system } from '#core/access/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { callSchema } from '../call.ts';
import { sampleCall, sampleForm } from '../testing.ts';
import { callsOfEdition, draftForWriter, saveCallFromBundle, startDraft } from './index.ts';
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
} from './testing.ts';

const ctx = await testContext({ jobs: notingJobs().handlers, at: Date.parse('2021-09-20T09:00:00+08:00') });
const both = (text: string) => ({ en: text, zh: `${text}（中）` });
const tracks = [{ id: 'T3', label: both('Health') }];
const bare = callSchema.parse({
	...sampleCall,
	slug: 'bare',
	form: {
		fields: sampleForm.fields.map((field) => (field.kind === 'track' ? { ...field, options: [], outside: [] } : field)),
	},
});
const save = (call = bare, actor = organiser) =>
	saveCallFromBundle(ctx, actor, {
		edition,
		organisation,
		call,
		tracks,
		outside: [{ id: 'else', label: both('Else') }],
	});

it('is made once; the same again changes nothing', async () => {
	const made = await save();
	expect(made.changed).toBe(true);
	expect(await save()).toEqual({ call: made.call, changed: false });
	expect(await historyOf(ctx, { type: 'call', id: made.call })).toHaveLength(1);
	const [stored] = await callsOfEdition(ctx, edition);
	const field = stored?.form.fields.find((one) => one.kind === 'track');
	expect(field).toMatchObject({ options: tracks, outside: [{ id: 'else' }] });
	expect(callSchema.parse(stored)).toEqual(stored);
	const due = (
		await ctx.byHand(`select kind, at, subject from due_item where payload->>'call' = $1 order by at, kind`, [
			made.call,
		])
	).rows;
	expect(due.map((row) => [row.kind, row.at.toISOString()])).toEqual([
		['call-opens', '2021-09-30T16:00:00.000Z'],
		['call-last-hours', '2021-10-14T16:00:00.000Z'],
		['call-closes', '2021-10-15T16:00:00.000Z'],
		['call-announcement-due', '2021-11-01T16:00:00.000Z'],
		['call-confirmation-due', '2021-11-08T16:00:00.000Z'],
	]);
});

it('is an organiser’s', async () => {
	expect(await refusalOf(save(bare, secretary))).toMatchObject({ kind: 'forbidden' });
	expect(await refusalOf(save(bare, person('anyone')))).toMatchObject({ kind: 'not-found' });
});

it('takes a new form until somebody has applied; drafts follow', async () => {
	const { call } = await save();
	const author = person('author');
	const { draft } = await startDraft(ctx, author, { call, locale: 'en', entries: [['title', 'Kept']] });
	const shorter = callSchema.parse({
		...bare,
		form: { ...bare.form, fields: bare.form.fields.filter((field) => field.id !== 'format') },
	});
	expect(await save(shorter)).toMatchObject({ call, changed: true });
	const opened = await draftForWriter(ctx, author, { draft });
	expect(opened.form.version).toBe(2);
	expect(opened.answers).toEqual({ title: 'Kept' });
	expect((await ctx.byHand('select version from call_form where call_id = $1 order by 1', [call])).rows).toEqual([
		{ version: 1 },
		{ version: 2 },
	]);
});

it('is frozen once it is open and answered; its dates still move', async () => {
	ctx.setNow(Date.parse('2021-10-10T09:00:00+08:00'));
	const call = await makeCall(ctx);
	await makeApplication(ctx, call, person('author'));
	const changed = { ...sampleCall, form: { ...sampleCall.form, fields: sampleCall.form.fields.slice(1) } };
	const again = (wanted: typeof sampleCall) =>
		saveCallFromBundle(ctx, system('test'), { edition, organisation, call: wanted, tracks: [], outside: [] });
	expect(await refusalOf(again(changed))).toMatchObject({ kind: 'conflict', code: 'call-open' });
	const longer = { ...sampleCall, window: { ...sampleCall.window, closes: '2021-10-18T17:00' } };
	expect(await again(longer)).toEqual({ call, changed: true });
	const [due] = (await ctx.byHand(`select at from due_item where kind = 'call-closes' and subject = $1`, [call])).rows;
	expect(due.at.toISOString()).toBe('2021-10-18T09:00:00.000Z');
});
