import { setInterval } from 'node:timers';
import { createLog } from '#core/log/index.ts';
import { startCluster } from './cluster.ts';
import { claimFolder } from './owner.ts';

/**
 * A process that owns a data folder, for tests that kill it: `node testing-owner.ts DIR`. Says what it does on stdout,
 * one JSON object a line.
 */
const dataDir = process.argv[2] ?? '';
const say = (data: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(data)}\n`);
const log = createLog(
	'info',
	() => 0,
	(line) => process.stdout.write(line),
);

claimFolder(dataDir, 'a test');
const cluster = await startCluster({ dataDir, log });
say({ event: 'running', postgres: cluster.pid(), host: cluster.connection.host });
setInterval(() => undefined, 1000);
