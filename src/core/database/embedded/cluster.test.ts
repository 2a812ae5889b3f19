import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { createLog } from '#core/log/index.ts';
import { inProject } from '#core/paths/index.ts';
import { openDatabase } from '../connection.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { FolderTaken, claimFolder, ownerOf } from './owner.ts';
import { clusterPlace, ownFolder } from './place.ts';

const asRoot = process.getuid?.() === 0;
const folders: string[] = [];
const clusters: Cluster[] = [];
const children: ChildProcess[] = [];
const lines: string[] = [];
const log = createLog(
	'info',
	() => 0,
	(line) => void lines.push(line),
);

function folder(mode = 0o711): string {
	const path = mkdtempSync(join(tmpdir(), 'orrery-cluster-'));
	chmodSync(path, mode);
	folders.push(path);
	return path;
}

/** @param disposable nothing is forced to disk: never where something is killed */
async function start(dataDir: string, disposable = true): Promise<Cluster> {
	const cluster = await startCluster({ dataDir, log, disposable });
	clusters.push(cluster);
	return cluster;
}

/** A process of its own that owns the folder; answers when its PostgreSQL does. */
async function ownerProcess(dataDir: string): Promise<{ child: ChildProcess; postgres: number; host: string }> {
	const child = spawn(process.execPath, [inProject('src/core/database/embedded/testing-owner.ts'), dataDir], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	children.push(child);
	let output = '';
	child.stdout?.setEncoding('utf8').on('data', (text: string) => {
		output += text;
	});
	for (let waited = 0; waited < 60_000; waited += 20) {
		const line = output.split('\n').find((one) => one.includes('"running"'));
		if (line) return { child, ...JSON.parse(line) };
		if (child.exitCode !== null) break;
		await sleep(20);
	}
	throw new Error(`the owner did not start: ${output}`);
}

/** Is the process there, and no zombie? */
function lives(pid: number): boolean {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return stat.slice(stat.lastIndexOf(')') + 2)[0] !== 'Z';
	} catch {
		return false;
	}
}

async function gone(pid: number, patience: number): Promise<number> {
	const began = performance.now();
	while (lives(pid) && performance.now() - began < patience) await sleep(10);
	return performance.now() - began;
}

/** Answers the first column of the first row. */
async function ask(connection: pg.ClientConfig, statement: string): Promise<unknown> {
	const client = new pg.Client(connection);
	await client.connect();
	try {
		const { rows } = await client.query({ text: statement, rowMode: 'array' });
		return rows[0]?.[0];
	} finally {
		await client.end();
	}
}

afterEach(async () => {
	for (const child of children.splice(0)) child.kill('SIGKILL');
	for (const cluster of clusters.splice(0)) await cluster.stop();
});
afterAll(async () => {
	for (const path of folders) {
		// A killed owner's PostgreSQL may still be ending.
		for (let tries = 0; tries < 50 && existsSync(join(path, 'postgres', 'postmaster.pid')); tries += 1)
			await sleep(100);
		rmSync(path, { recursive: true, force: true });
	}
});

describe('the folder and its owner', () => {
	test('a second owner is refused with the name of the first; afterwards the folder is free', () => {
		const dataDir = folder();
		const release = claimFolder(dataDir, 'npm start on port 8080');
		expect(() => claimFolder(dataDir, 'another')).toThrow(FolderTaken);
		expect(() => claimFolder(dataDir, 'another')).toThrow(
			new RegExp(`process ${process.pid} \\(npm start on port 8080\\)`),
		);
		expect(ownerOf(dataDir)).toMatchObject({ pid: process.pid });
		release();
		expect(ownerOf(dataDir)).toBeUndefined();
		claimFolder(dataDir, 'another')();
	});

	test('the claim of a dead process, and of one whose number was given anew, counts for nothing', () => {
		const dataDir = folder();
		const claim = (pid: number, began: string) =>
			writeFileSync(join(dataDir, 'owner.json'), JSON.stringify({ pid, began, what: 'x' }));
		claim(2 ** 22 + 1, '1');
		expect(ownerOf(dataDir)).toBeUndefined();
		claimFolder(dataDir, 'next')();
		claim(process.pid, 'another time');
		expect(ownerOf(dataDir)).toBeUndefined();
		claimFolder(dataDir, 'next')();
		writeFileSync(join(dataDir, 'owner.json'), 'half a li');
		claimFolder(dataDir, 'next')();
	});

	test('others can read neither the cluster nor its socket', async () => {
		const dataDir = folder();
		await start(dataDir);
		const mode = (path: string) => statSync(join(dataDir, path)).mode & 0o777;
		expect([mode('postgres'), mode('socket')]).toEqual([0o700, 0o700]);
		expect(statSync(join(dataDir, 'socket', '.s.PGSQL.5432')).mode & 0o077).toBe(0);
	});

	test('a link in the place of a folder is refused: as root it would give somebody else’s folder away', () => {
		const dataDir = folder();
		const victim = join(dataDir, 'victim');
		mkdirSync(victim, { mode: 0o755 });
		symlinkSync(victim, join(dataDir, 'socket'));
		expect(() => ownFolder(join(dataDir, 'socket'), undefined)).toThrow(/not a folder of ours/);
		expect(statSync(victim).mode & 0o777).toBe(0o755);
	});
});

