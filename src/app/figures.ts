import { dueUntil } from '#core/clock/index.ts';
import type { Metrics } from '#core/http/index.ts';
import type { Running } from './running.ts';

/** Figures for `/metrics` that are read when asked for. */
export function watchFigures(metrics: Metrics, app: Running): void {
	const { ctx } = app;
	const { pool } = ctx.database;
	metrics.gauge('orrery_database_connections', 'Open connections to PostgreSQL', () => pool.totalCount);
	metrics.gauge('orrery_database_waiting', 'Requests that wait for a connection', () => pool.waitingCount);
	metrics.gauge('orrery_due_items', 'Work that is due by edition time and not done', () =>
		dueUntil(ctx, ctx.clock.edition.now()),
	);
	metrics.gauge('orrery_cached_pages', 'Finished public pages in memory', () => app.pages.size());
	metrics.gauge('orrery_ledger_unsealed', 'Events that are not in the chain yet', async () => {
		const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from ledger_pending');
		return rows[0]?.n ?? 0;
	});
}
