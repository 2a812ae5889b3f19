import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readyVariable } from './ready.ts';
import { makeReady } from './rehearsal.ts';
import { compiledVariable, temporaryDataDir } from './server.ts';

/**
 * Before all journeys: begins to make a rehearsal, of which most of them take a copy; those that make one of their own
 * come first and do not wait for it (`journey-order.ts`).
 */
export function setup(): () => Promise<void> {
	const home = temporaryDataDir();
	process.env[readyVariable] = home;
	process.env[compiledVariable] = join(home, 'compiled');
	const making = makeReady(home);
	return async () => {
		await making;
		rmSync(home, { recursive: true, force: true });
	};
}
