import { join } from 'node:path';
import { type Caller, signInCast } from '../tests/setup/cast.ts';
import { type Benchmark, type Figure, bestOf } from './lib/bench.ts';
import { prepareRehearsals, removeFolder, startServer, workFolder } from './lib/folder.ts';
import { cpuOf, treeOf } from './lib/processes.ts';

const pages = [
	{ who: 'author', path: '/me/applications' },
	{ who: 'organiser', path: '/desk/ipspace-2021' },
] as const;
const requests = 400;
const atOnce = 4;

/** Processor time for one request in milliseconds: of the server's process, and with PostgreSQL below it. */
async function cpuPerRequest(pid: number, caller: Caller, path: string): Promise<{ server: number; all: number }> {
	const spent = () => {
		const all = treeOf(pid).reduce((sum, one) => sum + cpuOf(one), 0);
		return { server: cpuOf(pid), all };
	};
	const ask = async (count: number) => {
		for (let number = 0; number < count; number += 1) {
			const answer = await caller.ask(path);
			await answer.arrayBuffer();
			if (answer.status !== 200) throw new Error(`${path} answered ${answer.status} to the ${caller.name}`);
		}
	};
	const before = spent();
	await Promise.all(Array.from({ length: atOnce }, () => ask(requests / atOnce)));
	const after = spent();
	return { server: (after.server - before.server) / requests, all: (after.all - before.all) / requests };
}

export const signedInPage: Benchmark = {
	name: 'signed-in-page',
	title: `A signed-in page: processor time of the server's process a request (${requests} requests, ${atOnce} at once)`,
	async run(say) {
		const rehearsals = await prepareRehearsals();
		const folder = workFolder('signed-in');
		const server = await startServer({ dataDir: rehearsals.copy(join(folder, 'data')) });
		try {
			const cast = await signInCast(server);
			const figures: Figure[] = [];
			for (const { who, path } of pages) {
				const caller = cast.get(who);
				if (!caller) throw new Error(`the cast has no ${who}`);
				await cpuPerRequest(server.pid, caller, path);
				const withDatabase: number[] = [];
				const best = await bestOf('least', async () => {
					const { server: own, all } = await cpuPerRequest(server.pid, caller, path);
					withDatabase.push(all);
					return own;
				});
				say(`${path}: ${best.value.toFixed(2)} ms`);
				figures.push({ what: `${path} (${who})`, unit: 'ms', goal: { atMost: 3 }, ...best });
				figures.push({ what: '  and PostgreSQL', unit: 'ms', value: Math.min(...withDatabase), rounds: withDatabase });
			}
			figures.push({
				what: 'HotCRP, home page of a committee member',
				value: 14,
				unit: 'ms',
				recorded:
					'14 to 18; php, nginx and database together, 1,000 papers and 3,000 reviews, measured on another day on two cores',
			});
			return figures;
		} finally {
			await server.stop();
			await removeFolder(folder);
			await rehearsals.dispose();
		}
	},
};
