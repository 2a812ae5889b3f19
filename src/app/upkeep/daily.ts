import { desc, eq } from 'drizzle-orm';
import { backupRun } from '#core/backup/tables.ts';
import type { Context } from '#core/context/index.ts';
import { mailOperators } from './mail.ts';
import { makeBackup } from './make.ts';
import { isDue } from './plan.ts';
import { beginRun, closeInterrupted, noteRun } from './runs.ts';

/** Any number that is ours: of several working processes one makes the backups. */
const backupLock = 720_180_919;

/** When backups are made here by themselves: a time of day, or undefined where they are not. */
export function backupTime(ctx: Pick<Context, 'config' | 'clock'>): string | undefined {
	const time = ctx.config.backupAt ?? (ctx.clock.rehearsal ? 'off' : '03:30');
	return time === 'off' ? undefined : time;
}

/** What is to be made now, if anything: what somebody asked for comes first. */
async function wanted(ctx: Context): Promise<{ id?: string; kind: 'daily' | 'by-hand' } | undefined> {
	const [asked] = await ctx.db
		.select({ id: backupRun.id })
		.from(backupRun)
		.where(eq(backupRun.state, 'asked'))
		.limit(1);
	if (asked) return { id: asked.id, kind: 'by-hand' };
	const time = backupTime(ctx);
	if (time === undefined) return undefined;
	const [last] = await ctx.db
		.select()
		.from(backupRun)
		.where(eq(backupRun.kind, 'daily'))
		.orderBy(desc(backupRun.startedAt))
		.limit(1);
	const known = last && { startedAt: last.startedAt, good: last.state === 'good' && last.rehearsal === 'good' };
	return isDue(time, ctx.config.zone, ctx.clock.process.now(), known) ? { kind: 'daily' } : undefined;
}

/**
 * Makes the backups that are due or asked for, one after the other; called again and again by a working process. Of
 * several processes one does it, the others pass by. What fails is logged, noted and mailed to the operators.
 * @returns how many it made, or tried
 */
export async function workBackups(ctx: Context): Promise<number> {
	if (!(await wanted(ctx))) return 0;
	const client = await ctx.database.pool.connect();
	try {
		const { rows } = await client.query('select pg_try_advisory_lock($1) as got', [backupLock]);
		if (!rows[0].got) return 0;
		await closeInterrupted(ctx);
		let made = 0;
		for (let next = await wanted(ctx); next; next = await wanted(ctx)) {
			const { kind } = next;
			const id = next.id ?? (await beginRun(ctx, kind));
			if (next.id) await noteRun(ctx, id, { state: 'running', startedAt: ctx.clock.process.now() });
			const problem = await makeBackup(ctx, { id, kind });
			made += 1;
			if (problem !== undefined) await mailOperators(ctx, problem);
		}
		return made;
	} finally {
		await client.query('select pg_advisory_unlock($1)', [backupLock]).catch(() => undefined);
		client.release();
	}
}
