import { setTimeout as sleep } from 'node:timers/promises';
import { hour, minute, runDue } from '#core/clock/index.ts';
import { originOf } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import { sweepFiles } from '#core/files/index.ts';
import { sweepIdentity } from '#core/identity/index.ts';
import { sealLedger } from '#core/ledger/index.ts';
import { startDelivery } from '#core/mail/index.ts';
import { ensureSearch, onSearchChanged, refreshSearch } from '#core/search/index.ts';
import { deliverWebhooks, followLedger, sweepIdempotency, sweepWebhooks } from '#modules/api/server/index.ts';
import { recomputeFacts, resumeBulkActs, resumeImports } from '#modules/calls/server/index.ts';
import { forgetUnusedAssetFiles, prepareRenditions } from '#modules/editions/server/index.ts';
import { resumeFanOuts, sweepNewsletter } from '#modules/newsletter/server/index.ts';
import { headlineChannel, workHeadlines } from '#modules/newsroom/server/index.ts';
import { resumeBatches } from '#modules/letters/server/index.ts';
import { sweepSignatureRequests } from '#modules/statements/server/index.ts';
import { heldByReferences } from './file-references.ts';
import { dueHandlers, jobHandlers } from './registry.ts';
import { purgeDueAnswers } from './retention.ts';
import { searchSources } from './search/sources.ts';
import { workBackups } from './upkeep/daily.ts';
import { firstPause } from './upkeep/plan.ts';
import { backupChannel } from './upkeep/runs.ts';

export interface Background {
	/** Begins delivery anew, by the mail server that the settings name now. */
	renewDelivery(): Promise<void>;
	stop(): Promise<void>;
}

/** Repeats `work` with a pause, sooner when woken; a failure is logged and does not end it. */
function loop(ctx: Context, name: string, pause: number, work: () => Promise<unknown>, first = 0) {
	let stopped = false;
	let pausing = new AbortController();
	const rest = async (wait: number) => {
		pausing = new AbortController();
		if (!stopped) await sleep(wait, undefined, { signal: pausing.signal }).catch(() => undefined);
	};
	const running = (async () => {
		if (first > 0) await rest(first);
		while (!stopped) {
			try {
				await work();
			} catch (error) {
				ctx.log.error(`${name}-failed`, { error });
			}
			await rest(pause);
		}
	})();
	return {
		wake: () => pausing.abort(),
		async stop() {
			stopped = true;
			pausing.abort();
			await running;
		},
	};
}

/** Clears away what has run out, answers whose time is over, and bytes that nobody points at any more. */
async function sweepAll(ctx: Context): Promise<void> {
	await sweepIdentity(ctx);
	await sweepIdempotency(ctx);
	await sweepWebhooks(ctx);
	await sweepSignatureRequests(ctx);
	await sweepNewsletter(ctx);
	await purgeDueAnswers(ctx);
	await forgetUnusedAssetFiles(ctx);
	await sweepFiles(ctx, [heldByReferences]);
}

/** Tells other systems what happened, as soon as it stands in the chain. */
async function workWebhooks(ctx: Context): Promise<void> {
	while ((await followLedger(ctx, originOf(ctx.config))) > 0);
	await deliverWebhooks(ctx);
}

/** What a working process does beside answering: the due-list, the seal of the ledger, the jobs, the mail. */
export async function startBackground(ctx: Context): Promise<Background> {
	const due = loop(ctx, 'due-list', 1000, () => runDue(ctx, dueHandlers));
	const seal = loop(ctx, 'ledger-seal', 1000, () => sealLedger(ctx));
	const webhooks = loop(ctx, 'webhooks', 1000, () => workWebhooks(ctx));
	const sweep = loop(ctx, 'sweep', hour, () => sweepAll(ctx), 5 * minute);
	const backups = loop(ctx, 'backups', minute, () => workBackups(ctx), firstPause);
	await ctx.database.listen(backupChannel, () => backups.wake());
	const pictures = loop(ctx, 'pictures', 10_000, () => prepareRenditions(ctx), 10_000);
	const headlines = loop(ctx, 'headlines', minute, () => workHeadlines(ctx), 15_000);
	await ctx.database.listen(headlineChannel, () => headlines.wake());
	const search = loop(ctx, 'search', 10_000, () => refreshSearch(ctx, searchSources));
	await onSearchChanged(ctx, () => search.wake());
	// What an earlier version did not index; searches find the rest meanwhile.
	const indexed = ensureSearch(ctx, searchSources).then(
		() => search.wake(),
		(error) => ctx.log.error('search-failed', { error }),
	);
	await ctx.database.listen('clock', () => due.wake());
	await ctx.database.listen('due', () => due.wake());
	// What an earlier version did not know of applications; searches find the rest meanwhile.
	const facts = recomputeFacts(ctx).catch((error) => ctx.log.error('facts-failed', { error }));
	await ctx.jobs.work(ctx, jobHandlers);
	// A job that died with its process would wait until it is missed; what people wait for goes on at once.
	await resumeBulkActs(ctx);
	await resumeImports(ctx);
	await resumeBatches(ctx);
	await resumeFanOuts(ctx);
	let delivery = startDelivery(ctx, { connections: ctx.config.smtpConnections });
	await delivery;
	return {
		async renewDelivery() {
			// One after the other: two that renew at once must not both begin.
			delivery = delivery.then(async (old) => {
				await old.stop();
				return startDelivery(ctx, { connections: ctx.config.smtpConnections });
			});
			await delivery;
		},
		async stop() {
			await (await delivery).stop();
			await webhooks.stop();
			await pictures.stop();
			await headlines.stop();
			await sweep.stop();
			await facts;
			await indexed;
			await search.stop();
			await backups.stop();
			await due.stop();
			await seal.stop();
			await sealLedger(ctx);
		},
	};
}
