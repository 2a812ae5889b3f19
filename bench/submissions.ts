import { join } from 'node:path';
import pg from 'pg';
import { clusterConnection, clusterPlace } from '../src/core/database/index.ts';
import { verifyLedger } from '../src/core/ledger/index.ts';
import { lost, makeApplicants, submitAll } from './lib/applicants.ts';
import { type Benchmark, type Figure, bestOf } from './lib/bench.ts';
import { beside, prepareRehearsals, removeFolder, startServer, workFolder } from './lib/folder.ts';

const connections = 32;
const seconds = 8;
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Single-row inserts, each its own transaction and forced to disk, by as many connections into the same PostgreSQL. */
async function bareInserts(dataDir: string): Promise<number> {
	const place = clusterPlace(dataDir);
	const admin = new pg.Client(clusterConnection(place));
	await admin.connect();
	await admin.query('create table if not exists bench_row (id bigserial primary key, text text not null)');
	await admin.query('truncate bench_row');
	const { rows } = await admin.query(
		`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
	);
	if (rows[0].fsync !== 'on' || rows[0].commit !== 'on')
		throw new Error('this PostgreSQL does not force commits to disk');
	const clients = await Promise.all(
		Array.from({ length: connections }, async () => {
			const client = new pg.Client(clusterConnection(place));
			await client.connect();
			return client;
		}),
	);
	let done = 0;
	const until = performance.now() + seconds * 1000;
	await Promise.all(
		clients.map(async (client) => {
			while (performance.now() < until) {
				await client.query({
					name: 'insert',
					text: 'insert into bench_row (text) values ($1)',
					values: ['x'.repeat(2000)],
				});
				done += 1;
			}
		}),
	);
	await Promise.all(clients.map((client) => client.end()));
	await admin.query('drop table bench_row');
	await admin.end();
	return done / seconds;
}

export const submissions: Benchmark = {
	name: 'submissions',
	title: `Whole abstracts submitted and acknowledged (${connections} authors at once, each ${seconds} s), beside bare inserts`,
	async run(say) {
		const rehearsals = await prepareRehearsals();
		const folder = workFolder('submissions');
		const server = await startServer({ dataDir: rehearsals.copy(join(folder, 'data')) });
		const app = await beside(server.dataDir);
		try {
			const applicants = await makeApplicants(app.ctx, connections);
			const acknowledged: string[] = [];
			const best = await bestOf('most', async (round) => {
				const submitting = submitAll(server.origin, applicants);
				await wait(seconds * 1000);
				const counted = submitting.acknowledged.length;
				await submitting.stop();
				acknowledged.push(...submitting.acknowledged);
				say(
					`round ${round}: ${counted} in ${seconds} s${[...submitting.otherwise].map(([how, n]) => `, ${n} × ${how}`).join('')}`,
				);
				return counted / seconds;
			});
			const bare = await bestOf('most', () => bareInserts(server.dataDir));
			const gone = await lost(app.ctx, acknowledged);
			const ledger = await verifyLedger(app.ctx);
			const figures: Figure[] = [
				{ what: 'abstracts acknowledged', unit: 'a second', goal: { atLeast: 300 }, ...best },
				{ what: `acknowledged and lost, of ${acknowledged.length}`, unit: '', value: gone.length, goal: { atMost: 0 } },
				{ what: 'bare inserts of one row, fsynced', unit: 'a second', ...bare },
				{ what: 'ledger verifies', unit: '', value: ledger.good ? 1 : 0, goal: { atLeast: 1 } },
			];
			return figures;
		} finally {
			await app.close();
			await server.stop();
			await removeFolder(folder);
			await rehearsals.dispose();
		}
	},
};
