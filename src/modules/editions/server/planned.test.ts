import { describe, expect, it } from 'vitest';
import { endRelation, system } from '#core/access/index.ts';
import { runDue } from '#core/clock/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import type { RecordValue } from '../records.ts';
import { editionDueHandlers } from './due.ts';
import { editingPersonData } from './editing-person-data.ts';
import { historyOf } from './history.ts';
import { pageOf } from './queries.ts';
import { recordsForEditing } from './records-for-editing.ts';
import { saveDraft } from './save-draft.ts';
import { schedulePublication } from './schedule-publication.ts';
import { importReal, somebody, testCalls as calls, typed } from './testing.ts';

/** Publication at a planned edition time, done by the due-list. */

const start = Date.parse('2021-10-10T09:00+08:00');
const hour = 3_600_000;
const ctx = await testContext({ at: start });
const id = await importReal(ctx);
const lin = await somebody(ctx, id, 'Lin');
const halden = await somebody(ctx, id, 'Halden');
const due = editionDueHandlers(calls);

const write = async (key: string, change: (shown: RecordValue) => RecordValue) =>
	saveDraft(ctx, lin, id, await typed(ctx, lin, id, key, change), { calls });
const titled = (en: string) => (page: RecordValue) => ({ ...page, title: { ...(page.title as object), en } });
const plan = (keys: string[], at: number | null, who = lin, accept: string[] = []) =>
	schedulePublication(ctx, who, id, { keys, at, accept });
const at = async (time: number) => {
	ctx.setNow(time);
	return runDue(ctx, due);
};
const titleOf = async (code: string) => (await pageOf(ctx, id, code))?.title.en;
const drafts = async () => (await recordsForEditing(ctx, lin, id)).drafts;

describe('a planned publication', () => {
	it('is for later, of drafts that are there', async () => {
		await write('page/press', titled('Planned'));
		await expect(plan(['page/press'], start)).rejects.toMatchObject({ problems: [{ code: 'not-in-future' }] });
		await expect(plan(['page/press', 'page/about'], start + hour)).rejects.toMatchObject({ code: 'no-such-draft' });
		expect(await drafts()).toMatchObject([{ publishAt: null }]);
	});
	it('takes place at its time, together, as a change of whoever planned it', async () => {
		await write('page/students', titled('Planned too'));
		await plan(['page/press', 'page/students'], start + hour, halden);
		expect(await at(start + hour - 1)).toBe(0);
		expect(await titleOf('press')).toBe('Press');
		// The dial jumps: the change stands at the time that was planned.
		expect(await at(start + 20 * hour)).toBe(1);
		expect([await titleOf('press'), await titleOf('students')]).toEqual(['Planned', 'Planned too']);
		const [change] = (await historyOf(ctx, lin, id)).changes;
		expect(change).toMatchObject({
			kind: 'scheduled',
			by: `person:${halden.personId}`,
			at: start + hour,
			records: [{ key: 'page/press' }, { key: 'page/students' }],
		});
		expect(await drafts()).toEqual([]);
	});
	it('is moved and taken off', async () => {
		const now = ctx.clock.edition.now();
		await write('page/press', titled('Later'));
		await plan(['page/press'], now + hour);
		await plan(['page/press'], now + 2 * hour);
		await at(now + hour);
		expect(await titleOf('press')).toBe('Planned');
		await plan(['page/press'], null);
		await at(now + 2 * hour);
		expect([await titleOf('press'), await drafts()]).toMatchObject(['Planned', [{ publishAt: null, refused: null }]]);
	});
	it('stays a draft and says so when whoever planned it may no longer edit; the plans of others take place', async () => {
		const now = ctx.clock.edition.now();
		await write('page/students', titled('By another'));
		await plan(['page/press'], now + hour);
		await plan(['page/students'], now + hour, halden);
		await endRelation(ctx, system('test'), lin.personId, 'secretary', { type: 'edition', id });
		expect(await at(now + hour)).toBe(1);
		expect([await titleOf('press'), await titleOf('students')]).toEqual(['Planned', 'By another']);
		expect((await recordsForEditing(ctx, halden, id)).drafts).toMatchObject([
			{ key: 'page/press', publishAt: null, refused: { code: 'no-longer-allowed', at: now + hour } },
		]);
		const { rows } = await ctx.byHand(`select data from ledger_event where action = 'publication-refused'`);
		expect(rows).toEqual([{ data: { reason: 'no-longer-allowed', keys: ['page/press'], count: 1 } }]);
	});
	it('that moves a window says beforehand what it brings about', async () => {
		const now = ctx.clock.edition.now();
		const earlier = (date: RecordValue) => ({ ...date, at: '2021-10-14T24:00' });
		await write('date/abstracts-close', earlier);
		await plan(['date/abstracts-close'], now + hour, halden);
		await at(now + hour);
		expect((await drafts()).find(({ key }) => key === 'date/abstracts-close')?.refused?.code).toBe(
			'window-consequences',
		);
		await plan(['date/abstracts-close'], now + 2 * hour, halden, ['shortened']);
		await at(now + 2 * hour);
		expect((await calls.read(ctx, id)).find(({ slug }) => slug === 'abstracts')?.window.closes).toBe(
			'2021-10-14T24:00',
		);
	});
	it('does not outlive the record of whoever planned it', async () => {
		const now = ctx.clock.edition.now();
		await plan(['page/press'], now + hour, halden);
		await editingPersonData.erase(ctx, halden.personId);
		await at(now + hour);
		expect((await drafts()).find(({ key }) => key === 'page/press')).toMatchObject({
			refused: { code: 'no-longer-allowed' },
		});
	});
});
