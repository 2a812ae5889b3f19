import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { system } from '#core/access/index.ts';
import { transaction } from '#core/context/index.ts';
import { inProject } from '#core/paths/index.ts';
import { readPerson } from '#modules/people/server/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { expectSameCost } from '../../../../tests/setup/queries.ts';
import type { RecordValue } from '../records.ts';
import { bundleFromDatabase } from './bundle-from-database.ts';
import { committeeOf } from './committee-query.ts';
import { editingPersonData } from './editing-person-data.ts';
import { exportBundle } from './export-bundle.ts';
import { historyOf } from './history.ts';
import { importBundle } from './import-bundle.ts';
import { loadBundle } from './load-bundle.ts';
import { editionPersonData } from './person-data.ts';
import { publishDrafts } from './publish-drafts.ts';
import { partnersOf, tracksOf } from './queries.ts';
import { recordChange } from './record-change.ts';
import { recordsForEditing } from './records-for-editing.ts';
import { saveDraft } from './save-draft.ts';
import { importReal, publish, somebody, testCalls as calls, typed } from './testing.ts';
import { undoChange } from './undo-change.ts';

const ctx = await testContext();
const id = await importReal(ctx);
const lin = await somebody(ctx, id, 'Lin');
const change = (key: string, to: (shown: RecordValue) => RecordValue | null) => publish(ctx, lin, id, key, to);
const newest = async () => (await historyOf(ctx, lin, id)).changes[0];
const undo = async (changeId: string | undefined) => undoChange(ctx, lin, id, changeId as string, { calls });

describe('the history', () => {
	it('begins with the import that made the edition, which cannot be undone', async () => {
		const { changes } = await historyOf(ctx, lin, id);
		expect(changes).toMatchObject([{ number: 1, kind: 'created', by: 'system:test', byName: '' }]);
		expect(changes[0]?.records.length).toBeGreaterThan(100);
		await expect(undo(changes[0]?.id)).rejects.toMatchObject({ code: 'not-undoable' });
	});
	it('holds an import, and undoes it', async () => {
		await change('page/press', (page) => ({ ...page, title: { en: 'Edited', zh: '已编辑' } }));
		const before = (await recordsForEditing(ctx, lin, id)).published;
		// The files come back over the desk's change of one field.
		await importBundle(ctx, system('files'), inProject('editions', 'ipspace-2021'), { calls });
		expect((await newest())?.kind).toBe('edit');
		await ctx.byHand(
			`update bundle_import set base = jsonb_set(base, '{page/press,title}', '{"en": "Edited", "zh": "已编辑"}')`,
		);
		await importBundle(ctx, system('files'), inProject('editions', 'ipspace-2021'), { calls });
		const imported = await newest();
		expect(imported).toMatchObject({ kind: 'import', by: 'system:files', records: [{ key: 'page/press' }] });
		await undo(imported?.id);
		expect((await recordsForEditing(ctx, lin, id)).published).toEqual(before);
		expect(await newest()).toMatchObject({ kind: 'undo', undoes: imported?.number });
		const { changes } = await historyOf(ctx, lin, id, { change: imported?.id as string });
		expect(changes).toMatchObject([{ undoneBy: (imported?.number ?? 0) + 1 }]);
	});
	it('costs the same however long it is', async () => {
		let made = 0;
		await expectSameCost(
			ctx,
			async (length) => {
				for (; made < length; made += 1) {
					const value = { title: { en: `Students ${made}`, zh: '学生' } };
					await transaction(ctx, (tx) =>
						recordChange(tx, lin, id, {
							kind: 'edit',
							before: {},
							changes: [{ key: 'page/students', kind: 'change', value, fields: [] }],
						}),
					);
				}
			},
			async () => (await historyOf(ctx, lin, id, { key: 'page/students' })).changes.length,
		);
	});
});

describe('the order of protocol', () => {
	const hosts = async () => (await partnersOf(ctx, id))[0]?.organisations.map(({ slug }) => slug);
	it('is changed by moving one; the others make room; undo puts it back', async () => {
		const before = await hosts();
		const [first, second, ...rest] = before ?? [];
		await change(`partner/host/${second}`, (partner) => ({ ...partner, position: 0 }));
		expect(await hosts()).toEqual([second, first, ...rest]);
		const { changes } = await historyOf(ctx, lin, id, { key: `partner/host/${second}` });
		await undo(changes[0]?.id);
		expect(await hosts()).toEqual(before);
	});
	it('survives a partner that goes and comes back', async () => {
		const before = await partnersOf(ctx, id);
		const { published } = await recordsForEditing(ctx, lin, id);
		const keys = Object.keys(published).filter((key) => key.startsWith('partner/'));
		const gone = keys[1] as string;
		await change(gone, () => null);
		await change(keys[3] as string, (partner) => ({ ...partner, position: 0 }));
		for (const changed of [keys[3] as string, gone]) {
			const { changes } = await historyOf(ctx, lin, id, { key: changed });
			await undo(changes[0]?.id);
		}
		expect(await partnersOf(ctx, id)).toEqual(before);
	});
	it('is made for what is new: at the end, or where it is put', async () => {
		const fresh = (position?: number) => ({
			name: { en: 'New', zh: '新专题' },
			subjects: [],
			draft: true,
			...(position === undefined ? {} : { position }),
		});
		await change('track/N1', () => fresh());
		await change('track/N2', () => fresh(1));
		const codes = (await tracksOf(ctx, id)).filter(({ outside }) => !outside).map(({ code }) => code);
		expect([codes[0], codes[1], codes[2], codes.at(-1)]).toEqual(['T1', 'N2', 'T2', 'N1']);
	});
});

