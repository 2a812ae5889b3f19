import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	chmodSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { main } from '../../src/cli/main.ts';
import { randomText } from '../../src/core/ids/index.ts';
import { inProject } from '../../src/core/paths/index.ts';

/* The whole run of an operator: back up, lose everything, restore; and what can go wrong on the way. */

const folder = mkdtempSync(join(tmpdir(), 'orrery-restore-'));
const fixture = join(folder, 'baseline.tar');
const { connection } = inject('postgres');
const databases: string[] = [];

beforeAll(() => {
	// As root PostgreSQL runs as nobody, and what nobody can't enter would lie elsewhere.
	chmodSync(folder, 0o711);
	writeFileSync(fixture, brotliDecompressSync(readFileSync(inProject('tests', 'fixtures', 'baseline.backup.br'))));
	vi.stubEnv('BASE_URL', '');
	vi.stubEnv('INIT_CWD', folder);
	vi.stubEnv('LOG_LEVEL', 'error');
});
afterAll(async () => {
	vi.unstubAllEnvs();
	for (const name of databases) await admin(`drop database if exists ${name} with (force)`);
	rmSync(folder, { recursive: true, force: true });
});

async function admin(statement: string): Promise<pg.QueryResult> {
	const client = new pg.Client({ ...connection, database: 'postgres' });
	await client.connect();
	const result = await client.query(statement);
	await client.end();
	return result;
}

/** A new data folder and an empty database on the test server. */
async function emptyPlace(): Promise<{ dataDir: string; url: string }> {
	const name = `orrery_${randomText(12)}`;
	databases.push(name);
	await admin(`create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`);
	const { host, port, user, password } = connection;
	const secret = password ? `:${password}` : '';
	const server = `postgres://${user}${secret}@localhost:${port}`;
	return {
		dataDir: join(folder, name),
		url: `${server}/${name}?host=${encodeURIComponent(host ?? 'localhost')}`,
	};
}

function at(place: { dataDir: string; url: string }): void {
	vi.stubEnv('DATA_DIR', place.dataDir);
	vi.stubEnv('DATABASE_URL', place.url);
}

async function orrery(...typed: string[]) {
	let [out, err] = ['', ''];
	const code = await main([...typed, '--json'], commands, {
		out: (text) => {
			out += text;
		},
		err: (text) => {
			err += text;
		},
		live: false,
		elapsed: () => performance.now(),
	});
	return { code, err, data: out === '' ? undefined : JSON.parse(out) };
}

/** What a backup says of tables and files, without when and where it was written. */
function contents(path: string) {
	const bytes = readFileSync(path);
	const start = bytes.lastIndexOf('{\n\t"format"');
	const manifest = JSON.parse(bytes.subarray(start, bytes.indexOf('\n}\n', start) + 3).toString('utf8'));
	return {
		tables: manifest.tables.map(({ name, rows, digest }: Record<string, unknown>) => ({ name, rows, digest })),
		files: manifest.files,
		sequences: manifest.sequences,
		migrations: manifest.migrations,
	};
}

describe('an archive that is not whole', () => {
	test.each<[string, (path: string) => void, RegExp]>([
		['cut off', (path) => truncateSync(path, readFileSync(path).length - 70_000), /damaged/],
		[
			'changed in one byte',
			(path) => {
				const bytes = readFileSync(path);
				const middle = Math.floor(bytes.length / 2);
				bytes[middle] = (bytes[middle] ?? 0) ^ 1;
				writeFileSync(path, bytes);
			},
			/damaged/,
		],
		[
			'something else',
			(path) => writeFileSync(path, 'a letter to the committee '.repeat(99)),
			/not a backup of Orrery/,
		],
	])('%s is refused with a sentence before anything is touched', async (_, spoil, sentence) => {
		const path = join(folder, 'spoilt.tar');
		writeFileSync(path, readFileSync(fixture));
		spoil(path);
		const place = await emptyPlace();
		at(place);
		const { code, err } = await orrery('restore', path);
		expect(code).toBe(1);
		expect(err).toMatch(sentence);
		expect(err).not.toMatch(/\n\s+at /);
		expect(existsSync(place.dataDir)).toBe(false);
		const client = new pg.Client({ connectionString: place.url });
		await client.connect();
		const { rows } = await client.query(
			`select count(*)::int as n from pg_class where relnamespace = 'public'::regnamespace`,
		);
		expect(rows[0].n).toBe(0);
		await client.end();
	});
});

