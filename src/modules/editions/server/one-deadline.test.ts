import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { system } from '#core/access/index.ts';
import { runDue } from '#core/clock/index.ts';
import { inProject } from '#core/paths/index.ts';
import { callsOfEdition, dueHandlers } from '#modules/calls/server/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import type { RecordValue } from '../records.ts';
import { bundleFromDatabase } from './bundle-from-database.ts';
import { exportBundle } from './export-bundle.ts';
import { historyOf } from './history.ts';
import { importBundle } from './import-bundle.ts';
import { loadBundle } from './load-bundle.ts';
import { publishDrafts } from './publish-drafts.ts';
import { datesOf } from './queries.ts';
import { recordsForEditing } from './records-for-editing.ts';
import { saveDraft } from './save-draft.ts';
import { importReal, publish, somebody, testCalls as calls, typed } from './testing.ts';
import { undoChange } from './undo-change.ts';

/** The deadline that a page announces and the window that a call keeps are one: whoever moves the one has moved the other. */

const ctx = await testContext({ at: Date.parse('2021-10-10T09:00+08:00') });
const id = await importReal(ctx);
const secretary = await somebody(ctx, id, 'Lin');

const at = (text: string) => Date.parse(text);
const to = (local: string) => (date: RecordValue) => ({ ...date, at: local });
const move = async (local: string, accept: string[] = []) => {
	const key = 'date/abstracts-close';
	await saveDraft(ctx, secretary, id, await typed(ctx, secretary, id, key, to(local)), { calls });
	return publishDrafts(ctx, secretary, id, [key], { calls, accept });
};
const refusal = (work: Promise<unknown>) =>
	work.then(
		() => expect.unreachable('it was not refused'),
		(error) => error,
	);
const window = async () => (await callsOfEdition(ctx, id)).find(({ slug }) => slug === 'abstracts')?.window;
const callId = (await ctx.byHand(`select id from call where slug = 'abstracts'`)).rows[0].id as string;
const shown = async () => (await datesOf(ctx, id)).find(({ code }) => code === 'abstracts-close')?.at;
const due = async (kind: string) =>
	Number(
		(
			await ctx.byHand('select extract(epoch from at) * 1000 as at from due_item where kind = $1 and subject = $2', [
				kind,
				callId,
			])
		).rows[0]?.at,
	);

describe('a deadline of a call', () => {
	it('is extended with the window of its call, in one transaction that the ledger tells of', async () => {
		await move('2021-10-20T24:00');
		expect(await window()).toMatchObject({ opens: '2021-10-01T00:00', closes: '2021-10-20T24:00' });
		const midnight = at('2021-10-21T00:00+08:00');
		expect([await shown(), await due('call-closes'), await due('call-last-hours')]).toEqual([
			midnight,
			midnight,
			midnight - 24 * 3_600_000,
		]);
		const { rows } = await ctx.byHand(`select action, actor, data from ledger_event order by id desc limit 2`);
		expect(rows).toMatchObject([
			{ action: 'publish', data: { keys: ['date/abstracts-close', 'call/abstracts'] } },
			{
				action: 'move-window',
				actor: `person:${secretary.personId}`,
				data: { from: { closesAt: at('2021-10-16T00:00+08:00') }, to: { closesAt: midnight } },
			},
		]);
		const [change] = (await historyOf(ctx, secretary, id, { key: 'call/abstracts' })).changes;
		expect(change?.records[0]?.fields).toEqual([
			{ path: 'window.closes', from: '2021-10-15T24:00', to: '2021-10-20T24:00' },
		]);
	});
	it.each([
		['2021-10-18T24:00', ['shortened']],
		['2021-10-09T24:00', ['closes-in-past']],
	])('moved to %s is refused until it is said: %s', async (local, codes) => {
		const before = [await window(), await shown()];
		const refused = await refusal(move(local));
		expect(refused).toMatchObject({ kind: 'conflict', code: 'window-consequences' });
		expect(refused.problems.map(({ code }: { code: string }) => code)).toEqual(codes);
		expect([await window(), await shown()]).toEqual(before);
		// What was written is still there, and can be published by whoever says so.
		expect((await recordsForEditing(ctx, secretary, id)).drafts.map(({ value }) => value?.at)).toEqual([local]);
		await publishDrafts(ctx, secretary, id, ['date/abstracts-close'], { calls, accept: codes });
		expect((await window())?.closes).toBe(local);
	});
	it('opens a closed call again only when that is said, and the due-list closes it anew', async () => {
		await runDue(ctx, dueHandlers);
		expect((await refusal(move('2021-10-22T24:00'))).problems).toMatchObject([{ code: 'reopens' }]);
		await publishDrafts(ctx, secretary, id, ['date/abstracts-close'], { calls, accept: ['reopens'] });
		const { rows } = await ctx.byHand(`select done_at from due_item where kind = 'call-closes' and subject = $1`, [
			callId,
		]);
		expect([rows, await due('call-closes')]).toEqual([[{ done_at: null }], at('2021-10-23T00:00+08:00')]);
	});
	it('cannot be before the opening', async () => {
		expect(await refusal(move('2021-09-01T00:00', ['closes-in-past']))).toMatchObject({
			kind: 'invalid',
			problems: [{ path: 'call/abstracts:window.closes', code: 'ends-before-start' }],
		});
		await saveDraft(
			ctx,
			secretary,
			id,
			await typed(ctx, secretary, id, 'date/abstracts-close', to('2021-10-22T24:00')),
			{
				calls,
			},
		);
	});
	it('is moved back by undoing it', async () => {
		const [extended] = (await historyOf(ctx, secretary, id, { key: 'date/abstracts-close' })).changes;
		await move('2021-10-30T24:00');
		const [change] = (await historyOf(ctx, secretary, id, { key: 'date/abstracts-close' })).changes;
		expect(change?.number).toBe((extended?.number ?? 0) + 1);
		const undo = (accept: string[]) => undoChange(ctx, secretary, id, change?.id as string, { calls, accept });
		expect((await refusal(undo([]))).problems).toMatchObject([{ code: 'shortened' }]);
		await undo(['shortened']);
		expect([(await window())?.closes, await shown()]).toEqual(['2021-10-22T24:00', at('2021-10-23T00:00+08:00')]);
	});
	it('follows the zone in which the edition reads its dates, in the wall clock of the window', async () => {
		await saveDraft(
			ctx,
			secretary,
			id,
			await typed(ctx, secretary, id, 'edition', (edition) => ({ ...edition, zone: 'Europe/Paris' })),
			{ calls },
		);
		await publishDrafts(ctx, secretary, id, ['edition'], { calls });
		expect(await window()).toMatchObject({ zone: 'Asia/Shanghai', closes: '2021-10-23T06:00:00' });
		expect(await shown()).toBe(at('2021-10-23T00:00+02:00'));
		const [change] = (await historyOf(ctx, secretary, id, { key: 'edition' })).changes;
		await undoChange(ctx, secretary, id, change?.id as string, { calls, accept: ['shortened'] });
		expect(await window()).toMatchObject({ closes: '2021-10-22T24:00' });
	});
	it('that is not the end of a window moves none', async () => {
		const before = await window();
		await publish(ctx, secretary, id, 'date/confirmation', to('2021-11-09T24:00'));
		expect(await window()).toEqual(before);
	});
});

