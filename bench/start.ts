import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inProject } from '../src/core/paths/index.ts';
import { type Benchmark, bestOf } from './lib/bench.ts';
import { prepareRehearsals, removeFolder, workFolder } from './lib/folder.ts';
import { lives, treeOf } from './lib/processes.ts';

export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.on('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
		});
	});
}

const commands = {
	'npm start': ['npm', 'start'],
	'the server alone': [process.execPath, inProject('build', 'server', 'orrery-server.js')],
} as const;

/** Seconds from spawning a command to the first whole answer of the home page. */
export async function timeToAnswer(command: readonly string[], dataDir: string): Promise<number> {
	const port = await freePort();
	const [program = '', ...args] = command;
	const began = performance.now();
	const child = spawn(program, args, {
		cwd: inProject(),
		env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'error', BASE_URL: '', DATABASE_URL: '' },
		stdio: 'ignore',
		detached: true,
	});
	try {
		for (;;) {
			const answer = await fetch(`http://localhost:${port}/`).catch(() => undefined);
			if (answer?.status === 200) {
				await answer.text();
				return (performance.now() - began) / 1000;
			}
			if (child.exitCode !== null) throw new Error(`${command.join(' ')} ended with ${child.exitCode}`);
			if (performance.now() - began > 120_000) throw new Error('no answer in two minutes');
			await sleep(4);
		}
	} finally {
		const tree = treeOf(child.pid ?? 0);
		// npm hands the signal on, but by way of a shell; the server itself is asked too.
		for (const pid of tree.slice(0, 4)) {
			try {
				process.kill(pid, 'SIGTERM');
			} catch {
				// gone already
			}
		}
		while (tree.some(lives)) await sleep(20);
	}
}

export const start: Benchmark = {
	name: 'start',
	title: 'Second start, from spawning the command to the first answered request (database included)',
	async run(say) {
		const rehearsals = await prepareRehearsals();
		const folder = workFolder('start');
		try {
			const dataDir = rehearsals.copy(join(folder, 'data'));
			const figures = [];
			for (const [what, command] of Object.entries(commands)) {
				const best = await bestOf('least', async (round) => {
					const seconds = await timeToAnswer(command, dataDir);
					say(`${what}, round ${round}: ${seconds.toFixed(2)} s`);
					return seconds;
				});
				figures.push({ what, unit: 's', goal: { atMost: 1.5 }, ...best });
			}
			return figures;
		} finally {
			await removeFolder(folder);
			await rehearsals.dispose();
		}
	},
};
