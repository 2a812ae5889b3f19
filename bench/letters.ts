import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { callForVisitor } from '../src/modules/calls/server/index.ts';
import { editionBySlug } from '../src/modules/editions/server/index.ts';
import { sendBatch } from '../src/modules/letters/server/index.ts';
import { type Benchmark, bestOf, type Figure, load } from './lib/bench.ts';
import { makeDecided } from './lib/decided-applications.ts';
import { beside, prepareRehearsals, removeFolder, startServer, workFolder } from './lib/folder.ts';
import { letterKills, sender } from './lib/letter-kills.ts';
import { cpuOf, treeOf } from './lib/processes.ts';

const count = 600;
const goalSeconds = 15;
const kills = 6;

/** CPU time of a server and all its children (database, typesetters), in milliseconds. */
const cpuOfTree = (pid: number) => treeOf(pid).reduce((sum, one) => sum + cpuOf(one), 0);

export const letters: Benchmark = {
	name: 'letters',
	title: `${count} letters of two pages with seal, signature and code, typeset as PDF/A-2a and queued with the PDF attached; kill -9 meanwhile`,
	async run(say) {
		const rehearsals = await prepareRehearsals();
		const folder = workFolder('letters');
		try {
			const server = await startServer({ dataDir: rehearsals.copy(join(folder, 'data')) });
			const app = await beside(server.dataDir);
			let bytes = 0;
			let announcing = 0;
			let cpu = 0;
			const timed = await bestOf('least', async (round) => {
				const edition = await editionBySlug(app.ctx, 'ipspace-2021');
				const call = edition && (await callForVisitor(app.ctx, { editionId: edition.id, call: 'abstracts' }));
				if (!edition?.organisationId || !call) throw new Error('the rehearsal has no call for abstracts');
				const determinations = await makeDecided(app.ctx, call.id, count, round * count);
				const actor = sender(edition.organisationId);
				const before = load();
				const cpuBefore = cpuOfTree(server.pid);
				const began = performance.now();
				const { batch } = await sendBatch(app.ctx, actor, { callId: call.id, determinations });
				announcing = (performance.now() - began) / 1000;
				for (;;) {
					// Not the page of the batch: looking should cost nothing beside the work that is measured.
					const { rows } = await app.ctx.database.pool.query(
						'select count(*) filter (where mail_id is not null)::int as queued, count(fault)::int as faulty from letter where batch_id = $1',
						[batch],
					);
					if (rows[0].faulty > 0) throw new Error(`${rows[0].faulty} letters could not be typeset`);
					if (rows[0].queued === count) break;
					if (performance.now() - began > 300_000) throw new Error(`only ${rows[0].queued} after five minutes`);
					await sleep(200);
				}
				const seconds = (performance.now() - began) / 1000;
				cpu = (cpuOfTree(server.pid) - cpuBefore) / 1000;
				const { rows } = await app.ctx.database.pool.query(
					'select avg(f.bytes)::int as bytes from letter l join file f on f.id = l.file_id where l.batch_id = $1',
					[batch],
				);
				bytes = rows[0].bytes;
				say(
					`round ${round}: ${seconds.toFixed(1)} s, announcing ${announcing.toFixed(1)} s, ${cpu.toFixed(1)} s of CPU in the server, load ${before} → ${load()}`,
				);
				return seconds;
			});
			await app.close();
			await server.stop();
			const killed = await letterKills({ dataDir: join(folder, 'real'), letters: count, kills, say });
			say(`uncertain after ${killed.kills} kills: ${killed.uncertain.join(', ') || 'nobody'}`);
			const none = { atMost: 0 };
			const figures: Figure[] = [
				{
					what: `${count} letters announced, typeset and queued`,
					unit: 's',
					value: timed.value,
					rounds: timed.rounds,
					goal: { atMost: goalSeconds },
					details: { 'kB each': bytes / 1000, 'of it announcing, s': announcing, 'CPU of the server, s': cpu },
				},
				{ what: 'kills while they are typeset and sent', unit: '', value: killed.kills, goal: { atLeast: kills } },
				{ what: 'recipients who got it twice', unit: '', value: killed.twice.length, goal: none },
				{ what: 'recipients said to have it who have not', unit: '', value: killed.missing.length, goal: none },
				{ what: 'letters without their PDF', unit: '', value: killed.bare, goal: none },
				{ what: 'letters in no end state', unit: '', value: killed.open, goal: none },
				{
					what: 'uncertain, each named',
					unit: '',
					value: killed.uncertain.length,
					details: { unnamed: killed.unnamed, 'at most': kills * 2 },
				},
			];
			return figures;
		} finally {
			await removeFolder(folder);
			await rehearsals.dispose();
		}
	},
};
