import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inProject } from '../src/core/paths/index.ts';
import { type Benchmark, bestOf } from './lib/bench.ts';
import { makeApplicants } from './lib/applicants.ts';
import { beside, prepareRehearsals, removeFolder, workFolder } from './lib/folder.ts';
import { lives, memoryOf, treeOf } from './lib/processes.ts';
import { freePort } from './start.ts';

const publicPages = [
	'/',
	'/zh',
	'/ipspace-2021',
	'/ipspace-2021/tracks',
	'/ipspace-2021/dates',
	'/ipspace-2021/calls',
	'/ipspace-2021/committee',
];
const privatePages = ['/me/applications', '/ipspace-2021/calls/abstracts/apply'];

/** A thousand page views: a third from the cache, a third rendered (each address is new), a third signed in. */
async function thousandViews(origin: string, cookie: string): Promise<void> {
	for (let view = 0; view < 1000; view += 1) {
		const kind = view % 3;
		const page = kind === 2 ? privatePages[view % privatePages.length] : publicPages[view % publicPages.length];
		const address = kind === 1 ? `${page}?view=${view}` : page;
		const answer = await fetch(`${origin}${address}`, { headers: kind === 2 ? { cookie } : {} });
		await answer.arrayBuffer();
		if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`);
	}
}

async function round(dataDir: string, say: (line: string) => void): Promise<number> {
	const port = await freePort();
	const origin = `http://localhost:${port}`;
	const child = spawn('npm', ['start'], {
		cwd: inProject(),
		env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'error', BASE_URL: '', DATABASE_URL: '' },
		stdio: 'ignore',
		detached: true,
	});
	const root = child.pid ?? 0;
	try {
		while (!(await fetch(`${origin}/readyz`).catch(() => undefined))?.ok) {
			if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`);
			await sleep(50);
		}
		const app = await beside(dataDir);
		const { cookies } = await makeApplicants(app.ctx, 1);
		await app.close();
		await thousandViews(origin, cookies[0] ?? '');
		const { total, parts } = memoryOf(root);
		for (const part of parts) if (part.bytes > 2_000_000) say(`  ${(part.bytes / 1e6).toFixed(0)} MB  ${part.what}`);
		return total / 1e6;
	} finally {
		const tree = treeOf(root);
		for (const pid of tree.slice(0, 4)) {
			try {
				process.kill(pid, 'SIGTERM');
			} catch {
				// gone already
			}
		}
		while (tree.some(lives)) await sleep(50);
	}
}

export const memory: Benchmark = {
	name: 'memory',
	title: 'Memory (PSS over the process tree, npm included) after 1,000 page views',
	async run(say) {
		const rehearsals = await prepareRehearsals();
		const folder = workFolder('memory');
		try {
			const dataDir = rehearsals.copy(join(folder, 'data'));
			const best = await bestOf('least', async (number) => {
				say(`round ${number}`);
				return round(dataDir, say);
			});
			return [{ what: 'npm start and all below it', unit: 'MB', goal: { atMost: 350 }, ...best }];
		} finally {
			await removeFolder(folder);
			await rehearsals.dispose();
		}
	},
};
