import { processNow, realClock } from '#core/clock/index.ts';
import { loadConfig } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import { openDatabase } from '#core/database/index.ts';
import { createLocalFileStore } from '#core/files/index.ts';
import { createLog } from '#core/log/index.ts';
import { startDelivery } from './index.ts';

/*
 * A worker process for the crash tests: delivers until it is killed. Told by JSON in its first argument how to reach the
 * database and the mail server.
 */
const told = JSON.parse(process.argv[2] ?? '{}');
const log = createLog('silent', processNow);
const database = openDatabase({ connection: told.connection, log, max: 8 });
const ctx: Context = {
	config: loadConfig({ SMTP_URL: told.smtpUrl, MAIL_FROM: 'Orrery <noreply@ipspace.example>' }),
	db: database.db,
	database,
	clock: realClock(),
	jobs: undefined as never,
	files: createLocalFileStore(told.files),
	typesetter: undefined as never,
	pictures: undefined as never,
	log,
};
await startDelivery(ctx, { connections: told.connections });
process.send?.('ready');
