import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import type { Clock, Instant } from '../../src/core/clock/index.ts';
import { beginRehearsal, processNow } from '../../src/core/clock/index.ts';
import { loadConfig } from '../../src/core/config/index.ts';
import type { Context } from '../../src/core/context/index.ts';
import { openDatabase } from '../../src/core/database/index.ts';
import { createLocalFileStore } from '../../src/core/files/index.ts';
import { randomText } from '../../src/core/ids/index.ts';
import { type JobHandlers, installJobs, openJobs } from '../../src/core/jobs/index.ts';
import { createLog } from '../../src/core/log/index.ts';
import { createPictureRenderer } from '../../src/core/pictures/index.ts';
import { createTypesetter } from '../../src/core/typesetting/index.ts';

export interface TestContext extends Context {
	/** Sets both times (edition and process). */
	setNow(at: Instant): void;
	/** Sends one statement past everything: to break things by hand. */
	byHand(statement: string, values?: unknown[]): Promise<pg.QueryResult>;
	/** How many statements `work` sends. */
	countStatements(work: () => Promise<unknown>): Promise<number>;
	/** Works all queued jobs. */
	runJobs(): Promise<number>;
	/** How to connect to this file's database. */
	connection: pg.ClientConfig;
}

export interface TestOptions {
	/** Edition time at the start; 2021-10-10T01:00Z unless told otherwise. */
	at?: Instant;
	/** The jobs that the test works with `runJobs`. */
	jobs?: JobHandlers;
}

/** A context on a database of this test file's own, copied from the migrated template. Call it at the top of the file: `const ctx = await testContext()`. */
export async function testContext(options: TestOptions = {}): Promise<TestContext> {
	const { connection, template } = inject('postgres');
	const name = `orrery_${randomText(12)}`;
	const admin = async (statement: string) => {
		const client = new pg.Client({ ...connection, database: 'postgres' });
		await client.connect();
		await client.query(statement);
		await client.end();
	};
	// Copied as files: through the log, as is usual, it takes five times as long.
	await admin(`create database ${name} template ${template} strategy file_copy`);
	const own = { ...connection, database: name };
	const folder = mkdtempSync(join(tmpdir(), 'orrery-files-'));
	const log = createLog(process.env.TEST_LOG ? 'debug' : 'silent', processNow);
	const database = openDatabase({ connection: own, log, max: 8 });
	const handlers = options.jobs ?? {};
	if (Object.keys(handlers).length > 0) await installJobs(database, log, Object.keys(handlers));
	const jobs = openJobs(database, log, Object.keys(handlers));
	if (Object.keys(handlers).length > 0) await jobs.start();
	const typesetter = createTypesetter();
	const pictures = createPictureRenderer();
	let at = options.at ?? Date.UTC(2021, 9, 10, 1);
	await beginRehearsal(database.db, at);
	const clock: Clock = {
		edition: { now: () => at },
		process: { now: () => at },
		dial: { editionAt: at, processAt: at },
		rehearsal: true,
		reread: async () => undefined,
	};
	const ctx: TestContext = {
		config: loadConfig({ DATA_DIR: folder, BASE_URL: 'http://orrery.test' }),
		db: database.db,
		database,
		clock,
		jobs,
		files: createLocalFileStore(join(folder, 'files')),
		typesetter,
		pictures,
		log,
		connection: own,
		setNow: (to) => {
			at = to;
		},
		byHand: (statement, values) => database.pool.query(statement, values),
		countStatements: async (work) => {
			const before = database.statements();
			await work();
			return database.statements() - before;
		},
		runJobs: () => jobs.drain(ctx, handlers),
	};
	afterAll(async () => {
		await jobs.stop(0);
		await typesetter.close();
		await pictures.close();
		await database.close();
		await admin(`drop database if exists ${name} with (force)`);
		rmSync(folder, { recursive: true, force: true });
	});
	return ctx;
}
