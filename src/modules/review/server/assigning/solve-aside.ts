import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { inProject } from '#core/paths/index.ts';
import type { Solved, SolveTask } from './solve-task.ts';

/** Where the thread's code lies: beside this file when the sources run, an entry of its own in the build. */
function workerFile(): string {
	return fileURLToPath(import.meta.url).endsWith('.ts')
		? inProject('src', 'modules', 'review', 'server', 'assigning', 'worker.ts')
		: inProject('build', 'server', 'assigning-worker.js');
}

/** A thread may use so much memory, in MB: enough for ten thousand papers. */
const mostMemory = 1024;

/** Solves in a thread of its own. @throws what went wrong there */
export function solveAside(task: SolveTask, progress: (percent: number) => void): Promise<Solved> {
	return new Promise((resolve, reject) => {
		const worker = new Worker(workerFile(), {
			workerData: task,
			resourceLimits: { maxOldGenerationSizeMb: mostMemory },
		});
		worker.on('message', (message: { percent?: number; solved?: Solved }) => {
			if (message.solved) resolve(message.solved);
			else if (message.percent !== undefined) progress(message.percent);
		});
		worker.on('error', reject);
		worker.on('exit', (code) => reject(new Error(`the solving thread ended (${code})`)));
	});
}
