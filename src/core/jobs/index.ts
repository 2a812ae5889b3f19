import { sql } from 'drizzle-orm';
import { PgBoss, fromDrizzle } from 'pg-boss';
import type { Context } from '#core/context/index.ts';
import type { Database } from '#core/database/connection.ts';
import type { Log } from '#core/log/index.ts';

/** What a job is told. Small and serialisable: ids, never contents. */
export type JobData = Record<string, unknown>;
/** Does one job; throws to have it tried again. */
export type JobHandler = (ctx: Context, data: JobData) => Promise<void>;
export type JobHandlers = Record<string, JobHandler>;

export interface Jobs {
	/** Enqueues in the caller's transaction: a rolled back change leaves no job. */
	enqueue(ctx: Context, name: string, data: JobData): Promise<void>;
	/** Begins to work (roles `all` and `worker`). */
	work(ctx: Context, handlers: JobHandlers): Promise<void>;
	/** Works everything that is queued now, in this process, and returns how many jobs that were: for tests and commands. */
	drain(ctx: Context, handlers: JobHandlers): Promise<number>;
	/** Lets running jobs end (at most `wait` milliseconds), then stops. */
	stop(wait?: number): Promise<void>;
}

const retry = { retryLimit: 6, retryDelay: 5, retryBackoff: true, retryDelayMax: 600, expireInSeconds: 900 };

/** Makes the queue's own tables; part of setting a database up. */
export async function installJobs(database: Database, log: Log, names: readonly string[]): Promise<void> {
	const boss = makeBoss(database, log, { migrate: true, createSchema: true });
	await boss.start();
	for (const name of names) await boss.createQueue(name, retry);
	await boss.stop({ graceful: false, close: false });
}

function makeBoss(database: Database, log: Log, options: { migrate: boolean; createSchema: boolean; supervise?: boolean }) {
	const boss = new PgBoss({
		db: { executeSql: (text: string, values?: unknown[]) => database.pool.query(text, values as unknown[]) },
		schema: 'pgboss',
		supervise: options.supervise ?? false,
		schedule: false,
		migrate: options.migrate,
		createSchema: options.createSchema,
	});
	boss.on('error', (error) => log.error('jobs-fault', { error }));
	return boss;
}

/**
 * The job queue: what is due now, done by whichever process works. What belongs to a later edition time waits on the
 * due-list of the clock instead.
 */
export function openJobs(database: Database, log: Log, names: readonly string[]): Jobs {
	const boss = makeBoss(database, log, { migrate: false, createSchema: false, supervise: true });
	const known = new Set(names);
	let started: Promise<unknown> | undefined;
	const start = () => {
		started ??= boss.start();
		return started;
	};
	return {
		async enqueue(ctx, name, data) {
			if (!known.has(name)) throw new Error(`no such job: ${name}`);
			await start();
			await boss.send(name, data, { ...retry, db: fromDrizzle(ctx.db, sql) });
			await database.notify(ctx.db, 'jobs', name);
		},
		async work(ctx, handlers) {
			await start();
			const workers = new Map<string, string>();
			for (const [name, handler] of Object.entries(handlers)) {
				const worker = await boss.work(name, { pollingIntervalSeconds: 2 }, async ([job]) => {
					if (!job) return;
					await handler(ctx, job.data as JobData);
				});
				workers.set(name, worker);
			}
			await database.listen('jobs', (name) => {
				const worker = workers.get(name);
				if (worker) boss.notifyWorker(worker);
			});
		},
		async drain(ctx, handlers) {
			await start();
			let done = 0;
			for (let found = true; found; ) {
				found = false;
				for (const [name, handler] of Object.entries(handlers)) {
					for (const job of (await boss.fetch(name)) ?? []) {
						found = true;
						try {
							await handler(ctx, job.data as JobData);
							await boss.complete(name, job.id);
							done += 1;
						} catch (error) {
							await boss.fail(name, job.id, { message: String(error) });
							throw error;
						}
					}
				}
			}
			return done;
		},
		async stop(wait = 5000) {
			if (!started) return;
			await boss.stop({ graceful: true, timeout: wait, close: false });
		},
	};
}
