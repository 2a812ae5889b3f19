import type { Clock } from '#core/clock/index.ts';
import type { Config } from '#core/config/index.ts';
import type { Database, Db } from '#core/database/index.ts';
import type { FileStore } from '#core/files/index.ts';
import type { RevisionMemory } from '#core/http/index.ts';
import { raiseRevisions } from '#core/http/revisions.ts';
import type { Jobs } from '#core/jobs/index.ts';
import type { Log } from '#core/log/index.ts';
import type { PictureRenderer } from '#core/pictures/index.ts';
import type { Typesetter } from '#core/typesetting/index.ts';

/**
 * What every use case is handed: the doors of `core`. Made once per process by `app`, narrowed by `transaction` and by
 * the due-list (which pins the clock). There is no other global state.
 */
export interface Context {
	config: Config;
	/** The pool, or the open transaction. */
	db: Db;
	/** Opens transactions and listens; use `transaction(ctx, …)`. */
	database: Database;
	clock: Clock;
	jobs: Jobs;
	files: FileStore;
	typesetter: Typesetter;
	pictures: PictureRenderer;
	log: Log;
	/** In a serving process: what hardly ever changes, kept until a public revision rises; use `remembered`. */
	remember?: RevisionMemory['remember'] | undefined;
	/** Inside `transaction`: the public revisions that it will raise at its end; use `bumpRevision`. */
	raised?: Set<string> | undefined;
}

/**
 * What `load` answers, from memory where this process has one: for what every request needs and hardly ever changes (an
 * edition, a call), and what depends neither on who asks nor on the time. Whoever changes it raises a revision
 * (`bumpRevision`). The answer is shared: nobody may change it in place.
 */
export function remembered<T>(ctx: Context, key: string, load: () => Promise<T>): Promise<T> {
	return ctx.remember ? ctx.remember(key, load) : load();
}

/**
 * Runs `work` in one transaction; `work` must use the context it is given. An exception rolls everything back, jobs and ledger
 * included. Public revisions are raised last, by the outermost: everybody raises them, so they are held for a moment only and
 * by nobody who waits for anything else.
 */
export async function transaction<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
	return ctx.db.transaction(async (tx) => {
		const raised = ctx.raised ?? new Set<string>();
		// Without memory: what a transaction reads may never become true.
		const inside = { ...ctx, db: tx, remember: undefined, raised };
		const result = await work(inside);
		if (!ctx.raised) await raiseRevisions(inside, raised);
		return result;
	});
}