describe('the embedded PostgreSQL', () => {
	test('starts, keeps what was written over a stop, and starts again', async () => {
		const dataDir = folder();
		const first = await start(dataDir);
		expect(await ask(first.connection, 'show server_encoding')).toBe('UTF8');
		expect(await ask(first.connection, 'show listen_addresses')).toBe('');
		expect(await ask(first.connection, 'show data_checksums')).toBe('on');
		await ask(first.connection, 'create table kept as select 42 as n');
		await first.stop();
		expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
		const second = await start(dataDir);
		expect(await ask(second.connection, 'select n from kept')).toBe(42);
	});

	test('in a folder whose path is too long for a socket', async () => {
		const dataDir = join(folder(), 'x'.repeat(60), 'y'.repeat(60));
		mkdirSync(dataDir, { recursive: true, mode: 0o711 });
		const cluster = await start(dataDir);
		expect(await ask(cluster.connection, 'select 1')).toBe(1);
		expect(String(cluster.connection.host).length).toBeLessThan(90);
		expect(statSync(String(cluster.connection.host)).mode & 0o777).toBe(0o700);
		folders.push(String(cluster.connection.host));
	});

	test.runIf(asRoot)('as root, below a folder that nobody else may enter', async () => {
		const closed = folder(0o700);
		const dataDir = join(closed, 'data');
		const cluster = await start(dataDir);
		expect(await ask(cluster.connection, 'select 1')).toBe(1);
		const place = clusterPlace(dataDir);
		expect(place.cluster.startsWith(closed)).toBe(false);
		expect(readFileSync(join(dataDir, 'cluster.json'), 'utf8')).toContain(place.cluster);
		expect(statSync(closed).mode & 0o777).toBe(0o700);
		folders.push(join(place.cluster, '..'));
	});

	test('of another major version is left alone, and the message says the way forward', async () => {
		const dataDir = folder();
		await (await start(dataDir)).stop();
		clusters.length = 0;
		writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '17\n');
		await expect(startCluster({ dataDir, log })).rejects.toThrow(/made by PostgreSQL 17.*backup.*restore/s);
		expect(readFileSync(join(dataDir, 'postgres', 'PG_VERSION'), 'utf8')).toBe('17\n');
	});

	test('a first start that was interrupted is done anew', async () => {
		const dataDir = folder();
		mkdirSync(join(dataDir, 'postgres'), { mode: 0o700 });
		writeFileSync(join(dataDir, 'postgres', 'half-written'), '');
		const cluster = await start(dataDir);
		expect(await ask(cluster.connection, 'select 1')).toBe(1);
	});
});

describe('when something is killed', () => {
	test('the owner: PostgreSQL is gone within two seconds, what was committed stays, the folder is free', async () => {
		const dataDir = folder();
		const { child, postgres, host } = await ownerProcess(dataDir);
		expect(lives(postgres)).toBe(true);
		expect(() => claimFolder(dataDir, 'second')).toThrow(new RegExp(`process ${child.pid}`));
		await ask({ host, port: 5432, user: 'orrery', database: 'orrery' }, 'create table kept as select 42 as n');
		child.kill('SIGKILL');
		expect(await gone(postgres, 10_000)).toBeLessThan(2000);
		const release = claimFolder(dataDir, 'next');
		const cluster = await start(dataDir);
		expect(await ask(cluster.connection, 'select n from kept')).toBe(42);
		release();
	});

	test('the owner and the watchdog: the next start finds the orphan and ends it', async () => {
		const dataDir = folder();
		const { child, postgres } = await ownerProcess(dataDir);
		for (const pid of watchdogsOf(postgres)) process.kill(pid, 'SIGKILL');
		child.kill('SIGKILL');
		await sleep(300);
		expect(lives(postgres)).toBe(true);
		lines.length = 0;
		const cluster = await start(dataDir);
		expect(lines.join('')).toContain('database-orphan-found');
		expect(lives(postgres)).toBe(false);
		expect(await ask(cluster.connection, 'select 1')).toBe(1);
	});

	test('PostgreSQL: it is started again, and the pool works as if nothing had happened', async () => {
		const dataDir = folder();
		const cluster = await start(dataDir, false);
		const database = openDatabase({ connection: cluster.connection, log });
		const heard: string[] = [];
		await database.listen('word', (payload) => heard.push(payload));
		await database.pool.query('create table kept as select 42 as n');
		const before = cluster.pid() ?? 0;
		process.kill(before, 'SIGKILL');
		// Its sessions live a moment longer than itself and still answer.
		await gone(before, 5000);
		while (cluster.pid() === before) await sleep(5);
		let answer: unknown;
		for (let waited = 0; answer === undefined && waited < 30_000; waited += 50) {
			answer = await database.pool.query('select n from kept').then(
				({ rows }) => rows[0].n,
				() => sleep(50),
			);
		}
		expect(answer).toBe(42);
		expect(cluster.pid()).not.toBe(before);
		// Whoever listens is told that words may have been missed, and hears the next ones.
		for (let waited = 0; heard.length === 0 && waited < 10_000; waited += 20) await sleep(20);
		expect(heard).toEqual(['']);
		await database.notify(database.db, 'word', 'after');
		for (let waited = 0; heard.length === 1 && waited < 3000; waited += 20) await sleep(20);
		expect(heard).toEqual(['', 'after']);
		await database.close();
	});

	test('PostgreSQL, and we stop while it is being started again: nothing is left behind', async () => {
		const dataDir = folder();
		const cluster = await start(dataDir);
		const before = cluster.pid() ?? 0;
		process.kill(before, 'SIGKILL');
		await gone(before, 5000);
		await sleep(50);
		await cluster.stop();
		clusters.length = 0;
		const left = execFileSync('ps', ['-eo', 'args']).toString();
		expect(left).not.toContain(dataDir);
	});
});

/** The watchdogs that look after a PostgreSQL. */
function watchdogsOf(postgres: number): number[] {
	return execFileSync('ps', ['-eo', 'pid,args'])
		.toString()
		.split('\n')
		.filter((line) => line.includes('orrery-watchdog') && line.trimEnd().endsWith(` ${postgres}`))
		.map((line) => Number(line.trim().split(' ')[0]));
}
