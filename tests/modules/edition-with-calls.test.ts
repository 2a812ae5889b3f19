import { describe, expect, it } from 'vitest';
import { type Actor, system } from '../../src/core/access/index.ts';
import { inProject } from '../../src/core/paths/index.ts';
import { callsOfEdition, moveWindow, saveCallFromBundle } from '../../src/modules/calls/server/index.ts';
import { type CallsDoor, importBundle, publicEdition } from '../../src/modules/editions/server/index.ts';
import { edit } from '../../src/modules/editions/server/testing.ts';
import { testContext } from '../setup/context.ts';

const ctx = await testContext();
const chief = system('test');
const calls: CallsDoor = { save: saveCallFromBundle, read: callsOfEdition, moveWindow };
const folder = inProject('editions', 'ipspace-2021');
const events = async () => Number((await ctx.byHand('select count(*) as n from ledger_event')).rows[0].n);

describe('an edition with its calls', () => {
	it('comes into being once, however many import it at the same time', async () => {
		const reports = await Promise.all([1, 2, 3].map(() => importBundle(ctx, chief, folder, { calls })));
		expect(reports.map(({ created }) => created).sort()).toEqual([false, false, true]);
		expect(new Set(reports.map(({ editionId }) => editionId)).size).toBe(1);
		expect((await ctx.byHand('select count(*)::int as n from track')).rows).toEqual([{ n: 10 }]);
	});
	it('may be changed by its secretary, and not by the secretary of another', async () => {
		const { editionId } = await importBundle(ctx, chief, folder, { calls, dryRun: true });
		const secretary = (id: string): Actor => ({
			kind: 'person',
			personId: 'somebody',
			relations: [{ relation: 'secretary', on: 'edition', id }],
			via: 'session',
		});
		const own = importBundle(ctx, secretary(editionId as string), folder, { calls });
		await expect(own).resolves.toMatchObject({ applied: false });
		const foreign = importBundle(ctx, secretary('another'), folder, { calls });
		await expect(foreign).rejects.toMatchObject({ kind: 'not-found' });
	});
	it('is imported with the window and the tracks of its call, once', async () => {
		const { editionId } = await importBundle(ctx, chief, folder, { calls });
		const found = await publicEdition(ctx, undefined, calls);
		expect(found?.editionId).toBe(editionId);
		expect(found?.bundle.calls.find(({ slug }) => slug === 'abstracts')).toMatchObject({
			window: { zone: 'Asia/Shanghai', opens: '2021-10-01T00:00', closes: '2021-10-15T24:00' },
		});
		const stored = (await callsOfEdition(ctx, editionId as string)).find(({ slug }) => slug === 'abstracts');
		expect(stored?.form.fields[0]).toMatchObject({ id: 'track', options: { length: 9 }, outside: { length: 1 } });

		const before = await events();
		const again = await importBundle(ctx, chief, folder, { calls });
		expect(again).toMatchObject({ applied: false, changes: [], kept: [], conflicts: [] });
		expect(await events()).toBe(before);
	});
	it('keeps an edit in the desk through an import', async () => {
		const { editionId } = await importBundle(ctx, chief, folder, { calls, dryRun: true });
		const contact = { role: 'secretariat', name: { en: 'Desk', zh: '秘书处' }, state: 'published' };
		const { bundle } = (await publicEdition(ctx, 'ipspace-2021', calls)) ?? {};
		const value = { ...bundle?.edition, contacts: [contact] };
		expect(await edit(ctx, chief, editionId as string, { key: 'edition', value }, calls)).toBe(true);
		const report = await importBundle(ctx, chief, folder, { calls });
		expect(report.kept.map(({ key, fields }) => [key, fields.map(({ path }) => path)])).toEqual([
			['edition', ['contacts']],
		]);
		expect(report.changes).toEqual([]);
	});
});
