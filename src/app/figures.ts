import { dueUntil } from '#core/clock/index.ts';
import type { Metrics } from '#core/http/index.ts';
import type { Running } from './running.ts';
import { backupTime } from './upkeep/daily.ts';
import { backupRuns, standingOf } from './upkeep/runs.ts';

/** Figures for `/metrics` that are read when asked for. */
export function watchFigures(metrics: Metrics, app: Running): void {
	const { ctx } = app;
	const { pool } = ctx.database;
	metrics.gauge('orrery_database_connections', 'Open connections to PostgreSQL', () => pool.totalCount);
	metrics.gauge('orrery_database_waiting', 'Requests that wait for a connection', () => pool.waitingCount);
	metrics.gauge('orrery_database_statements', 'Statements of this process to PostgreSQL since it started', () =>
		ctx.database.statements(),
	);
	metrics.gauge('orrery_due_items', 'Work that is due by edition time and not done', () =>
		dueUntil(ctx, ctx.clock.edition.now()),
	);
	metrics.gauge('orrery_cached_pages', 'Finished public pages in memory', () => app.pages.size());
	metrics.gauge('orrery_ledger_unsealed', 'Events that are not in the chain yet', async () => {
		const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from ledger_pending');
		return rows[0]?.n ?? 0;
	});
	watchBackups(metrics, app);
}

/** How old the last whole backup and the last rehearsed restore are, and how they went; -1 where there is none. */
function watchBackups(metrics: Metrics, { ctx }: Running): void {
	const standing = async () => {
		const now = ctx.clock.process.now();
		return { now, ...standingOf(await backupRuns(ctx), backupTime(ctx) !== undefined, now) };
	};
	const outcome = (word: string | null | undefined) => (word === 'good' ? 1 : word === 'failed' ? 0 : -1);
	metrics.gauge('orrery_backup_age_seconds', 'Since the last whole backup was begun', async () => {
		const { now, lastGood } = await standing();
		return lastGood ? (now - lastGood.startedAt) / 1000 : -1;
	});
	metrics.gauge('orrery_backup_good', 'Whether the last backup went well: 1 yes, 0 no', async () =>
		outcome((await standing()).last?.state),
	);
	metrics.gauge('orrery_restore_rehearsal_age_seconds', 'Since a restore was rehearsed last', async () => {
		const { now, lastRehearsed } = await standing();
		return lastRehearsed?.rehearsedAt ? (now - lastRehearsed.rehearsedAt) / 1000 : -1;
	});
	metrics.gauge('orrery_restore_rehearsal_good', 'Whether it went well: 1 yes, 0 no', async () =>
		outcome((await standing()).lastRehearsed?.rehearsal),
	);
}
