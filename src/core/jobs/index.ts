import { type SQL, sql } from 'drizzle-orm';
import { PgBoss, fromDrizzle } from 'pg-boss';
import type { Context } from '#core/context/index.ts';
import { type Database, type Db, many } from '#core/database/connection.ts';
import type { Log } from '#core/log/index.ts';

/** What a job is told. Small and serialisable: ids, never contents. */
export type JobData = Record<string, unknown>;
/** Does one job; throws to have it tried again. */
export type JobHandler = (ctx: Context, data: JobData) => Promise<void>;
export type JobHandlers = Record<string, JobHandler>;

export interface Jobs {
	/** Makes the queue ready; otherwise its first use does. */
	start(): Promise<void>;
	/** Enqueues in the caller's transaction: a rolled back change leaves no job. */
	enqueue(ctx: Pick<Context, 'db'> & Partial<Context>, name: string, data: JobData): Promise<void>;
	/**
	 * What enqueues one job, as a part of the caller's own statement (`with job as (…)`): for what many do at once and must
	 * cost one round trip.
	 * @param from a table expression of that statement with one row, or none: then nothing is enqueued
	 */
	insertion(name: string, data: JobData, from: SQL): Promise<SQL>;
	/** The same for many at once, in a constant number of statements. */
	enqueueAll(ctx: Pick<Context, 'db'> & Partial<Context>, name: string, list: readonly JobData[]): Promise<void>;
	/** Begins to work (roles `all` and `worker`). */
	work(ctx: Context, handlers: JobHandlers): Promise<void>;
	/** What is enqueued (or being worked) and not done, in order: for backups and for commands that wait. One query. */
	outstanding(db: Db): Promise<{ name: string; data: JobData }[]>;
	/** Works everything that is queued now, in this process, and returns how many jobs that were: for tests and commands. */
	drain(ctx: Context, handlers: JobHandlers): Promise<number>;
	/** Lets running jobs end (at most `wait` milliseconds), then stops. */
	stop(wait?: number): Promise<void>;
}

/** Jobs are fetched and settled so many at a time: before a deadline receipts come in hundreds a second. */
const batchSize = 20;

/** A job of which its process has not been heard for so long, in seconds, is another's: it was killed. */
const heartbeatSeconds = 60;
const retry = {
	retryLimit: 6,
	retryDelay: 5,
	retryBackoff: true,
	retryDelayMax: 600,
	expireInSeconds: 900,
	heartbeatSeconds,
};

/** Makes the queue's own tables; part of setting a database up. */
export async function installJobs(database: Database, log: Log, names: readonly string[]): Promise<void> {
	const boss = makeBoss(database, log, { migrate: true, createSchema: true });
	await boss.start();
	for (const name of names) await boss.createQueue(name, retry);
	await boss.stop({ graceful: false, close: false });
}

function makeBoss(
	database: Database,
	log: Log,
	options: { migrate: boolean; createSchema: boolean; supervise?: boolean },
) {
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

/** The queue's own insert, whose one parameter are the jobs, asking for them in the caller's statement. */
function asPart(text: string, jobs: string, from: SQL): SQL {
	const parts = text.split('$1');
	const [before, after] = parts;
	// Another shape than the one that is known (a new version of the queue) is a fault of ours, not a lost job.
	if (before === undefined || after === undefined || parts.length !== 2 || text.includes('$2')) {
		throw new Error('the queue inserts jobs in another way than it did');
	}
	return sql`${sql.raw(before)}(select ${jobs}::text from ${from})${sql.raw(after)}`;
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
	const workers = new Map<string, string>();
	// A word to our own workers shortly after, when the transaction has probably committed; otherwise they find the job
	// when they next look. Not NOTIFY: it makes commits wait for each other, and submissions come in hundreds a second.
	const waking = new Set<string>();
	const wakeSoon = (name: string) => {
		const worker = workers.get(name);
		if (!worker || waking.has(name)) return;
		waking.add(name);
		setTimeout(() => {
			waking.delete(name);
			boss.notifyWorker(worker);
		}, 30).unref();
	};
	return {
		async start() {
			await start();
		},
		async enqueue(ctx, name, data) {
			if (!known.has(name)) throw new Error(`no such job: ${name}`);
			await start();
			await boss.send(name, data, { ...retry, db: fromDrizzle(ctx.db, sql) });
			wakeSoon(name);
		},
		async insertion(name, data, from) {
			if (!known.has(name)) throw new Error(`no such job: ${name}`);
			await start();
			let statement: SQL | undefined;
			const hear = async (text: string, [jobs]: unknown[] = []) => {
				statement = asPart(text, String(jobs), from);
				return { rows: [{ id: '' }] };
			};
			await boss.send(name, data, { ...retry, db: { executeSql: hear } });
			if (!statement) throw new Error('the queue has sent nothing');
			wakeSoon(name);
			return statement;
		},
		async enqueueAll(ctx, name, list) {
			if (!known.has(name)) throw new Error(`no such job: ${name}`);
			if (list.length === 0) return;
			await start();
			const jobs = list.map((data) => ({ data, ...retry }));
			await boss.insert(name, jobs, { db: fromDrizzle(ctx.db, sql) });
			wakeSoon(name);
		},
		async work(ctx, handlers) {
			await start();
			for (const [name, handler] of Object.entries(handlers)) {
				const worker = await boss.work(name, { pollingIntervalSeconds: 1, batchSize }, async (jobs) => {
					// Where there was one there may be more: look again at once instead of after the pause.
					const own = workers.get(name);
					if (own && jobs.length > 0) boss.notifyWorker(own);
					for (const job of jobs) {
						try {
							await handler(ctx, job.data as JobData);
						} catch (error) {
							// This one alone is tried again; the others of the batch are done.
							ctx.log.error('job-failed', { job: name, id: job.id, error });
							await boss.fail(name, job.id, { message: String(error) });
						}
					}
				});
				workers.set(name, worker);
			}
		},
		async outstanding(on) {
			return many<{ name: string; data: JobData }>(
				on,
				sql`select name, data from pgboss.job where state in ('created', 'retry', 'active') and name = any(${sql.param([...known])}::text[])
					order by created_on, id`,
			);
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
