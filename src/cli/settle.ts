import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '#app/open.ts';
import { dueHandlers, jobHandlers } from '#app/registry.ts';
import { type FailedDue, type Instant, dueProgress, runDue } from '#core/clock/index.ts';
import { sealLedger } from '#core/ledger/index.ts';

export interface Settled {
	/** How many items were done, by whichever process. */
	done: number;
	failed: FailedDue[];
}

/**
 * Waits until all that is due by `until` is done (or failed). Takes part in the work: the list is worked by one process
 * at a time, so beside a server this process mostly waits for it. When nobody else runs, also works the queued jobs.
 */
export async function settle(
	app: App,
	until: Instant,
	onProgress: (done: number, of: number) => void,
): Promise<Settled> {
	const { ctx } = app;
	const before = (await dueProgress(ctx, until)).done;
	for (;;) {
		const here = await runDue(ctx, dueHandlers, 20);
		// Work may bring further work that is due by then, so it is counted anew each time.
		const { done, untried, failed } = await dueProgress(ctx, until);
		onProgress(done - before, done - before + untried);
		if (untried === 0) {
			if (app.owner) await drainJobs(app);
			return { done: done - before, failed };
		}
		// Another process has the list, or the word of the turned dial is on its way.
		if (here === 0) await sleep(50);
	}
}

async function drainJobs({ ctx }: App): Promise<void> {
	try {
		await ctx.jobs.drain(ctx, jobHandlers);
	} catch (error) {
		// It stays queued and is tried again by the next server.
		ctx.log.warn('job-failed', { error });
	}
	await sealLedger(ctx);
}
