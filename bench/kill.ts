import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sealLedger, verifyLedger } from '../src/core/ledger/index.ts';
import { type Applicants, lost, makeApplicants, submitAll } from './lib/applicants.ts';
import type { Benchmark } from './lib/bench.ts';
import { type TestServer, beside, prepareRehearsals, removeFolder, startServer, workFolder } from './lib/folder.ts';
import { lives, postmasterBelow } from './lib/processes.ts';
import { freePort } from './start.ts';

export const targets = ['server', 'database', 'both'] as const;
export type Target = (typeof targets)[number];

export interface KillResult {
	kills: number;
	acknowledged: number;
	lost: string[];
	ledgerGood: boolean;
	/** Requests that were not acknowledged, by how. */
	otherwise: Map<string, number>;
}

function kill(pid: number): void {
	try {
		process.kill(pid, 'SIGKILL');
	} catch {
		// gone already
	}
}

/** What was acknowledged and is not there, and whether the chain holds: read through the running server's database. */
export async function inspect(
	dataDir: string,
	acknowledged: readonly string[],
): Promise<{ lost: string[]; ledgerGood: boolean }> {
	const app = await beside(dataDir);
	try {
		const gone = await lost(app.ctx, acknowledged);
		await sealLedger(app.ctx, 100_000);
		return { lost: gone, ledgerGood: (await verifyLedger(app.ctx)).good };
	} finally {
		await app.close();
	}
}

/** Kills a running server's parts as the target says. @returns the server that runs afterwards */
async function strike(server: TestServer, target: Target): Promise<TestServer> {
	const postmaster = postmasterBelow(server.pid);
	if (postmaster === undefined) throw new Error('the server has no PostgreSQL below it');
	if (target !== 'server') kill(postmaster);
	if (target === 'database') {
		// The server lives and brings its database up again by itself.
		const limit = performance.now() + 60_000;
		while (!(await fetch(`${server.origin}/readyz`).catch(() => undefined))?.ok) {
			if (performance.now() > limit) throw new Error('the server did not bring its database up again in a minute');
			await sleep(50);
		}
		return server;
	}
	await server.kill();
	// The watchdog ends a PostgreSQL whose server died; the next start waits for it or ends it.
	if (target === 'both') while (lives(postmaster)) await sleep(10);
	return server.again();
}

/**
 * Kills the server, its database or both with SIGKILL, again and again, while abstracts are submitted over HTTP, and
 * looks after each kill whether every acknowledged one is there and the ledger verifies.
 */
export async function killSeries(options: {
	dataDir: string;
	kills: number;
	authors: number;
	say?: (line: string) => void;
	/** Milliseconds of submitting before the blow; a random time up to this. */
	before?: number;
}): Promise<KillResult> {
	const { say = () => undefined, before = 1500 } = options;
	const port = await freePort();
	let server = await startServer({ dataDir: options.dataDir, env: { PORT: String(port) }, patience: 180_000 });
	const all: KillResult = { kills: 0, acknowledged: 0, lost: [], ledgerGood: true, otherwise: new Map() };
	const acknowledged: string[] = [];
	try {
		const app = await beside(options.dataDir);
		const applicants: Applicants = await makeApplicants(app.ctx, options.authors);
		await app.close();
		while (all.kills < options.kills) {
			const target = targets[all.kills % targets.length] ?? 'both';
			const submitting = submitAll(server.origin, applicants);
			const first = performance.now();
			while (submitting.acknowledged.length === 0) {
				if (performance.now() - first > 60_000)
					throw new Error(`nothing was acknowledged: ${JSON.stringify([...submitting.otherwise])}`);
				await sleep(10);
			}
			await sleep(Math.random() * before);
			server = await strike(server, target);
			await sleep(200);
			await submitting.stop();
			acknowledged.push(...submitting.acknowledged);
			for (const [how, count] of submitting.otherwise) all.otherwise.set(how, (all.otherwise.get(how) ?? 0) + count);
			const found = await inspect(options.dataDir, acknowledged);
			all.kills += 1;
			all.lost.push(...found.lost);
			all.ledgerGood &&= found.ledgerGood;
			say(
				`kill ${all.kills} (${target}): ${acknowledged.length} acknowledged so far, ${found.lost.length} lost, ledger ${found.ledgerGood ? 'good' : 'BROKEN'}`,
			);
		}
		all.acknowledged = acknowledged.length;
		return all;
	} finally {
		await server.stop();
	}
}

export const kills: Benchmark = {
	name: 'kill',
	title: 'kill -9 of the server, of PostgreSQL and of both in turn, while abstracts are submitted',
	async run(say) {
		const rehearsals = await prepareRehearsals();
		const folder = workFolder('kill');
		try {
			const result = await killSeries({ dataDir: rehearsals.copy(join(folder, 'data')), kills: 50, authors: 8, say });
			for (const [how, count] of result.otherwise) say(`${count} not acknowledged: ${how}`);
			return [
				{ what: 'kills', unit: '', value: result.kills, goal: { atLeast: 50 } },
				{ what: 'abstracts acknowledged', unit: '', value: result.acknowledged },
				{ what: 'acknowledged and lost', unit: '', value: result.lost.length, goal: { atMost: 0 } },
				{ what: 'ledger verifies after every kill', unit: '', value: result.ledgerGood ? 1 : 0, goal: { atLeast: 1 } },
			];
		} finally {
			await removeFolder(folder);
			await rehearsals.dispose();
		}
	},
};
