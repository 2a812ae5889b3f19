import { desc, eq, inArray, sql } from 'drizzle-orm';
import { backupRun } from '#core/backup/tables.ts';
import type { BackupKind, BackupState } from '#core/backup/tables.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';

/** What is remembered of the backups that were made, or tried. */
export type BackupRun = typeof backupRun.$inferSelect;

/** The channel on which a working process hears that a backup is wanted now. */
export const backupChannel = 'backup';

/** The latest runs, newest first. One query. */
export async function backupRuns(ctx: Context, limit = 30): Promise<BackupRun[]> {
	return ctx.db.select().from(backupRun).orderBy(desc(backupRun.startedAt), desc(backupRun.id)).limit(limit);
}

/** Writes a new run down. @returns its id */
export async function beginRun(ctx: Context, kind: BackupKind, state: BackupState = 'running'): Promise<string> {
	const id = newId();
	await ctx.db.insert(backupRun).values({ id, kind, state, startedAt: ctx.clock.process.now() });
	return id;
}

/** What is known of a run now. */
export async function noteRun(ctx: Context, id: string, found: Partial<Omit<BackupRun, 'id'>>): Promise<void> {
	await ctx.db.update(backupRun).set(found).where(eq(backupRun.id, id));
}

/**
 * Asks the working process for a backup now; a second word while one is wanted asks for nothing more.
 * @returns whether one was not wanted already
 */
export async function askForBackup(ctx: Context): Promise<boolean> {
	return transaction(ctx, async (tx) => {
		// A button that is pressed twice asks twice at once; neither would see the other.
		await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext('ask-for-backup'))`);
		const waiting = await tx.db
			.select({ id: backupRun.id })
			.from(backupRun)
			.where(inArray(backupRun.state, ['asked', 'running']))
			.limit(1);
		if (waiting.length === 0) await beginRun(tx, 'by-hand', 'asked');
		await tx.database.notify(tx.db, backupChannel);
		return waiting.length === 0;
	});
}

/** What a process that died had begun: called by whoever holds the lock, so that nobody is at it. */
export async function closeInterrupted(ctx: Context): Promise<void> {
	await ctx.db
		.update(backupRun)
		.set({ state: 'failed', finishedAt: ctx.clock.process.now(), problem: 'The process ended before it was done.' })
		.where(eq(backupRun.state, 'running'));
}

/** How things stand, for the desk and for `/metrics`. */
export interface BackupStanding {
	/** Whether backups are made by themselves here. */
	on: boolean;
	/** The newest that ended, good or not. */
	last: BackupRun | undefined;
	/** The newest whole one. */
	lastGood: BackupRun | undefined;
	/** The newest whose restore was rehearsed, good or not. */
	lastRehearsed: BackupRun | undefined;
	/** One that is wanted or being made. */
	under: BackupRun | undefined;
	/** Whether an operator must look: the last one or its rehearsal failed, or none was good for two days. */
	worrying: boolean;
}

const tooOld = 48 * 3_600_000;

/** Judges the latest runs. Pure. */
export function standingOf(runs: readonly BackupRun[], on: boolean, now: number): BackupStanding {
	const ended = runs.filter(({ state }) => state === 'good' || state === 'failed');
	const last = ended[0];
	const lastGood = ended.find(({ state }) => state === 'good');
	const lastRehearsed = ended.find(({ rehearsal }) => rehearsal !== null);
	const failed = last?.state === 'failed' || last?.rehearsal === 'failed';
	const old = on && lastGood !== undefined && now - lastGood.startedAt > tooOld;
	return {
		on,
		last,
		lastGood,
		lastRehearsed,
		under: runs.find(({ state }) => state === 'asked' || state === 'running'),
		worrying: failed || old,
	};
}
