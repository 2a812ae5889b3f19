import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { killSeries } from '../../bench/kill.ts';
import { removeFolder, workFolder } from '../../bench/lib/folder.ts';

/** The kill series of `npm run bench -- kill`, small: one kill of the server, one of its database, one of both. */
const folder = workFolder('crash');
afterAll(() => removeFolder(folder));

test('every acknowledged abstract survives kill -9 of server, database and both, and the ledger verifies', async () => {
	const result = await killSeries({ dataDir: join(folder, 'data'), kills: 3, authors: 3, before: 500 });
	expect(result.kills).toBe(3);
	expect(result.acknowledged).toBeGreaterThanOrEqual(3);
	expect(result.lost).toEqual([]);
	expect(result.ledgerGood).toBe(true);
}, 180_000);
