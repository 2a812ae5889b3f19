import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system, visitor } from '#core/access/index.ts';
import { inProject } from '#core/paths/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import type { Call } from '#modules/calls/call.ts';
import type { Bundle } from '../bundle/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import {
	bundleFromDatabase,
	type CallsDoor,
	currentEdition,
	editionPersonData,
	exportBundle,
	ImportConflict,
	importBundle,
	loadBundle,
	pageOf,
	tracksOf,
} from './index.ts';
import { edit } from './testing.ts';

const ctx = await testContext();
const chief = system('test');
const original = inProject('editions', 'ipspace-2021');

/** Calls as another module would keep them. */
const saved = new Map<string, Call>();
const owners: string[] = [];
const calls: CallsDoor = {
	save: async (_ctx, _actor, { edition, organisation, call, tracks, outside }) => {
		owners.push(organisation);
		const fields = call.form.fields.map((field) =>
			field.kind === 'track' ? { ...field, options: tracks, outside } : field,
		);
		saved.set(`${edition}/${call.slug}`, { ...call, form: { ...call.form, fields } });
	},
	moveWindow: () => Promise.reject(new Error('no date was moved')),
	read: async (_ctx, editionId) => [...saved].flatMap(([key, call]) => (key.startsWith(`${editionId}/`) ? [call] : [])),
};

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'bundle-'));
	await cp(original, folder, { recursive: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (options: Partial<Parameters<typeof importBundle>[3]> = {}) =>
	importBundle(ctx, chief, folder, { calls, ...options });
const count = async (table: string) => Number((await ctx.byHand(`select count(*) as n from ${table}`)).rows[0].n);
const revision = async (scope?: string) =>
	(await ctx.byHand('select number from public_revision where scope = $1', [scope ?? (await currentEdition(ctx))?.id]))
		.rows[0]?.number as number;
async function replace(file: string, from: string, to: string): Promise<void> {
	const text = await readFile(join(folder, file), 'utf8');
	expect(text).toContain(from);
	await writeFile(join(folder, file), text.replace(from, to));
}

describe('importing', () => {
	it('asks who may create an edition', async () => {
		await expect(importBundle(ctx, visitor, folder, { calls })).rejects.toMatchObject({ kind: 'signed-out' });
		expect(await count('edition')).toBe(0);
	});
	it('a dry run says what would be and writes nothing', async () => {
		const report = await run({ dryRun: true });
		expect(report).toMatchObject({ created: true, applied: false, editionId: undefined, conflicts: [] });
		expect(report.changes.length).toBeGreaterThan(100);
		expect([await count('edition'), await count('ledger_event'), saved.size]).toEqual([0, 0, 0]);
	});
	it('brings the whole edition, and its calls with the tracks by name', async () => {
		const heard: string[] = [];
		await ctx.database.listen('revision', (word) => heard.push(word));
		const report = await run();
		expect(report).toMatchObject({ created: true, applied: true, slug: 'ipspace-2021' });
		expect([await count('track'), await count('partner'), await count('committee_role')]).toEqual([10, 14, 12]);
		// One for the import, one for each record of a person.
		expect([await count('ledger_event'), await count('person')]).toEqual([9, 8]);
		const [call] = [...saved.values()];
		const field = call?.form.fields.find((one) => one.kind === 'track');
		expect(field).toMatchObject({ outside: [{ id: 'planetary-defence' }] });
		expect(field?.kind === 'track' && field.options.map((option) => option.id)).toHaveLength(9);
		await expect.poll(() => heard).toEqual(['news', report.editionId, 'site'].sort());
		const { rows } = await ctx.byHand('select slug from organisation where id = $1', [owners[0]]);
		expect(rows).toEqual([{ slug: 'csa' }]);
	});
	it('names no person in what the ledger keeps for ever', async () => {
		const { rows } = await ctx.byHand('select data::text as data from ledger_event');
		expect(JSON.stringify(rows)).toContain('person.add');
		expect(JSON.stringify(rows)).not.toMatch(/bao-weimin|ghinelli/);
	});
	it('a second time changes nothing: no event, no revision, no import row', async () => {
		const before = [await count('ledger_event'), await count('bundle_import'), await revision()];
		const report = await run();
		expect(report).toMatchObject({ created: false, applied: false, changes: [], kept: [], conflicts: [] });
		expect([await count('ledger_event'), await count('bundle_import'), await revision()]).toEqual(before);
	});
	it('refuses a bundle with errors by file and line, and writes nothing', async () => {
		await replace('tracks.yaml', 'code: T9', 'code: T8');
		const refusal = await run().catch((error) => error);
		expect(refusal).toBeInstanceOf(Refusal);
		expect(refusal.problems).toContainEqual(
			expect.objectContaining({ path: expect.stringMatching(/^tracks\.yaml:\d+$/), code: 'duplicate-id' }),
		);
		await replace('tracks.yaml', 'code: T8\n    name: { en: Space Power', 'code: T9\n    name: { en: Space Power');
		expect((await run()).changes).toEqual([]);
	});
});

describe('after edits in the desk', () => {
	const editionId = async () => (await currentEdition(ctx))?.id as string;
	const titleOf = async (code: string) => (await pageOf(ctx, await editionId(), code))?.title.en;
	const pageRecord = async (code: string) => {
		const bundle = (await bundleFromDatabase(ctx, 'ipspace-2021', calls))?.bundle as Bundle;
		const position = bundle.pages.findIndex((page) => page.id === code);
		const { id: _, ...value } = bundle.pages[position] as (typeof bundle.pages)[number];
		return { ...value, position };
	};

	it('an edit is refused to outsiders, and when it makes the edition unsound', async () => {
		const id = await editionId();
		await expect(edit(ctx, visitor, id, { key: 'page/press', value: null }, calls)).rejects.toMatchObject({
			kind: 'signed-out',
		});
		await expect(edit(ctx, chief, id, { key: 'track/T3', value: null }, calls)).rejects.toMatchObject({
			problems: expect.arrayContaining([expect.objectContaining({ code: 'no-such-track' })]),
		});
		await expect(
			edit(
				ctx,
				chief,
				id,
				{ key: 'page/press', value: { ...(await pageRecord('press')), title: { en: 'Only English' } } },
				calls,
			),
		).rejects.toMatchObject({ problems: [{ path: 'title.zh', code: 'missing-language' }] });
		expect((await tracksOf(ctx, id)).some((track) => track.code === 'T3')).toBe(true);
	});
	it('an edit raises the revision and stands in the ledger; the same again does not', async () => {
		const [before, site] = [await revision(), await revision('site')];
		const events = await count('ledger_event');
		const value = { ...(await pageRecord('press')), title: { en: 'For journalists', zh: '媒体服务' } };
		expect(await edit(ctx, chief, await editionId(), { key: 'page/press', value }, calls)).toBe(true);
		expect(await edit(ctx, chief, await editionId(), { key: 'page/press', value }, calls)).toBe(false);
		expect([await revision(), await revision('site')]).toEqual([before + 1, site]);
		expect(await count('ledger_event')).toBe(events + 1);
	});
	it('an import of unchanged files keeps the edit', async () => {
		const report = await run();
		expect(report.changes).toEqual([]);
		expect(report.kept).toEqual([
			{
				key: 'page/press',
				fields: [
					{ path: 'title.en', from: 'Press', to: 'For journalists' },
					{ path: 'title.zh', from: '媒体', to: '媒体服务' },
				],
			},
		]);
		expect(await titleOf('press')).toBe('For journalists');
	});
	it('an import of files that changed something else joins both', async () => {
		await replace('pages.yaml', 'title: { en: Students, zh: 学生 }', 'title: { en: For students, zh: 学生专区 }');
		expect((await run()).applied).toBe(true);
		expect([await titleOf('press'), await titleOf('students')]).toEqual(['For journalists', 'For students']);
	});
	it('files that changed the same are a conflict: listed, refused, nothing written', async () => {
		await replace('pages.yaml', 'title: { en: Press, zh: 媒体 }', 'title: { en: Media, zh: 媒体 }');
		await replace('pages.yaml', 'title: { en: For students, zh: 学生专区 }', 'title: { en: Pupils, zh: 学生专区 }');
		const dry = await run({ dryRun: true });
		const conflict = {
			id: 'page/press:title.en',
			key: 'page/press',
			path: 'title.en',
			base: 'Press',
			file: 'Media',
			database: 'For journalists',
		};
		expect(dry.conflicts).toEqual([conflict]);
		const before = [await count('ledger_event'), await count('bundle_import'), await revision()];
		const refusal = await run().catch((error) => error);
		expect(refusal).toBeInstanceOf(ImportConflict);
		expect(refusal.report.conflicts).toEqual([conflict]);
		expect([await count('ledger_event'), await count('bundle_import'), await revision()]).toEqual(before);
		expect(await titleOf('students')).toBe('For students');
		await expect(run({ resolve: { 'page/other:title.en': 'file' } })).rejects.toBeInstanceOf(ImportConflict);
	});
	it('a choice settles it once and for all', async () => {
		await run({ resolve: { 'page/press:title.en': 'database' } });
		expect([await titleOf('press'), await titleOf('students')]).toEqual(['For journalists', 'Pupils']);
		expect(await run()).toMatchObject({ applied: false, conflicts: [] });
		await replace('pages.yaml', 'title: { en: Media, zh: 媒体 }', 'title: { en: Newsrooms, zh: 媒体 }');
		await run({ resolve: { 'page/press:title.en': 'file' } });
		expect(await titleOf('press')).toBe('Newsrooms');
	});
	it('ids of what stays are kept, what the files drop goes', async () => {
		const id = await editionId();
		const before = await tracksOf(ctx, id);
		await replace('tracks.yaml', '    short: { en: Space power, zh: 空间电力 }', '    short: { en: Power, zh: 电力 }');
		await replace('pages.yaml', '- id: news\n', '- id: flyer\n');
		await run();
		const after = await tracksOf(ctx, id);
		expect(after.map((track) => track.id)).toEqual(before.map((track) => track.id));
		expect(after.find((track) => track.code === 'T9')?.short).toEqual({ en: 'Power', zh: '电力' });
		expect([await pageOf(ctx, id, 'news'), (await pageOf(ctx, id, 'flyer'))?.code]).toEqual([undefined, 'flyer']);
	});
	it('moving the zone moves the instants of all dates', async () => {
		const at = async () => Number((await ctx.byHand(`select at from key_date where code = 'manuscripts'`)).rows[0].at);
		expect(await at()).toBe(Date.parse('2021-11-10T18:00+08:00'));
		// The window of the call says the same moments, so it moves too.
		await replace('edition.yaml', 'zone: Asia/Shanghai', 'zone: Europe/Paris');
		await replace('calls/abstracts.yaml', 'zone: Asia/Shanghai', 'zone: Europe/Paris');
		await replace('calls/manuscripts.yaml', 'zone: Asia/Shanghai', 'zone: Europe/Paris');
		await run();
		expect(await at()).toBe(Date.parse('2021-11-10T18:00+01:00'));
		await replace('edition.yaml', 'zone: Europe/Paris', 'zone: Asia/Shanghai');
		await replace('calls/abstracts.yaml', 'zone: Europe/Paris', 'zone: Asia/Shanghai');
		await replace('calls/manuscripts.yaml', 'zone: Europe/Paris', 'zone: Asia/Shanghai');
		await run();
		expect(await at()).toBe(Date.parse('2021-11-10T18:00+08:00'));
	});
	it('a call that is gone from the files is refused, not removed', async () => {
		const real = (await readdir(join(original, 'calls'))).length;
		await cp(join(folder, 'calls/abstracts.yaml'), join(folder, 'calls/papers.yaml'));
		await replace('calls/papers.yaml', 'slug: abstracts', 'slug: papers');
		await run();
		await rm(join(folder, 'calls/papers.yaml'));
		await expect(run()).rejects.toMatchObject({ code: 'call-removed' });
		expect(saved.size).toBe(real + 1);
		saved.delete(`${await editionId()}/papers`);
		await run();
	});
});

describe('a person', () => {
	const personId = async (code: string) =>
		(await ctx.byHand('select person_id from edition_person where code = $1', [code])).rows[0]?.person_id as string;
	it('has a record in people, once, with titles in order', async () => {
		const id = await personId('deng-yulin');
		const { rows } = await ctx.byHand('select names, titles, affiliations from person where id = $1', [id]);
		expect(rows).toEqual([
			{
				names: { given: 'Yulin', family: 'Deng' },
				titles: { en: ['President', 'Dean'], zh: ['主席', '院长'] },
				affiliations: [
					{ name: { en: 'International Academy of Astronautics', zh: '国际宇航科学院' } },
					{ name: { en: 'Beijing Institute of Technology', zh: '北京理工大学' } },
				],
			},
		]);
		await replace('persons.yaml', '- { title: Dean, unit', '- { title: Head, unit');
		await run();
		expect([await personId('deng-yulin'), await count('person')]).toEqual([id, 8]);
	});
	it('is exported and merged', async () => {
		const id = await personId('bao-weimin');
		expect(await editionPersonData.export(ctx, id)).toMatchObject({
			named: [{ edition: 'ipspace-2021', names: { latin: { family: 'Bao' } }, offices: ['director', 'member'] }],
			history: expect.arrayContaining([expect.objectContaining({ edition: 'ipspace-2021', number: 1 })]),
		});
		await editionPersonData.merge(ctx, id, 'another');
		expect(await personId('bao-weimin')).toBe('another');
		await editionPersonData.merge(ctx, 'another', id);
	});
	it('who is erased is nowhere, and files that still name them are a conflict', async () => {
		const everywhere = async () =>
			JSON.stringify([
				(await ctx.byHand('select * from edition_person')).rows,
				(await ctx.byHand('select * from edition')).rows,
				(await ctx.byHand('select base from bundle_import')).rows,
			]);
		const held = async (text: string) => (await everywhere()).includes(text);
		expect(await held('Ghinelli')).toBe(true);
		await editionPersonData.erase(ctx, await personId('barbara-ghinelli'));
		expect(await held('Ghinelli')).toBe(false);
		const refusal = await run().catch((error) => error);
		expect(refusal).toBeInstanceOf(ImportConflict);
		expect(refusal.report.conflicts.map(({ id }: { id: string }) => id).sort()).toEqual([
			'person/barbara-ghinelli',
			'role/executive-director/barbara-ghinelli',
			'role/member/barbara-ghinelli',
		]);
		await replace('persons.yaml', '- id: barbara-ghinelli\n', '- id: removed\n');
		const persons = await readFile(join(folder, 'persons.yaml'), 'utf8');
		await writeFile(join(folder, 'persons.yaml'), persons.replace(/- id: removed\n(?: .*\n)+/, ''));
		const committee = await readFile(join(folder, 'committee.yaml'), 'utf8');
		await writeFile(join(folder, 'committee.yaml'), committee.replace(/.*barbara-ghinelli.*\n/g, ''));
		expect((await run()).conflicts).toEqual([]);
		expect(await held('barbara')).toBe(false);
	});
});

describe('exporting', () => {
	let out: string;
	beforeAll(async () => {
		out = await mkdtemp(join(tmpdir(), 'export-'));
	});
	afterAll(() => rm(out, { recursive: true, force: true }));

	it('writes the same edition: read again it equals the files, and importing it changes nothing', async () => {
		// The desk's Chinese title of before is still there: the files are told of it.
		await replace('pages.yaml', '{ en: Newsrooms, zh: 媒体 }', '{ en: Newsrooms, zh: 媒体服务 }');
		await exportBundle(ctx, chief, 'ipspace-2021', out, { calls });
		const [written, source] = [await loadBundle(out), await loadBundle(folder)];
		expect(written.errors).toEqual([]);
		expect(written.bundle).toEqual(source.bundle);
		expect(await importBundle(ctx, chief, out, { calls })).toMatchObject({ changes: [], conflicts: [], kept: [] });
	});
	it('twice gives the same bytes, and drops files that are no more', async () => {
		const bytes = async () =>
			Promise.all(
				(await readdir(out, { recursive: true, withFileTypes: true }))
					.filter((entry) => entry.isFile())
					.map(async (entry) => [
						join(entry.parentPath, entry.name),
						await readFile(join(entry.parentPath, entry.name), 'utf8'),
					]),
			);
		const before = await bytes();
		await exportBundle(ctx, chief, 'ipspace-2021', out, { calls });
		expect(await bytes()).toEqual(before);
	});
	it('refuses a folder with other things in it, and those who may not', async () => {
		const other = await mkdtemp(join(tmpdir(), 'other-'));
		await writeFile(join(other, 'thesis.txt'), 'mine');
		await expect(exportBundle(ctx, chief, 'ipspace-2021', other, { calls })).rejects.toMatchObject({
			code: 'folder-not-empty',
		});
		expect(await readdir(other)).toEqual(['thesis.txt']);
		await rm(other, { recursive: true });
		await expect(exportBundle(ctx, visitor, 'ipspace-2021', out, { calls })).rejects.toMatchObject({
			kind: 'signed-out',
		});
	});
});
