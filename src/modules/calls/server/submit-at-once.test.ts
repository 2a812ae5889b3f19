import { describe, expect, it } from 'vitest';
import { transaction } from '#core/context/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { formEntries } from '../answers.ts';
import { numberLabel } from '../projection.ts';
import {
	acceptInvite,
	callForVisitor,
	inviteMember,
	type PublicCall,
	saveDraft,
	startDraft,
	submitTyped,
} from './index.ts';
import { jobHandlers } from './jobs.ts';
import { findDraft } from './load-draft.ts';
import { edition, refusalOf } from './testing.ts';
import { makeSmallCall, somebody } from './testing-people.ts';

/*
 * One statement hands in what was typed, or nothing: each thing that it must find out by itself is made otherwise here
 * after the call was remembered, and nothing may come of it.
 */

const ctx = await testContext({ jobs: jobHandlers, at: Date.parse('2021-10-10T09:00:00+08:00') });
const ada = await somebody(ctx, 'ada@once.example', 'Ada', 'Marsh');
const ben = await somebody(ctx, 'ben@once.example', 'Ben', 'Moor');
let calls = 0;

/** A call of its own, as it is remembered, and a draft of Ada's in it. */
async function begun(options: Parameters<typeof makeSmallCall>[2] = {}) {
	calls += 1;
	const slug = `once-${calls}`;
	const id = await makeSmallCall(ctx, slug, options);
	const call = (await callForVisitor(ctx, { editionId: edition, call: slug })) as PublicCall;
	const entries = formEntries(call.form, { title: 'As typed' });
	const { draft, revision } = await startDraft(ctx, ada, { call: id, locale: 'zh', entries: [] });
	const input = { call, draft, revision, locale: 'en' as const, entries };
	return { id, call, draft, input };
}

/** Whether there is nothing of it but the draft. */
async function untouched({ id, draft }: { id: string; draft: string }) {
	const { rows } = await ctx.byHand(
		`select (select count(*)::int from application where call_id = $1) as applications,
			(select count(*)::int from application_version where draft_id = $2) as versions,
			(select count(*)::int from ledger_event where data ->> 'call' = $1 and action = 'submit') as events,
			(select count(*)::int from draft where id = $2) as drafts`,
		[id, draft],
	);
	return rows[0];
}
const nothing = { applications: 0, versions: 0, events: 0, drafts: 1 };

