import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inProject } from '#core/paths/index.ts';
import { formatFindings, loadBundle } from './load-bundle.ts';

const original = inProject('editions', 'ipspace-2021');
let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'bundle-'));
	await cp(original, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Replaces a text that must occur, and returns the line (from 1) on which the first change begins. */
async function edit(file: string, from: string, to: string): Promise<number> {
	const text = await readFile(join(folder, file), 'utf8');
	const at = text.indexOf(from);
	expect(at, `${file} holds ${from}`).toBeGreaterThanOrEqual(0);
	await writeFile(join(folder, file), text.slice(0, at) + to + text.slice(at + from.length));
	return text.slice(0, at).split('\n').length;
}

async function errors() {
	const loaded = await loadBundle(folder);
	expect(loaded.bundle === undefined).toBe(loaded.errors.length > 0);
	return loaded.errors.map(({ file, line, path, code }) => ({ file, line, path, code }));
}

describe('the bundle of IPSPACE 2021', () => {
	it('is whole: no error, and every text in both languages', async () => {
		const { bundle, errors, warnings } = await loadBundle(original);
		expect(formatFindings([...errors, ...warnings])).toBe('');
		expect(bundle?.tracks.tracks.map((track) => track.code).join()).toBe('T1,T2,T3,T4,T5,T6,T7,T8,T9');
		expect(bundle?.tracks.tracks.filter((track) => track.draft).map((track) => track.code)).toEqual(['T6']);
		expect(bundle?.partners.filter((partner) => partner.kind === 'host')).toHaveLength(6);
		expect(bundle?.partners.filter((partner) => partner.kind === 'supporter')).toHaveLength(8);
		expect(bundle?.committee?.roles.filter((role) => role.office === 'member')).toHaveLength(7);
		expect(bundle?.past.map((past) => [past.year, past.state])).toEqual([
			[2019, 'in-preparation'],
			[2018, 'in-preparation'],
		]);
	});
});

describe('a slip is reported with its file and line', () => {
	it('an unknown key', async () => {
		const line = await edit('tracks.yaml', '    draft: true', '    drafty: true');
		expect(await errors()).toEqual([{ file: 'tracks.yaml', line, path: 'tracks.5.drafty', code: 'unknown-key' }]);
	});
	it('YAML that cannot be read', async () => {
		const line = await edit('series.yaml', 'short: IPSPACE', 'short: "IPSPACE');
		const [first] = await errors();
		expect(first).toMatchObject({ file: 'series.yaml', code: 'unreadable-yaml' });
		expect(first?.line).toBeGreaterThanOrEqual(line);
	});
	it('a key that stands twice', async () => {
		const line = await edit('series.yaml', 'short: IPSPACE\n', 'short: IPSPACE\nshort: Again\n');
		expect(await errors()).toMatchObject([{ file: 'series.yaml', line: line + 1, code: 'unreadable-yaml' }]);
	});
	it('a missing Chinese name', async () => {
		const line = await edit('tracks.yaml', 'name: { en: Space Law, zh: 空间法 }', 'name: { en: Space Law }');
		expect(await errors()).toEqual([{ file: 'tracks.yaml', line, path: 'tracks.1.name.zh', code: 'missing-language' }]);
	});
	it('a track that does not exist', async () => {
		const line = await edit('sessions.yaml', 'track: T3', 'track: T33');
		expect(await errors()).toEqual([{ file: 'sessions.yaml', line, path: '4.track', code: 'no-such-track' }]);
	});
	it('a person, an office and an organisation that do not exist', async () => {
		const role = await edit('committee.yaml', 'person: bao-weimin, office: director', 'person: nobody, office: king');
		const partner = await edit('partners.yaml', 'organisation: iaf', 'organisation: iaff');
		const title = await edit(
			'persons.yaml',
			'title: Vice Chairman, organisation: cast',
			'title: V, organisation: nasa',
		);
		expect(await errors()).toEqual([
			{ file: 'committee.yaml', line: role, path: 'roles.1.person', code: 'no-such-person' },
			{ file: 'committee.yaml', line: role, path: 'roles.1.office', code: 'no-such-office' },
			{ file: 'partners.yaml', line: partner, path: '7.organisation', code: 'no-such-organisation' },
			{ file: 'persons.yaml', line: title, path: '0.positions.en.0.organisation', code: 'no-such-organisation' },
		]);
	});
	it('calls without a host', async () => {
		const text = await readFile(join(folder, 'partners.yaml'), 'utf8');
		await writeFile(join(folder, 'partners.yaml'), text.replaceAll('kind: host', 'kind: organiser'));
		expect((await errors()).map(({ file, code }) => [file, code])).toEqual([['partners.yaml', 'no-host']]);
	});
	it('an id that stands twice', async () => {
		const line = await edit('organisations.yaml', '- id: iaf', '- id: iaa');
		const found = await errors();
		expect(found).toContainEqual({ file: 'organisations.yaml', line, path: '7.id', code: 'duplicate-id' });
		expect(found).toContainEqual(expect.objectContaining({ file: 'partners.yaml', code: 'no-such-organisation' }));
	});
	it('a call that closes before it opens', async () => {
		const line = await edit('calls/abstracts.yaml', '  closes: 2021-10-15T24:00', '  closes: 2021-09-15T24:00');
		expect(await errors()).toEqual([
			{ file: 'calls/abstracts.yaml', line, path: 'window.closes', code: 'ends-before-start' },
		]);
	});
	it('an edition, a date and a session that end before they begin', async () => {
		const session = await edit('sessions.yaml', 'until: 2021-11-20', 'until: 2021-11-18');
		const date = await edit('dates.yaml', 'until: 2021-11-20', 'until: 2021-11-17');
		const found = await errors();
		expect(found).toEqual([
			{ file: 'dates.yaml', line: date, path: '5.until', code: 'ends-before-start' },
			{ file: 'sessions.yaml', line: session, path: '2.until', code: 'ends-before-start' },
		]);
		await edit('sessions.yaml', 'until: 2021-11-18', 'until: 2021-11-20');
		await edit('dates.yaml', 'until: 2021-11-17', 'until: 2021-11-20');
		const edition = await edit('edition.yaml', 'ends: 2021-11-20', 'ends: 2021-11-17');
		expect(await errors()).toContainEqual({
			file: 'edition.yaml',
			line: edition,
			path: 'ends',
			code: 'ends-before-start',
		});
	});
	it('days and zones that do not exist', async () => {
		const zone = await edit('edition.yaml', 'zone: Asia/Shanghai', 'zone: Asia/Shanghay');
		const day = await edit('dates.yaml', 'at: 2021-11-10T18:00', 'at: 2021-11-31T18:00');
		expect(await errors()).toEqual([
			{ file: 'dates.yaml', line: day, path: '4.at', code: 'no-such-time' },
			{ file: 'edition.yaml', line: zone, path: 'zone', code: 'no-such-zone' },
		]);
	});
	it('a reserved slug', async () => {
		const line = await edit('edition.yaml', 'slug: ipspace-2021', 'slug: desk');
		expect(await errors()).toEqual([{ file: 'edition.yaml', line, path: 'slug', code: 'reserved-slug' }]);
	});
	it('a kind that is none of the list, in a discriminated field too', async () => {
		const partner = await edit('partners.yaml', 'kind: supporter', 'kind: friend');
		const field = await edit('calls/abstracts.yaml', 'kind: short-text', 'kind: shirt-text');
		expect(await errors()).toEqual([
			{ file: 'calls/abstracts.yaml', line: field, path: 'form.fields.1.kind', code: 'not-a-choice' },
			{ file: 'partners.yaml', line: partner, path: '6.kind', code: 'not-a-choice' },
		]);
	});
	it('a letter that an outcome names but nobody wrote, and placeholders that do not fit', async () => {
		const outcome = await edit('calls/abstracts.yaml', 'letter: waitlist', 'letter: waiting');
		await edit('letters.yaml', '{from-track}', '{form-track}');
		const found = await errors();
		expect(found).toContainEqual({
			file: 'calls/abstracts.yaml',
			line: outcome,
			path: 'stages.0.outcomes.4.letter',
			code: 'no-such-letter',
		});
		expect(found.filter((one) => one.file === 'letters.yaml').map(({ path, code }) => [path, code])).toEqual([
			['texts.5.body.en', 'unknown-placeholder'],
			['texts.5.body.zh', 'placeholders-differ'],
		]);
	});
	it('a published page without text, and a text without a page', async () => {
		await rm(join(folder, 'pages/press.en.md'));
		await rm(join(folder, 'pages/press.zh.md'));
		await writeFile(join(folder, 'pages/unlisted.en.md'), 'text');
		expect(await errors()).toEqual([
			{ file: 'pages.yaml', line: expect.any(Number), path: '16', code: 'page-without-text' },
			{ file: 'pages/unlisted.en.md', line: 1, path: '', code: 'text-without-page' },
		]);
	});
	it('files that are missing, unknown, misnamed, or not text', async () => {
		await rm(join(folder, 'tracks.yaml'));
		await writeFile(join(folder, 'treks.yaml'), '');
		await writeFile(join(folder, 'dates.yaml'), Buffer.from([0xff, 0xfe, 0x41]));
		await cp(join(folder, 'calls/abstracts.yaml'), join(folder, 'calls/papers.yaml'));
		expect((await errors()).map(({ file, code }) => [file, code])).toEqual([
			['calls/papers.yaml', 'file-name'],
			['dates.yaml', 'not-utf8'],
			['tracks.yaml', 'missing-file'],
			['treks.yaml', 'unknown-file'],
		]);
	});
	it('a logo that is a path, and one that is no asset', async () => {
		const path = await edit('organisations.yaml', '  short: CARSA\n', '  logo: ../edition.yaml\n');
		expect(await errors()).toEqual([{ file: 'organisations.yaml', line: path, path: '2.logo', code: 'bad-format' }]);
		await edit('organisations.yaml', '  logo: ../edition.yaml\n', '  logo: carsa-logo\n');
		// Another edition may have it, so it is a warning.
		const { errors: none, warnings } = await loadBundle(folder, 'en');
		expect(none).toEqual([]);
		expect(warnings).toContainEqual(expect.objectContaining({ line: path, code: 'no-such-asset' }));
	});
});

describe('texts in one language', () => {
	it('what a page names and no record says is warned of at its line', async () => {
		await writeFile(join(folder, 'pages/press.zh.md'), '媒体\n\n截至 {date:none}。\n');
		const { errors, warnings } = await loadBundle(folder, 'en');
		expect(errors).toEqual([]);
		expect(warnings.map(({ file, line, code, message }) => [file, line, code, message])).toEqual([
			['pages/press.zh.md', 3, 'unknown-placeholder', 'There is no placeholder {date:none} here.'],
		]);
	});
	it('are warnings where the text may wait, and the bundle loads', async () => {
		await rm(join(folder, 'pages/press.zh.md'));
		const line = await edit('tracks.yaml', '{ en: Green propellants, zh: 绿色推进剂 }', '{ en: Green propellants }');
		const { bundle, errors, warnings } = await loadBundle(folder, 'zh');
		expect(errors).toEqual([]);
		expect(bundle).toBeDefined();
		expect(warnings.map((one) => [one.file, one.path, one.message])).toEqual([
			['pages.yaml', '16.body', '缺少中文文本。'],
			['tracks.yaml', 'tracks.3.subjects.2', '缺少中文文本。'],
		]);
		expect(warnings[1]?.line).toBe(line);
	});
	it('titles of a person in one language only are warned of', async () => {
		await edit('persons.yaml', '    zh:\n      - { title: 总经理, organisation: cite-espace }\n', '');
		expect((await loadBundle(folder)).warnings.map((one) => [one.file, one.path])).toEqual([
			['persons.yaml', '5.positions'],
		]);
	});
});
