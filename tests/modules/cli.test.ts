import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { digestsOfOtherThings, fileReferences } from '../../src/app/file-references.ts';
import { type App, openApp } from '../../src/app/open.ts';
import { setUpFolder } from '../../src/app/set-up.ts';
import { commands } from '../../src/cli/commands/index.ts';
import { commandsDocument } from '../../src/cli/help.ts';
import { main } from '../../src/cli/main.ts';
import { schedule } from '../../src/core/clock/index.ts';
import { loadConfig } from '../../src/core/config/index.ts';
import { sealLedger } from '../../src/core/ledger/index.ts';
import { inProject } from '../../src/core/paths/index.ts';

/** One real folder with its own database; commands join it as they join a running server. */
const folder = mkdtempSync(join(tmpdir(), 'orrery-cli-'));
const data = join(folder, 'data');
let app: App;

beforeAll(async () => {
	vi.stubEnv('DATA_DIR', data);
	vi.stubEnv('DATABASE_URL', '');
	// The test runner's own.
	vi.stubEnv('BASE_URL', '');
	vi.stubEnv('INIT_CWD', folder);
	app = await openApp({ what: 'the test', alone: true, setUp: true, config: loadConfig() });
	await setUpFolder(app.ctx);
});

afterAll(async () => {
	await app.close();
	vi.unstubAllEnvs();
	rmSync(folder, { recursive: true, force: true });
});

async function orrery(...typed: string[]) {
	let out = '';
	let err = '';
	const code = await main(typed, commands, {
		out: (text) => {
			out += text;
		},
		err: (text) => {
			err += text;
		},
		live: false,
		elapsed: () => performance.now(),
	});
	return { code, out, err };
}

async function report(...typed: string[]) {
	const { code, out, err } = await orrery(...typed, '--json');
	return { code, err, data: JSON.parse(out) };
}

test('docs/operator/commands.md is current', () => {
	expect(readFileSync(inProject('docs', 'operator', 'commands.md'), 'utf8')).toBe(commandsDocument(commands));
});

test('every column of digests is known as a file or as something else', async () => {
	const { rows } = await app.ctx.database.pool.query<{ name: string }>(
		`select table_name || '.' || column_name as name from information_schema.columns
		where table_schema = 'public' and data_type = 'character' and character_maximum_length = 64 order by 1`,
	);
	const queries = JSON.stringify(fileReferences.map(({ query }) => query));
	const unknown = rows
		.map(({ name }) => name)
		.filter((name) => !digestsOfOtherThings.includes(name))
		.filter((name) => !queries.includes(`${name.split('.')[1]} from ${name.split('.')[0]}`));
	expect(unknown).toEqual([]);
	expect(digestsOfOtherThings.filter((name) => !rows.some((row) => row.name === name))).toEqual([]);
});

describe('clock', () => {
	test('shows both times and turns forward only', async () => {
		const shown = await report('clock', 'show');
		expect(shown).toMatchObject({ code: 0, data: { rehearsal: true, zone: 'Asia/Shanghai' } });
		const turned = await report('clock', 'set', '2021-10-10T10:00:00');
		expect(turned).toMatchObject({ code: 0, data: { editionTime: '2021-10-10T02:00:00.000Z', failed: [] } });
		const paris = await report('clock', 'set', '2021-10-10T08:00:00', '--zone', 'Europe/Paris');
		expect(paris.data.editionTime).toBe('2021-10-10T06:00:00.000Z');
		const back = await orrery('clock', 'set', '2021-10-10T08:00:00');
		expect(back).toMatchObject({ code: 1, out: '' });
		expect(back.err).toContain('forward only');
		expect((await orrery('clock', 'set', 'tomorrow')).code).toBe(2);
		expect((await orrery('clock', 'advance', '3 days')).code).toBe(2);
		expect((await orrery('clock', 'show', '--zone', 'Mars/Olympus')).code).toBe(2);
	});

	test('names what fell due and could not be done', async () => {
		const at = app.ctx.clock.edition.now() + 60_000;
		await schedule(app.ctx, { at, kind: 'nobody-knows-this', subject: 'x' });
		const { code, data: turned } = await report('clock', 'advance', '+2m');
		expect(code).toBe(1);
		expect(turned.failed).toMatchObject([{ kind: 'nobody-knows-this', subject: 'x', givenUp: false }]);
		await app.ctx.database.pool.query(`delete from due_item where kind = 'nobody-knows-this'`);
	});
});