describe('a draft that is handed in as it was typed', () => {
	it('becomes an application with its event and its job, in the language in which it was begun', async () => {
		const { input, draft, id } = await begun();
		const receipt = await submitTyped(ctx, ada, input);
		const { rows } = await ctx.byHand(
			`select v.locale, v.answers, a.number, a.person_id as holder from application a
				join application_version v on v.application_id = a.id where a.id = $1`,
			[receipt?.application],
		);
		expect(rows).toEqual([
			{ locale: 'zh', answers: { title: 'As typed' }, number: expect.any(Number), holder: ada.personId },
		]);
		expect(receipt).toMatchObject({ number: numberLabel(input.call.numberPrefix, rows[0].number), version: 1 });
		const events = await historyOf(ctx, { type: 'application', id: receipt?.application ?? '' });
		expect(events).toMatchObject([
			{ action: 'submit', actor: `person:${ada.personId}`, data: { number: receipt?.number } },
		]);
		const jobs = await ctx.jobs.outstanding(ctx.db);
		expect(jobs.filter(({ data }) => data.application === receipt?.application)).toEqual([
			{ name: 'calls.receipt', data: { application: receipt?.application, version: 1 } },
		]);
		// Pressed again: nothing is there any more, and the long way shows the receipt.
		expect(await submitTyped(ctx, ada, input)).toBeUndefined();
		expect(await untouched({ id, draft })).toEqual({ applications: 1, versions: 1, events: 1, drafts: 0 });
	});

	it('has the same number in the ledger as on the receipt, however long it is', async () => {
		for (const next of [7, 999, 1000, 1_234_567]) {
			const { input } = await begun();
			await ctx.byHand(`select setval('application_number', $1, false)`, [next]);
			const receipt = await submitTyped(ctx, ada, input);
			expect(receipt?.number).toBe(numberLabel(input.call.numberPrefix, next));
			const [event] = await historyOf(ctx, { type: 'application', id: receipt?.application ?? '' });
			expect(event?.data.number).toBe(receipt?.number);
		}
	});

	it('is not, when it was saved elsewhere since', async () => {
		const made = await begun();
		await saveDraft(ctx, ada, {
			draft: made.draft,
			revision: 1,
			entries: formEntries(made.call.form, { title: 'Else' }),
		});
		expect(await submitTyped(ctx, ada, made.input)).toBeUndefined();
		expect(await submitTyped(ctx, ada, { ...made.input, revision: Number.NaN })).toBeUndefined();
		expect(await untouched(made)).toEqual(nothing);
	});

	it('is not by anybody else, a writer of it not either, nor by whoever only looks', async () => {
		const made = await begun();
		expect(await submitTyped(ctx, ben, made.input)).toBeUndefined();
		const { path } = await inviteMember(ctx, ada, { draft: made.draft, name: '', address: '', locale: 'en' });
		await acceptInvite(ctx, ben, { secret: path.slice(path.lastIndexOf('/') + 1) });
		expect(await submitTyped(ctx, ben, made.input)).toBeUndefined();
		const looking = { ...ada, seenBy: { personId: ben.personId, relations: [] } };
		expect(await submitTyped(ctx, looking, made.input)).toBeUndefined();
		const mayRead = { ...ada, via: 'token' as const, limitedTo: [] };
		expect(await submitTyped(ctx, mayRead, made.input)).toBeUndefined();
		expect(await refusalOf(submitTyped(ctx, { kind: 'visitor' }, made.input))).toMatchObject({ kind: 'signed-out' });
		expect(await untouched(made)).toEqual(nothing);
	});

	it('is not, when the call is no longer what was remembered of it: its window, form, rules, zone', async () => {
		for (const change of [
			`update call_window set closes_at = '2021-10-10T08:59:59+08:00', grace_ends_at = '2021-10-10T09:00:00+08:00' where call_id = $1`,
			`update call_window set opens_at = '2021-10-10T09:00:00.001+08:00' where call_id = $1`,
			`update call_window set zone = 'Europe/Vienna' where call_id = $1`,
			`update call set form_version = form_version + 1 where id = $1`,
			`update draft set form_version = form_version + 1 where call_id = $1`,
			`update call set settings = settings || '{"perPerson": 1}' where id = $1`,
			`update call set number_prefix = 'Z' where id = $1`,
		]) {
			const made = await begun();
			if (change.includes('form_version + 1')) {
				await ctx.byHand('insert into call_form select call_id, version + 1, form from call_form where call_id = $1', [
					made.id,
				]);
			}
			await ctx.byHand(change, [made.id]);
			expect(await submitTyped(ctx, ada, made.input), change).toBeUndefined();
			expect(await untouched(made), change).toEqual(nothing);
		}
	});

	it('is not, where the call limits who applies, or was closed when it was remembered', async () => {
		const limited = await begun({ perPerson: 2 });
		expect(await submitTyped(ctx, ada, limited.input)).toBeUndefined();
		const made = await begun();
		const closed = { ...made.call, window: { ...made.call.window, closesAt: 1, graceEndsAt: 1, lastHoursAt: 1 } };
		expect(await submitTyped(ctx, ada, { ...made.input, call: closed })).toBeUndefined();
		for (const one of [limited, made]) expect(await untouched(one)).toEqual(nothing);
	});

	it('waits for nobody: while somebody holds the draft it is left to the long way, which asks for the time under its lock', async () => {
		const made = await begun();
		await transaction(ctx, async (tx) => {
			await findDraft(tx, made.draft, { lock: true });
			expect(await submitTyped(ctx, ada, made.input)).toBeUndefined();
		});
		expect(await untouched(made)).toEqual(nothing);
		expect(await submitTyped(ctx, ada, made.input)).toMatchObject({ version: 1 });
	});

	it('is refused with each problem at its field, and stays a draft', async () => {
		const made = await begun();
		expect(await refusalOf(submitTyped(ctx, ada, { ...made.input, entries: [] }))).toMatchObject({ kind: 'invalid' });
		expect(await untouched(made)).toEqual(nothing);
	});
});
