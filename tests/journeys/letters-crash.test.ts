import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { removeFolder, workFolder } from '../../bench/lib/folder.ts';
import { letterKills } from '../../bench/lib/letter-kills.ts';

/** The kill series of `npm run bench -- letters`, small. */
const folder = workFolder('letters');
afterAll(() => removeFolder(folder));

test('a batch of letters survives kill -9: each once with its PDF, those uncertain named', async () => {
	const result = await letterKills({ dataDir: join(folder, 'data'), letters: 40, kills: 2 });
	expect(result.kills).toBe(2);
	expect(result.at.every((typeset) => typeset > 0)).toBe(true);
	expect(result.twice).toEqual([]);
	expect(result.missing).toEqual([]);
	expect([result.bare, result.open, result.unnamed]).toEqual([0, 0, 0]);
	// Two connections, each with at most one message on the wire.
	expect(result.uncertain.length).toBeLessThanOrEqual(4);
}, 120_000);
