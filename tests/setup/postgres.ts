import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate, openDatabase, startCluster } from '../../src/core/database/index.ts';
import { installJobs } from '../../src/core/jobs/index.ts';
import { createLog } from '../../src/core/log/index.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** How to reach the test server, and the name of the template each test file's database is made from. */
		postgres: { connection: pg.ClientConfig; template: string };
	}
}

const quiet = createLog('error', () => 0);

/**
 * One PostgreSQL for the whole run: the embedded one (nothing forced to disk), or the server that DATABASE_URL names.
 * A template database is migrated once; each test file copies it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const url = process.env.DATABASE_URL;
	const template = `orrery_template_${process.pid}_${project.name}`;
	let stop = async (): Promise<void> => undefined;
	let connection: pg.ClientConfig;
	if (url) {
		connection = connectionOf(url);
	} else {
		const dataDir = mkdtempSync(join(tmpdir(), 'orrery-test-'));
		chmodSync(dataDir, 0o711);
		const cluster = await startCluster({ dataDir, log: quiet, disposable: true });
		connection = cluster.connection;
		stop = async () => {
			await cluster.stop();
			rmSync(dataDir, { recursive: true, force: true });
		};
	}
	const admin = async (statement: string) => {
		const client = new pg.Client({ ...connection, database: 'postgres' });
		await client.connect();
		await client.query(statement);
		await client.end();
	};
	await admin(`create database ${template}`);
	const database = openDatabase({ connection: { ...connection, database: template }, log: quiet });
	await migrate(database);
	await installJobs(database, quiet, []);
	await database.close();
	project.provide('postgres', { connection, template });
	return async () => {
		await admin(`drop database if exists ${template} with (force)`);
		await stop();
	};
}

/** The parts of a URL as plain data, since only that can be handed to the test processes. */
function connectionOf(url: string): pg.ClientConfig {
	const { hostname, port, username, password } = new URL(url);
	const socket = new URL(url).searchParams.get('host');
	return {
		host: socket ?? (hostname || 'localhost'),
		port: Number(port || 5432),
		user: decodeURIComponent(username),
		...(password ? { password: decodeURIComponent(password) } : {}),
	};
}
