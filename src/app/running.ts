import type { PageCache, RateLimiter, Revisions } from '#core/http/index.ts';
import type { App } from './open.ts';

/** The one running app of a serving process: what the framework's hooks need, since it calls us without arguments. */
export interface Running extends App {
	revisions: Revisions;
	pages: PageCache;
	/** Limits on what changes something, by client network. */
	writes: RateLimiter;
	/** Public address, without a slash at the end. */
	origin: string;
}

let running: Running | undefined;

export function setRunning(app: Running): void {
	running = app;
}

/** @throws Error when the server has not begun yet */
export function getRunning(): Running {
	if (!running) throw new Error('Orrery is not running in this process.');
	return running;
}