test('backed up, destroyed, restored: every table and file equal by digest, the ledger verifies', async () => {
	// In a data folder with a database of its own, as an operator has it.
	const place = { dataDir: join(folder, 'own'), url: '' };
	at(place);
	const first = await orrery('restore', fixture);
	expect(first, first.err).toMatchObject({ code: 0, data: { ledger: { good: true, events: 266 }, missingFiles: [] } });
	const backup = join(folder, 'kept.tar');
	expect(await orrery('backup', backup)).toMatchObject({ code: 0, data: { missingFiles: [] } });
	const files = () =>
		readdirSync(join(place.dataDir, 'files'), { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) =>
				createHash('sha256')
					.update(readFileSync(join(entry.parentPath, entry.name)))
					.digest('hex'),
			)
			.sort();
	const before = files();
	expect(before.length).toBe(28);

	rmSync(place.dataDir, { recursive: true });
	expect(await orrery('restore', backup)).toMatchObject({ code: 0, data: { ledger: { good: true, events: 266 } } });
	expect(files()).toEqual(before);
	const again = join(folder, 'again.tar');
	expect(await orrery('backup', again)).toMatchObject({ code: 0 });
	expect(contents(again)).toEqual(contents(backup));
	expect(await orrery('verify')).toMatchObject({
		code: 0,
		data: { ledger: { good: true, unsealed: 0 }, files: { faults: [] }, references: { broken: [] } },
	});
	expect((await orrery('restore', backup)).err).toMatch(/not empty/);
});

describe('a restore that is cut off', () => {
	/** Kills the command, wherever it is, as soon as `when` holds. @returns whether it was still at it */
	async function cutOff(place: { dataDir: string; url: string }, when: () => Promise<boolean>): Promise<boolean> {
		const child = spawn(process.execPath, [inProject('src', 'cli', 'index.ts'), 'restore', fixture], {
			cwd: inProject(),
			env: { PATH: process.env.PATH, DATA_DIR: place.dataDir, DATABASE_URL: place.url, LOG_LEVEL: 'error' },
			stdio: 'ignore',
		});
		let ended = false;
		const end = new Promise<void>((resolve) =>
			child.once('exit', () => {
				ended = true;
				resolve();
			}),
		);
		for (let waited = 0; !ended && waited < 30_000 && !(await when()); waited += 5) await sleep(5);
		const cut = !ended;
		child.kill('SIGKILL');
		await end;
		return cut;
	}

	test('counts as nothing, says so, and is whole when it is done again', async () => {
		const place = await emptyPlace();
		at(place);
		const files = join(place.dataDir, 'files');
		const stored = () => (existsSync(files) ? readdirSync(files).length : 0);
		expect(await cutOff(place, async () => stored() > 6)).toBe(true);
		for (const command of [['verify'], ['init'], ['clock', 'show']]) {
			const { code, err } = await orrery(...command);
			expect(code).toBe(1);
			expect(err).toMatch(/was cut off before it was done/);
		}
		// Again, and cut off while the rows come.
		const client = new pg.Client({ connectionString: place.url });
		await client.connect();
		const copying = async () =>
			(
				await client.query(
					`select from pg_stat_activity where datname = current_database() and query ilike 'copy public.%'`,
				)
			).rowCount !== 0;
		expect(await cutOff(place, copying)).toBe(true);
		await client.end();
		expect((await orrery('verify')).err).toMatch(/was cut off before it was done/);

		const done = await orrery('restore', fixture);
		expect(done, done.err).toMatchObject({ code: 0, data: { ledger: { good: true, events: 266 }, missingFiles: [] } });
		expect(existsSync(join(place.dataDir, 'restoring.json'))).toBe(false);
		expect((await orrery('verify')).code).toBe(0);
	});
});
