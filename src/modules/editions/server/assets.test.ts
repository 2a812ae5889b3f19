import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { system, visitor } from '#core/access/index.ts';
import { readFileBytes } from '#core/files/index.ts';
import { cleanPicture } from '#core/pictures/index.ts';
import { png, spliced, telephone } from '#core/pictures/testing.ts';
import { Refusal } from '#core/refusal/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { pictureView, publicAssets } from '../asset-address.ts';
import { forgetUnusedAssetFiles } from './asset-files.ts';
import { assetForEditing, publicAsset } from './asset-serving.ts';
import { assetsForEditing } from './assets-for-editing.ts';
import { bundleFromDatabase } from './bundle-from-database.ts';
import { exportZip } from './edition-files.ts';
import { exportBundle } from './export-bundle.ts';
import { type ImportConflict, importBundle } from './import-bundle.ts';
import { formatFindings, loadBundle } from './load-bundle.ts';
import { publishDrafts } from './publish-drafts.ts';
import { recordsForEditing } from './records-for-editing.ts';
import { editionPersonData } from './person-data.ts';
import { prepareRenditions } from './renditions.ts';
import { type AssetUpload, removeAsset, saveAsset } from './save-asset.ts';
import { somebody, testCalls } from './testing.ts';
import { withUnpackedBundle } from './unpack-bundle.ts';

const ctx = await testContext();
const chief = system('test');
const calls = testCalls;
let folder: string;
let jpeg: Buffer;
let editionId: string;

const drawing =
	'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><circle cx="10" cy="5" r="4" fill="#b3401f"/></svg>\n';