describe('edition', () => {
	test('imported again changes nothing; exported it is read again; an error names file and line', async () => {
		const bundle = inProject('editions', 'ipspace-2021');
		const again = await report('edition', 'import', bundle);
		expect(again).toMatchObject({
			code: 0,
			data: { slug: 'ipspace-2021', changes: [], conflicts: [], created: false },
		});
		expect(await report('edition', 'export', 'ipspace-2021', 'exported')).toMatchObject({ code: 0 });
		const exported = join(folder, 'exported');
		expect(readdirSync(exported)).toContain('edition.yaml');
		expect((await report('edition', 'import', 'exported', '--dry-run')).data).toMatchObject({
			changes: [],
			applied: false,
		});
		writeFileSync(join(exported, 'tracks.yaml'), 'tracks: 7\n');
		const broken = await orrery('edition', 'import', 'exported');
		expect(broken.code).toBe(1);
		expect(broken.err).toMatch(/tracks\.yaml:1:\d+ error/);
		expect((await orrery('edition', 'export', 'nowhere-1999', 'there')).code).toBe(1);
		expect((await orrery('edition', 'import', 'exported', '--take', 'file')).code).toBe(2);
	});

	test('its schema is JSON', async () => {
		const { out, code } = await orrery('schema', 'edition');
		expect(code).toBe(0);
		expect(JSON.parse(out).$schema).toContain('json-schema.org');
	});
});

test('user grant: once, and only what exists', async () => {
	const first = await report('user', 'grant', 'lin@samples.example', 'chair', 'track:ipspace-2021/T3');
	expect(first).toMatchObject({ code: 0, data: { granted: true, new: true } });
	const second = await report('user', 'grant', 'lin@samples.example', 'chair', 'track:ipspace-2021/T3');
	expect(second).toMatchObject({ code: 0, data: { granted: false, new: false, person: first.data.person } });
	expect((await report('user', 'grant', 'lin@samples.example', 'organiser', 'call:ipspace-2021/abstracts')).code).toBe(
		0,
	);
	expect((await orrery('user', 'grant', 'lin@samples.example', 'chair', 'track:ipspace-2021/T99')).code).toBe(1);
	expect((await orrery('user', 'grant', 'lin@samples.example', 'king', 'installation')).code).toBe(2);
	expect((await orrery('user', 'grant', 'no address', 'chair', 'installation')).code).toBe(1);
});

test('config masks secrets', async () => {
	vi.stubEnv('SMTP_URL', 'smtp://me:pass-phrase@mail.example');
	const { out, code } = await orrery('config');
	expect(code).toBe(0);
	expect(out).toContain(data);
	expect(out).not.toContain('pass-phrase');
	vi.stubEnv('SMTP_URL', '');
});

describe('backup, restore and verify', () => {
	test('a folder comes back equal, and a row changed by hand is named', async () => {
		const { ctx } = app;
		await sealLedger(ctx);
		expect((await report('verify')).data).toMatchObject({
			ledger: { good: true },
			files: { faults: [] },
			references: { broken: [] },
		});
		const written = await report('backup', 'all.tar');
		expect(written).toMatchObject({ code: 0, data: { missingFiles: [] } });
		expect((await orrery('backup', 'all.tar')).err).toContain('exists already');
		expect((await orrery('restore', 'all.tar')).err).toContain('Another Orrery already runs');

		vi.stubEnv('DATA_DIR', join(folder, 'second'));
		try {
			expect((await orrery('verify')).err).toContain('is empty');
			const restored = await report('restore', 'all.tar');
			expect(restored, restored.err).toMatchObject({ code: 0, data: { ledger: { good: true } } });
			const again = await report('backup', 'again.tar');
			expect(again.data).toMatchObject({
				rows: written.data.rows,
				files: written.data.files,
				sequences: written.data.sequences,
			});
			expect((await orrery('restore', 'all.tar')).err).toContain('not empty');
		} finally {
			vi.stubEnv('DATA_DIR', data);
		}

		const { rows } = await ctx.database.pool.query('select id from ledger_event order by id limit 1 offset 4');
		await ctx.database.pool.query('alter table ledger_event disable trigger user');
		await ctx.database.pool.query(`update ledger_event set data = data || '{"by": "hand"}' where id = $1`, [
			rows[0].id,
		]);
		await ctx.database.pool.query('alter table ledger_event enable trigger user');
		const broken = await orrery('verify');
		expect(broken.code).toBe(1);
		expect(broken.out).toContain(`The first broken row is event ${rows[0].id}`);
	});

	test('a head that the chain does not contain', async () => {
		expect((await orrery('verify', '--head', 'zz')).code).toBe(2);
		expect((await orrery('verify', '--head', 'ab'.repeat(32))).code).toBe(1);
	});
});
