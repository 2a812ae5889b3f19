import {
	createPageCache,
	createRateLimiter,
	createRevisionMemory,
	openRevisions,
	type PageCache,
	type RateLimiter,
	type Revisions,
} from '#core/http/index.ts';
import { installationMark } from './mark.ts';
import type { App } from './open.ts';

/** The one running app of a serving process: what the framework's hooks need, since it calls us without arguments. */
export interface Running extends App {
	revisions: Revisions;
	pages: PageCache;
	/** Limits on what changes something, by client network. */
	writes: RateLimiter;
	/** The same for reading by programs, by person or client network. */
	reads: RateLimiter;
	/** The same for searches of visitors, by client network. */
	searches: RateLimiter;
	/** Public address, without a slash at the end. */
	origin: string;
	/** Tells our installation from any other that might answer at an address. */
	mark: string;
	/** Takes over settings that were changed meanwhile, before whoever changed them is answered. */
	renewSettings(): Promise<void>;
}

let running: Running | undefined;

/** Makes an opened app the one that serves pages in this process. */
export async function beginServing(app: App, origin: string): Promise<Running> {
	const { ctx } = app;
	const revisions = await openRevisions(ctx.database);
	ctx.remember = createRevisionMemory(revisions).remember;
	running = {
		...app,
		revisions,
		pages: createPageCache(ctx.clock, revisions),
		// What changes something: 240 a minute for each client network, 120 at once.
		writes: createRateLimiter(ctx.clock.process.now, 240, 120),
		reads: createRateLimiter(ctx.clock.process.now, 600, 300),
		searches: createRateLimiter(ctx.clock.process.now, 240, 60),
		origin,
		mark: await installationMark(app.ctx.database),
		renewSettings: async () => undefined,
	};
	return running;
}

/** @throws Error when the server has not begun yet */
export function getRunning(): Running {
	if (!running) throw new Error('Orrery is not running in this process.');
	return running;
}