describe('files', () => {
	let folder = '';
	afterAll(() => rm(folder, { recursive: true, force: true }));
	const replace = async (file: string, from: string, to: string) => {
		const text = await readFile(join(folder, file), 'utf8');
		expect(text).toContain(from);
		await writeFile(join(folder, file), text.replace(from, to));
	};

	it('that contradict themselves are refused by file and line', async () => {
		folder = await mkdtemp(join(tmpdir(), 'deadline-'));
		await cp(inProject('editions', 'ipspace-2021'), folder, { recursive: true });
		await replace('dates.yaml', 'at: 2021-10-15T24:00', 'at: 2021-10-20T24:00');
		const { errors } = await loadBundle(folder);
		expect(errors).toMatchObject([
			{
				file: 'dates.yaml',
				code: 'window-differs',
				params: { call: 'abstracts', moment: '2021-10-15T24:00 Asia/Shanghai' },
			},
		]);
	});
	it('say it in either clock', async () => {
		await replace('calls/abstracts.yaml', 'closes: 2021-10-15T24:00', 'closes: 2021-10-20T16:00');
		await replace('calls/abstracts.yaml', 'opens: 2021-10-01T00:00', 'opens: 2021-09-30T16:00');
		await replace('calls/abstracts.yaml', 'zone: Asia/Shanghai', 'zone: UTC');
		expect((await loadBundle(folder)).errors).toEqual([]);
	});
	it('are warned where a date only happens to say the same, and where two are one end', async () => {
		await replace('dates.yaml', '  window: opens\n', '');
		expect((await loadBundle(folder)).warnings).toContainEqual(
			expect.objectContaining({ code: 'window-unnamed', params: { call: 'abstracts', end: 'opens' } }),
		);
		await replace('dates.yaml', '- id: revisions\n', '- id: revisions\n  call: abstracts\n  window: closes\n');
		expect((await loadBundle(folder)).errors).toContainEqual(
			expect.objectContaining({ code: 'duplicate-id', params: { id: 'abstracts closes' } }),
		);
	});
	it('of before keep what the desk has extended; those written of it are read back as the same', async () => {
		const again = await importBundle(ctx, system('test'), inProject('editions', 'ipspace-2021'), { calls });
		expect(again.changes).toEqual([]);
		expect(again.kept.map(({ key }) => key).sort()).toEqual([
			'call/abstracts',
			'date/abstracts-close',
			'date/confirmation',
		]);
		const out = await mkdtemp(join(tmpdir(), 'deadline-'));
		await exportBundle(ctx, secretary, 'ipspace-2021', out, { calls });
		const written = await loadBundle(out);
		expect(written.errors).toEqual([]);
		expect(written.bundle).toEqual((await bundleFromDatabase(ctx, 'ipspace-2021', calls))?.bundle);
		const back = await importBundle(ctx, system('test'), out, { calls });
		expect(back).toMatchObject({ changes: [], kept: [], conflicts: [] });
		await rm(out, { recursive: true });
	});
});