const write = async (name: string, content: string | Buffer) => {
	await mkdir(join(folder, name, '..'), { recursive: true });
	await writeFile(join(folder, name), content);
};
const list = `- id: portrait
  file: portrait.jpg
  kind: image
  alternative: { en: A person at a desk, zh: 桌前的人 }
  credit: { en: Drawn for a test, zh: 为测试绘制 }
  licence: CC BY 4.0
  sample: true
- id: mark
  file: mark.svg
  kind: image
  decorative: true
- id: seal
  file: seal.png
  kind: image
  alternative: { en: Seal, zh: 印章 }
- id: rules
  file: rules.pdf
  kind: document
  caption: { en: Rules, zh: 规则 }
`;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'assets-'));
	const [made] = await ctx.pictures.render(png(1000, 500), 'image/png', [
		{ width: 1000, height: 500, mediaType: 'image/jpeg' },
	]);
	jpeg = Buffer.from(made as Uint8Array);
	await write(
		'edition.yaml',
		`format: 1\nslug: pictures-2021\nseries: pictures\nyear: 2021\nname: { en: Pictures, zh: 图片 }\nshort: Pictures\nstarts: 2021-11-18\nends: 2021-11-20\nzone: Asia/Shanghai\nlanguages: [en, zh]\nmode: hybrid\nstate: published\n`,
	);
	await write('series.yaml', 'id: pictures\nname: { en: Pictures, zh: 图片 }\nshort: Pictures\n');
	await write('tracks.yaml', 'tracks:\n  - code: T1\n    name: { en: One, zh: 一 }\n');
	await write('organisations.yaml', '- id: csa\n  name: { en: Society, zh: 学会 }\n  logo: mark\n');
	await write('pages.yaml', '- id: story\n  title: { en: Story, zh: 故事 }\n  state: published\n');
	await write('pages/story.en.md', 'Look: ![](asset:portrait) and [the rules](asset:rules).\n');
	await write('pages/story.zh.md', '见图：![](asset:portrait)\n');
	await write(
		'letters.yaml',
		`letterhead:\n  issuer: { en: Committee, zh: 委员会 }\n  organisations: []\nsignatories:\n  - name: { en: Chair, zh: 主席 }\nseal: seal\ntexts: []\n`,
	);
	await write('assets.yaml', list);
	await write('assets/portrait.jpg', jpeg);
	await write('assets/mark.svg', drawing);
	await write('assets/seal.png', png(60, 60));
	await write('assets/rules.pdf', '%PDF-1.7\nrules\n%%EOF\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (options: Partial<Parameters<typeof importBundle>[3]> = {}) =>
	importBundle(ctx, chief, folder, { calls, ...options });
const codes = async () =>
	(await loadBundle(folder)).errors.map(({ file, code }) => `${file.startsWith('pages') ? 'pages' : file} ${code}`);
const bundle = async () => (await bundleFromDatabase(ctx, 'pictures-2021', calls))?.bundle;
const filesIn = async (where: string) =>
	Object.fromEntries(
		await Promise.all(
			(await readdir(where, { recursive: true, withFileTypes: true }))
				.filter((entry) => entry.isFile())
				.map(async (entry) => {
					const path = join(entry.parentPath, entry.name);
					return [path.slice(where.length + 1), (await readFile(path)).toString('base64')] as const;
				}),
		),
	);

describe('in files', () => {
	test('are read, measured and imported once; the same files again write nothing', async () => {
		const { errors, warnings } = await loadBundle(folder);
		expect(formatFindings(errors)).toBe('');
		expect(warnings.map(({ code }) => code)).toEqual([]);
		const report = await run();
		editionId = report.editionId as string;
		const portrait = (await bundle())?.assets.find(({ id }) => id === 'portrait');
		expect(portrait?.content).toMatchObject({ mediaType: 'image/jpeg', bytes: jpeg.length, width: 1000, height: 500 });
		expect(await run()).toMatchObject({ applied: false, changes: [] });
	});

	test('come out again byte for byte, as a folder and as a ZIP', async () => {
		const out = await mkdtemp(join(tmpdir(), 'assets-out-'));
		await exportBundle(ctx, chief, 'pictures-2021', out, { calls });
		for (const name of ['portrait.jpg', 'mark.svg', 'seal.png', 'rules.pdf']) {
			expect(await readFile(join(out, 'assets', name)), name).toEqual(await readFile(join(folder, 'assets', name)));
		}
		expect((await importBundle(ctx, chief, out, { calls })).changes).toEqual([]);
		const zips = [];
		for (let time = 0; time < 2; time += 1) {
			const pieces = [];
			for await (const piece of await exportZip(ctx, chief, 'pictures-2021', { calls })) pieces.push(piece);
			zips.push(Buffer.concat(pieces));
		}
		expect(zips[0]?.equals(zips[1] as Buffer)).toBe(true);
		await writeFile(join(out, 'edition.zip'), zips[0] as Buffer);
		const unpacked = await withUnpackedBundle(join(out, 'edition.zip'), filesIn);
		await rm(join(out, 'edition.zip'));
		expect(unpacked).toEqual(await filesIn(out));
		await rm(out, { recursive: true });
	});

	test('a file that carries a place is imported without it', async () => {
		const dirty = spliced(jpeg, telephone(1));
		await write('assets/portrait.jpg', dirty);
		expect((await loadBundle(folder)).warnings.map(({ code }) => code)).toEqual(['asset-cleaned']);
		expect((await run()).changes).toEqual([]);
		const content = (await bundle())?.assets.find(({ id }) => id === 'portrait')?.content;
		const kept = Buffer.from(await readFileBytes(ctx.files, content?.digest as string));
		expect(kept.equals(jpeg)).toBe(true);
		for await (const { digest } of ctx.files.list()) {
			expect(Buffer.from(await readFileBytes(ctx.files, digest)).toString('latin1')).not.toContain('GPSLatitude');
		}
		await write('assets/portrait.jpg', jpeg);
	});

	test('what is wrong is said with file and code', async () => {
		const before = await readFile(join(folder, 'assets.yaml'), 'utf8');
		await write('assets/stray.txt', 'nobody lists me');
		await write('assets.yaml', before.replace('  alternative: { en: A person at a desk, zh: 桌前的人 }\n', ''));
		expect(await codes()).toEqual(['assets.yaml missing-alternative', 'assets/stray.txt file-without-asset']);
		await write('assets.yaml', before.replace('id: portrait', 'id: other'));
		expect(await codes()).toEqual([
			'assets/stray.txt file-without-asset',
			'pages no-such-asset',
			'pages no-such-asset',
		]);
		await rm(join(folder, 'assets/stray.txt'));
		await write('assets.yaml', before.replace('file: portrait.jpg', 'file: portrait.png'));
		expect(await codes()).toEqual(['assets.yaml missing-asset-file', 'assets/portrait.jpg file-without-asset']);
		await write('assets.yaml', before);
		await write('assets/seal.png', jpeg);
		expect(await codes()).toEqual(['assets.yaml asset-ending']);
		await write('assets/seal.png', 'MZ no picture');
		expect(await codes()).toEqual(['assets.yaml asset-refused']);
		await write('assets/seal.png', png(60, 60));
		await write(
			'assets/mark.svg',
			'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><image href="#a"/></svg>',
		);
		expect(await codes()).toEqual(['assets.yaml asset-refused']);
		await write('assets/mark.svg', drawing);
		await write('pages/story.zh.md', '![](asset:seal) ![](asset:rules)');
		expect(await codes()).toEqual(['pages asset-is-inner', 'pages asset-no-picture']);
		await write('pages/story.zh.md', '见图：![](asset:portrait)\n');
		expect(await codes()).toEqual([]);
	});
});

describe('for readers', () => {
	const get = (id: string, name: string) => publicAsset(ctx, { edition: 'pictures-2021', id, name });
	const view = async (id: string, base = publicAssets('pictures-2021')) => {
		const asset = (await bundle())?.assets.find((one) => one.id === id);
		return pictureView(base, asset as NonNullable<typeof asset>, 'zh');
	};
	const nameOf = (address: string) => address.slice(address.lastIndexOf('/') + 1);

	test('a picture is offered in its sizes and types, and each address answers that size', async () => {
		const shown = await view('portrait');
		expect(shown).toMatchObject({ alt: '桌前的人', width: 1000, height: 500 });
		// Who made it, on which terms, and that it is a sample go wherever it goes.
		expect(shown?.notes).toEqual(['为测试绘制', 'CC BY 4.0', '样例，仅供演示']);
		expect(shown?.webp?.split(', ').map((one) => one.split(' ')[1])).toEqual(['320w', '640w', '960w', '1000w']);
		for (const entry of [...(shown?.webp ?? '').split(', '), ...(shown?.srcset ?? '').split(', ')]) {
			const [address = '', width = ''] = entry.split(' ');
			const file = await get('portrait', nameOf(address));
			const { size, mediaType } = await cleanPicture(await readFileBytes(ctx.files, file?.digest as string));
			expect([file?.mediaType, size.width]).toEqual([mediaType, Number(width.slice(0, -1))]);
		}
		expect(shown?.src).toMatch(/^\/pictures-2021\/assets\/portrait\/[0-9a-f]{12}-960\.jpg$/);
	});

	test('drawings and documents come as they are', async () => {
		const shown = await view('mark');
		expect(shown).toEqual({ alt: '', width: 20, height: 10, src: expect.stringMatching(/[0-9a-f]{12}\.svg$/) });
		expect(await get('mark', nameOf(shown?.src ?? ''))).toMatchObject({ mediaType: 'image/svg+xml', name: 'mark.svg' });
		const rules = (await bundle())?.assets.find(({ id }) => id === 'rules');
		expect(await get('rules', `${rules?.content.digest.slice(0, 12)}.pdf`)).toMatchObject({
			mediaType: 'application/pdf',
		});
	});

	test('other sizes, other types, other digests, the seal and other editions are not there', async () => {
		const own = nameOf((await view('portrait'))?.src ?? '');
		const part = own.slice(0, 12);
		const seal = (await bundle())?.assets.find(({ id }) => id === 'seal')?.content.digest.slice(0, 12);
		for (const name of [
			`${part}-500.jpg`,
			`${part}-9999.webp`,
			`${part}-960.png`,
			`${part}.png`,
			'000000000000-960.jpg',
			'../x',
		]) {
			expect(await get('portrait', name), name).toBeUndefined();
		}
		expect(await get('seal', `${seal}.png`)).toBeUndefined();
		expect(await publicAsset(ctx, { edition: 'other', id: 'portrait', name: own })).toBeUndefined();
		expect(await assetForEditing(ctx, chief, editionId, { id: 'seal', name: `${seal}.png` })).toMatchObject({
			name: 'seal.png',
		});
		await expect(assetForEditing(ctx, visitor, editionId, { id: 'seal', name: `${seal}.png` })).rejects.toThrow(
			Refusal,
		);
		await ctx.byHand("update edition set state = 'in-preparation' where id = $1", [editionId]);
		expect(await get('portrait', own)).toBeUndefined();
		await ctx.byHand("update edition set state = 'published' where id = $1", [editionId]);
		expect(await get('portrait', own)).toBeDefined();
	});

	test('sizes are made once, in the background or by the first reader', async () => {
		expect(await prepareRenditions(ctx)).toBe(4);
		expect(await prepareRenditions(ctx)).toBe(0);
		const rendered = ctx.pictures.render;
		ctx.pictures.render = () => Promise.reject(new Error('made again'));
		const name = nameOf((await view('portrait'))?.src ?? '');
		expect(await get('portrait', name)).toBeDefined();
		ctx.pictures.render = rendered;
		const { rows } = await ctx.byHand(
			'select count(*)::int as n, count(distinct digest)::int as d from asset_rendition',
		);
		// Four widths in two types, and the seal's one width in two.
		expect(rows[0]).toEqual({ n: 10, d: 10 });
	});
});

describe('in the desk', () => {
	const about = { decorative: false, sample: false, alternative: { en: 'A ramp', zh: '坡道' } };
	const save = async (actor: Parameters<typeof saveAsset>[1], upload: Partial<AssetUpload>) =>
		saveAsset(ctx, actor, editionId, { about, version: 0, ...upload }, { calls });
	const state = async (actor: Parameters<typeof saveAsset>[1]) =>
		assetsForEditing(await recordsForEditing(ctx, actor, editionId));

	test('an upload is a draft, cleaned; published it is everybody’s', async () => {
		const secretary = await somebody(ctx, editionId, 'Assets');
		const photograph = spliced(jpeg, telephone(3));
		const { id, cleaned, draft } = await save(secretary, {
			file: { bytes: photograph, name: 'IMG 0001 (Beijing).JPG' },
		});
		expect([id, cleaned, draft.value?.file]).toEqual(['img-0001-beijing', true, 'img-0001-beijing.jpg']);
		const content = draft.value?.content as { digest: string };
		expect(Buffer.from(await readFileBytes(ctx.files, content.digest)).toString('latin1')).not.toContain('GPS');
		const name = `${content.digest.slice(0, 12)}-320.webp`;
		const address = { edition: 'pictures-2021', id, name };
		expect(await publicAsset(ctx, address)).toBeUndefined();
		expect(await assetForEditing(ctx, secretary, editionId, address)).toMatchObject({ mediaType: 'image/webp' });
		expect((await state(secretary)).find((one) => one.asset.id === id)).toMatchObject({ state: 'new', usedBy: [] });
		await publishDrafts(ctx, secretary, editionId, [`asset/${id}`], { calls });
		expect(await publicAsset(ctx, address)).toMatchObject({ mediaType: 'image/webp', name: `${id}.webp` });
		expect((await state(secretary)).find((one) => one.asset.id === id)).toMatchObject({ state: 'published' });
	});

	test('words in both languages are asked for, and a good file; the problems stand at their fields', async () => {
		const secretary = await somebody(ctx, editionId, 'Wrong');
		const problems = (upload: Partial<AssetUpload>) =>
			save(secretary, upload).then(
				() => [],
				(refusal: Refusal) => refusal.problems.map(({ path, code }) => `${path} ${code}`),
			);
		const file = { bytes: jpeg, name: 'a.jpg' };
		expect(await problems({ about: { ...about, alternative: { en: 'Only English', zh: ' ' } }, file })).toEqual([
			'alternative.zh missing-alternative',
		]);
		expect(await problems({})).toEqual(['file file-missing']);
		expect(await problems({ file: { bytes: Buffer.from('MZ\0\0'), name: 'photo.jpg' } })).toEqual(['file file-type']);
		expect(await problems({ file: { bytes: Buffer.alloc(0), name: 'photo.jpg' } })).toEqual(['file file-empty']);
		expect(await problems({ about: { decorative: true, sample: false }, file })).toEqual([]);
		await expect(save(visitor, { file })).rejects.toThrow(Refusal);
	});

	test('what is shown somewhere is not taken away; what is not goes at once', async () => {
		const secretary = await somebody(ctx, editionId, 'Remover');
		const shown = (await state(secretary)).find((one) => one.asset.id === 'portrait');
		expect(shown?.usedBy).toEqual(['page/story']);
		await expect(
			removeAsset(ctx, secretary, editionId, { id: 'portrait', version: 0 }, { calls }),
		).rejects.toMatchObject({
			code: 'asset-used',
			problems: [{ path: 'page/story' }],
		});
		await removeAsset(ctx, secretary, editionId, { id: 'img-0001-beijing', version: 0 }, { calls });
		expect((await bundle())?.assets.some(({ id }) => id === 'img-0001-beijing')).toBe(false);
	});

	test('files and desk that changed the same picture are a conflict of one field; the choice takes the whole file', async () => {
		const secretary = await somebody(ctx, editionId, 'Replacer');
		const record = (await bundle())?.assets.find(({ id }) => id === 'portrait');
		const { draft } = await save(secretary, {
			id: 'portrait',
			about: { decorative: false, sample: false, alternative: record?.alternative, credit: record?.credit },
			file: { bytes: await jpegOf(700, 350), name: 'new.jpg' },
		});
		expect(draft.value?.file).toBe('portrait.jpg');
		await publishDrafts(ctx, secretary, editionId, ['asset/portrait'], { calls });
		await write('assets/portrait.jpg', await jpegOf(640, 480));
		const conflicts = await run().then(
			() => [],
			(error: ImportConflict) => error.report.conflicts.map(({ id }) => id),
		);
		expect(conflicts).toEqual(['asset/portrait:content']);
		await run({ resolve: { 'asset/portrait:content': 'file' } });
		expect((await bundle())?.assets.find(({ id }) => id === 'portrait')?.content).toMatchObject({
			width: 640,
			height: 480,
		});
	});

	test('files that no record, draft or history names are forgotten after a day; the others stay', async () => {
		const digests = async () =>
			(await ctx.byHand('select digest from asset_file order by 1')).rows.map((row) => row.digest);
		const before = await digests();
		const lone = await jpegOf(333, 222);
		const { id } = await save(chief, { file: { bytes: lone, name: 'lone.jpg' } });
		expect(await digests()).toHaveLength(before.length + 1);
		await ctx.byHand('delete from edition_draft where key = $1', [`asset/${id}`]);
		ctx.setNow(ctx.clock.process.now() + 2 * 86_400_000);
		await forgetUnusedAssetFiles(ctx);
		expect(await digests()).toEqual(before);
	});
});

test('who is erased leaves no portrait: not in the edition, its history, its drafts, nor among the files', async () => {
	const list = await readFile(join(folder, 'assets.yaml'), 'utf8');
	await write(
		'assets.yaml',
		`${list}- id: face\n  file: face.jpg\n  kind: image\n  alternative: { en: A face, zh: 面容 }\n`,
	);
	await write('assets/face.jpg', await jpegOf(300, 310));
	await write(
		'persons.yaml',
		'- id: erased\n  names: { latin: { given: Erased, family: Person } }\n  positions: {}\n  portrait: face\n',
	);
	await run({ resolve: { 'asset/portrait:content': 'file' } });
	const digest = (await bundle())?.assets.find(({ id }) => id === 'face')?.content.digest as string;
	const [{ person_id: person }] = (await ctx.byHand("select person_id from edition_person where code = 'erased'")).rows;
	await editionPersonData.erase(ctx, person);
	expect((await bundle())?.assets.map(({ id }) => id)).not.toContain('face');
	for (const table of ['asset_file', 'edition_change_record', 'edition_draft', 'bundle_import', 'asset']) {
		const { rows } = await ctx.byHand(`select count(*)::int as n from ${table} t where t::text like '%' || $1 || '%'`, [
			digest,
		]);
		expect([table, rows[0].n]).toEqual([table, 0]);
	}
});

async function jpegOf(width: number, height: number): Promise<Buffer> {
	const [made] = await ctx.pictures.render(png(width, height), 'image/png', [
		{ width, height, mediaType: 'image/jpeg' },
	]);
	return Buffer.from(made as Uint8Array);
}