describe('an edited edition', () => {
	it('is written as files that are read back as the same', async () => {
		const out = await mkdtemp(join(tmpdir(), 'edited-'));
		await exportBundle(ctx, lin, 'ipspace-2021', out, { calls });
		const { bundle, errors } = await loadBundle(out);
		expect(errors).toEqual([]);
		expect(bundle).toEqual((await bundleFromDatabase(ctx, 'ipspace-2021', calls))?.bundle);
		expect(await importBundle(ctx, system('test'), out, { calls })).toMatchObject({ changes: [], conflicts: [] });
		await rm(out, { recursive: true });
	});
});

describe('a person in the history', () => {
	const everywhere = async () =>
		JSON.stringify([
			(await ctx.byHand('select * from edition_change_record')).rows,
			(await ctx.byHand('select * from edition_draft')).rows,
			(await ctx.byHand('select * from edition_draft_aside')).rows,
			(await ctx.byHand('select * from stale_translation')).rows,
			(await ctx.byHand('select * from ledger_event')).rows,
		]);
	const personId = async (code: string) =>
		(await ctx.byHand('select person_id from edition_person where code = $1', [code])).rows[0]?.person_id as string;

	it('who is erased goes from drafts and history, also when the edition had dropped them before; the change stays', async () => {
		const [ghinelli, deng] = [await personId('barbara-ghinelli'), await personId('deng-yulin')];
		await change('person/deng-yulin', (person) => ({ ...person, positions: { en: [{ title: 'Dean' }], zh: [] } }));
		await change('letterhead', (letterhead) => ({
			...letterhead,
			signatories: [{ name: { en: 'The office', zh: '办公室' }, person: 'barbara-ghinelli' }],
		}));
		for (const { office } of await roles('barbara-ghinelli')) {
			await saveDraft(ctx, lin, id, await typed(ctx, lin, id, `role/${office}/barbara-ghinelli`, () => null), {
				calls,
			});
		}
		await saveDraft(
			ctx,
			lin,
			id,
			await typed(ctx, lin, id, 'letterhead', (letterhead) => ({
				...letterhead,
				signatories: [{ name: { en: 'The other office', zh: '另一办公室' } }],
			})),
			{ calls },
		);
		await saveDraft(ctx, lin, id, await typed(ctx, lin, id, 'person/barbara-ghinelli', () => null), { calls });
		const { drafts } = await recordsForEditing(ctx, lin, id);
		const keys = drafts.map(({ key }) => key);
		await publishDrafts(ctx, lin, id, keys, { calls });
		expect(await everywhere()).toMatch(/Ghinelli/);
		expect(await personId('barbara-ghinelli')).toBeUndefined();

		const count = (await historyOf(ctx, lin, id)).changes.length;
		await editionPersonData.erase(ctx, ghinelli);
		expect(await everywhere()).not.toMatch(/ghinelli/i);
		const { changes } = await historyOf(ctx, lin, id);
		expect(changes.length).toBe(count);
		expect(changes[0]?.records).toContainEqual({ key: 'person/erased', kind: 'remove', fields: [], erased: true });
		expect(changes[0]?.records).toContainEqual(
			expect.objectContaining({ key: 'letterhead', fields: [expect.objectContaining({ path: 'signatories' })] }),
		);
		// What else the change did can be undone.
		await undo(changes[0]?.id);

		await saveDraft(
			ctx,
			lin,
			id,
			await typed(ctx, lin, id, 'person/deng-yulin', (one) => ({ ...one, honours: ['X'] })),
			{
				calls,
			},
		);
		await editionPersonData.erase(ctx, deng);
		expect(await everywhere()).not.toMatch(/yulin/i);
		expect((await recordsForEditing(ctx, lin, id)).drafts).toEqual([]);
	});
	async function roles(code: string) {
		const offices = await committeeOf(ctx, id, { readings: true });
		return offices
			.filter(({ members }) => members.some((one) => one.code === code))
			.map(({ code: office }) => ({ office }));
	}
	it('who edited is exported, merged and forgotten; what they did stays', async () => {
		const halden = await somebody(ctx, id, 'Halden');
		await publish(ctx, halden, id, 'page/press', (page) => ({ ...page, menu: 'none' }));
		await saveDraft(
			ctx,
			halden,
			id,
			await typed(ctx, halden, id, 'page/press', (page) => ({ ...page, menu: 'main' })),
			{
				calls,
			},
		);
		const held = (person: string) => editingPersonData.export(ctx, person);
		expect(await held(halden.personId)).toMatchObject({
			drafts: [{ edition: 'ipspace-2021', key: 'page/press' }],
			changes: [{ edition: 'ipspace-2021', kind: 'edit' }],
		});
		const other = await somebody(ctx, id, 'Other');
		await editingPersonData.merge(ctx, halden.personId, other.personId);
		expect(await held(halden.personId)).toEqual({ drafts: [], asides: [], changes: [] });
		expect((await newest())?.byName).toBe((await readPerson(ctx, other.personId)).names.given + ' Other');
		await editingPersonData.erase(ctx, other.personId);
		expect(await newest()).toMatchObject({ by: 'person:', byName: '', records: [{ key: 'page/press' }] });
		expect((await recordsForEditing(ctx, lin, id)).drafts).toMatchObject([{ savedBy: '', savedByName: '' }]);
	});
});
