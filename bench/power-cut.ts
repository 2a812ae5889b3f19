import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeApplicants, submitAll } from './lib/applicants.ts';
import type { Benchmark } from './lib/bench.ts';
import { beside, prepareRehearsals, removeFolder, startServer, workFolder } from './lib/folder.ts';
import { inspect } from './kill.ts';
import { lives, treeOf } from './lib/processes.ts';
import { freePort } from './start.ts';

const command = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' }).trim();

/** With this PostgreSQL acknowledges what is only in memory: a cut must then be seen to lose something, or it cuts nothing. */
function forceNothing(dataDir: string): void {
	appendFileSync(join(dataDir, 'postgres', 'postgresql.conf'), '\nfsync = off\n');
}

/** An ext4 file system of its own in a file. What is not forced to disk stays in memory: direct I/O past the file's own cache. */
function attach(image: string, at: string): () => void {
	const device = command('losetup', '--direct-io=on', '--find', '--show', image);
	try {
		command('mount', '-t', 'ext4', device, at);
	} catch (error) {
		command('losetup', '-d', device);
		throw error;
	}
	if (!/\b1$/.test(command('losetup', '--noheadings', '--output', 'DIO', device))) {
		throw new Error('the loop device does not write past the cache, so nothing would be cut');
	}
	return () => {
		command('umount', at);
		command('losetup', '-d', device);
	};
}

/** Copies the image as it is on disk now; again, when the kernel wrote to it meanwhile. */
async function copyImage(image: string, to: string): Promise<void> {
	for (let attempt = 0; attempt < 20; attempt += 1) {
		const before = statSync(image, { bigint: true }).mtimeNs;
		command('cp', '--sparse=always', image, to);
		if (statSync(image, { bigint: true }).mtimeNs === before) return;
		await sleep(200);
	}
	throw new Error('the image did not come to rest');
}

export interface CutResult {
	acknowledged: number;
	lost: string[];
	ledgerGood: boolean;
}

/**
 * One simulated power cut: the data folder lies on a file system of its own; abstracts are submitted; every process is
 * stopped in mid-stroke; what the disk holds at that moment is copied, without what was only in memory, and a server is
 * started on the copy.
 */
export async function powerCut(fill: (dataDir: string) => void, say: (line: string) => void): Promise<CutResult> {
	const folder = workFolder('power-cut');
	const [image, copy, at] = [join(folder, 'disk.img'), join(folder, 'after.img'), join(folder, 'disk')];
	mkdirSync(at);
	writeFileSync(image, '');
	truncateSync(image, 1536 * 1024 * 1024);
	command('mkfs.ext4', '-q', image);
	let detach: (() => void) | undefined = attach(image, at);
	try {
		chmodSync(at, 0o711);
		const dataDir = join(at, 'data');
		fill(dataDir);
		// What was there before the cut is not in question.
		command('sync', '-f', at);
		const server = await startServer({ dataDir, env: { PORT: String(await freePort()) } });
		const app = await beside(dataDir);
		const applicants = await makeApplicants(app.ctx, 8);
		await app.close();
		const submitting = submitAll(server.origin, applicants);
		await sleep(2500 + Math.random() * 2500);
		const tree = treeOf(server.pid);
		for (const pid of tree) process.kill(pid, 'SIGSTOP');
		// Acknowledged is what reached the authors before the cut; what was on its way may or may not be there.
		await sleep(100);
		const acknowledged = [...submitting.acknowledged];
		await copyImage(image, copy);
		for (const pid of tree.reverse()) process.kill(pid, 'SIGKILL');
		await submitting.stop();
		while (tree.some(lives)) await sleep(20);
		detach();
		detach = attach(copy, at);
		const after = await startServer({ dataDir, env: { PORT: String(await freePort()) }, patience: 120_000 });
		try {
			const found = await inspect(dataDir, acknowledged);
			say(
				`${acknowledged.length} acknowledged before the cut, ${found.lost.length} lost, ledger ${found.ledgerGood ? 'good' : 'BROKEN'}`,
			);
			return { acknowledged: acknowledged.length, ...found };
		} finally {
			await after.stop();
		}
	} finally {
		detach?.();
		await removeFolder(folder);
	}
}

export const powerCuts: Benchmark = {
	name: 'power-cut',
	title: 'A simulated power cut while abstracts are submitted (ext4 on a loop device with direct I/O), three times',
	async run(say) {
		if (process.platform !== 'linux' || process.getuid?.() !== 0)
			throw new Error('needs root on Linux (losetup, mount)');
		const rehearsals = await prepareRehearsals();
		try {
			let [acknowledged, lost, good] = [0, 0, 0];
			for (let cut = 1; cut <= 3; cut += 1) {
				const result = await powerCut((dataDir) => void rehearsals.copy(dataDir), say);
				acknowledged += result.acknowledged;
				lost += result.lost.length;
				good += result.ledgerGood ? 1 : 0;
			}
			let controlLost = 0;
			try {
				const control = await powerCut((dataDir) => forceNothing(rehearsals.copy(dataDir)), say);
				controlLost = control.ledgerGood ? control.lost.length : control.acknowledged;
			} catch (error) {
				say(`without fsync the folder did not even open: ${(error as Error).message.split('\n')[0]}`);
				controlLost = 1;
			}
			return [
				{ what: 'cuts after which the ledger verifies', unit: 'of 3', value: good, goal: { atLeast: 3 } },
				{ what: 'abstracts acknowledged before a cut', unit: '', value: acknowledged },
				{ what: 'acknowledged and lost', unit: '', value: lost, goal: { atMost: 0 } },
				{ what: 'control: lost (or folder broken) with fsync off', unit: '', value: controlLost, goal: { atLeast: 1 } },
			];
		} finally {
			await rehearsals.dispose();
		}
	},
};
