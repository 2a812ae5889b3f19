import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { locales } from '#core/i18n/index.ts';
import { inProject } from '#core/paths/index.ts';
import { createTypesetter, type Typesetter } from '#core/typesetting/index.ts';
import type { Bundle } from '#modules/editions/bundle/index.ts';
import { publicView } from '#modules/editions/public-view.ts';
import { loadBundle } from '#modules/editions/server/index.ts';
import { type PrintedKind, renderSheet } from '#modules/publications/server/index.ts';
import { type SheetAbout, sheetOf } from './sheet.ts';

const about: SheetAbout = {
	origin: 'https://ipspace.example',
	rehearsal: false,
	publishedAt: Date.UTC(2021, 9, 10, 1),
	leadsTo: 'call',
};
let bundle: Bundle;
let typesetter: Typesetter;
let folder: string;

beforeAll(async () => {
	bundle = publicView((await loadBundle(inProject('editions', 'ipspace-2021'))).bundle as Bundle);
	typesetter = createTypesetter();
	folder = mkdtempSync(join(tmpdir(), 'sheet-'));
});
afterAll(async () => {
	await typesetter.close();
	rmSync(folder, { recursive: true });
});

const run = (command: string, ...rest: string[]) =>
	execFileSync(command, rest, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

/** Sets it and answers where the file lies. */
async function set(kind: PrintedKind, locale: 'en' | 'zh', from: Bundle = bundle, more: Partial<SheetAbout> = {}) {
	const file = join(folder, `${kind}.${locale}`);
	writeFileSync(file, await renderSheet({ typesetter }, kind, sheetOf(from, locale, { ...about, ...more })));
	return file;
}
/** The words of a PDF, without the spaces that a line end or a Han character makes. */
const words = (file: string) => run('pdftotext', file, '-').replace(/\s+/g, '');
const squeezed = (text: string) => text.replace(/\s+/g, '');

describe.each(locales)('printed in %s', (locale) => {
	test.each([
		['leaflet', 2, /841\.\d+ x 595/],
		['poster', 1, /1190\.\d+ x 1683/],
	] as const)('the %s is a sound PDF of its size, all fonts within', async (kind, pages, size) => {
		const file = await set(kind, locale);
		run('qpdf', '--check', file);
		const info = run('pdfinfo', file);
		expect(info).toMatch(new RegExp(`Pages: +${pages}`));
		expect(info).toMatch(size);
		expect(info).toMatch(/Tagged: +yes/);
		const fonts = run('pdffonts', file).trim().split('\n').slice(2);
		expect(fonts.length).toBeGreaterThan(1);
		// name, type, encoding, emb, sub, uni, object: every font is embedded, subset, and says its Unicode.
		for (const font of fonts) expect(font).toMatch(/ yes +yes +yes +\d+ +\d+$/);
	});

	test('leaflet and poster name every track, date, host and member', async () => {
		for (const kind of ['leaflet', 'poster'] as const) {
			const text = words(await set(kind, locale));
			const sheet = sheetOf(bundle, locale, about);
			expect(sheet.tracks).toHaveLength(9);
			const said = [
				sheet.name,
				sheet.held,
				...sheet.tracks.flatMap(({ name, subjects }) => [name, ...subjects]),
				...sheet.dates.flatMap(({ label, day, time }) => [label, day, time]),
				...sheet.partners.flatMap(({ kind: group, names }) => [group, ...names]),
				...sheet.committee.offices.flatMap(({ office, people }) => [office, ...people.map(({ name }) => name)]),
				...sheet.outside.map(({ name }) => name),
			];
			const upper = text.toUpperCase();
			expect(said.filter((one) => !upper.includes(squeezed(one).toUpperCase()))).toEqual([]);
		}
	});

	test('hosts stand before supporters, each in the order of protocol', async () => {
		const text = words(await set('poster', locale));
		const names = sheetOf(bundle, locale, about).partners.flatMap((group) => group.names);
		const places = names.map((name) => text.lastIndexOf(squeezed(name)));
		expect(places).toEqual([...places].sort((a, b) => a - b));
		expect(places.every((place) => place > 0)).toBe(true);
	});

	test('the code on the poster leads to the call, that of the leaflet to the home page', async () => {
		const prefix = locale === 'zh' ? 'https://ipspace.example/zh' : 'https://ipspace.example';
		for (const [kind, leadsTo, path] of [
			['poster', 'call', '/ipspace-2021/calls/abstracts'],
			['leaflet', 'home', '/ipspace-2021'],
		] as const) {
			const file = await set(kind, locale, bundle, { leadsTo });
			run('pdftoppm', '-r', '60', '-f', '1', '-l', '1', '-png', '-singlefile', file, file);
			expect(run('zbarimg', '-q', '--nodbus', '--raw', `${file}.png`).trim()).toBe(prefix + path);
		}
	});

	test('share cards are pictures of the sizes that messengers ask for', async () => {
		const sizes = await Promise.all(
			(['card', 'square'] as const).map(async (kind) => {
				const bytes = Buffer.from(await renderSheet({ typesetter }, kind, sheetOf(bundle, locale, about)));
				expect(bytes.length).toBeLessThan(300_000);
				return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
			}),
		);
		expect(sizes).toEqual([
			[1200, 630],
			[800, 800],
		]);
	});
});

describe('what is not printed', () => {
	test('invented persons, readings of the source, letters; a rehearsal says so, a real edition does not', async () => {
		const [first, ...others] = bundle.persons;
		const sample = { ...(first as Bundle['persons'][number]), sample: true };
		const invented = words(await set('poster', 'en', { ...bundle, persons: [sample, ...others] }));
		expect(invented).not.toContain(squeezed('Bao Weimin'));
		expect(words(await set('poster', 'en'))).toContain(squeezed('Bao Weimin'));
		expect(words(await set('leaflet', 'en'))).not.toContain('Rehearsal');
		expect(words(await set('leaflet', 'zh', bundle, { rehearsal: true }))).toContain('演练');
		// The source leaves open whether they are executive directors, so only one is printed as such.
		const offices = sheetOf(bundle, 'en', about).committee.offices;
		expect(offices.find(({ office }) => office === 'Executive director')?.people).toHaveLength(1);
	});
	test('the hour at which somebody asks', () => {
		const later = { ...about, publishedAt: about.publishedAt + 3_600_000 };
		expect(sheetOf(bundle, 'en', later)).toEqual(sheetOf(bundle, 'en', about));
	});
});

describe('other editions', () => {
	test('with long names, many tracks and signs of markup nothing is lost and nothing runs over', async () => {
		const hostile = 'Track #panic("x") *b* _i_ $m$ [c] `d` <e> @f \\g';
		const track = (place: number) => ({
			code: `T${place}`,
			name: { en: `${hostile} number ${place}`, zh: `第${place}号专题` },
			subjects: Array.from({ length: 5 }, (_, at) => ({
				en: `Subject ${place}.${at} of it`,
				zh: `方向${place}.${at}`,
			})),
			draft: false,
		});
		const many: Bundle = {
			...bundle,
			edition: {
				...bundle.edition,
				name: { en: 'A Symposium with a Very Long Name '.repeat(4).trim(), zh: '名称很长的研讨会'.repeat(6) },
			},
			tracks: { tracks: Array.from({ length: 16 }, (_, place) => track(place + 1)), outside: [] },
			sessions: [],
		};
		for (const kind of ['leaflet', 'poster'] as const) {
			const file = await set(kind, 'en', many);
			expect(run('pdfinfo', file)).toMatch(new RegExp(`Pages: +${kind === 'leaflet' ? 2 : 1}\\n`));
			const text = words(file);
			for (let place = 1; place <= 16; place += 1) {
				expect(text).toContain(squeezed(`${hostile} number ${place}`));
				expect(text).toContain(squeezed(`Subject ${place}.4 of it`));
			}
		}
	});
	test('without dates, partners, committee and calls there is still a leaflet', async () => {
		const bare: Bundle = { ...bundle, dates: [], partners: [], calls: [], sessions: [], persons: [] };
		delete bare.committee;
		const text = words(await set('leaflet', 'zh', bare, { leadsTo: 'home' }));
		expect(text).toContain('空间法');
	});
});
