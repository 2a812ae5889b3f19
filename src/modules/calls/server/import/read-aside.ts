import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { inProject } from '#core/paths/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import type { ReadImport } from '../../import-table.ts';
import { largestImport } from './read-file.ts';
import { type ReadOutcome, type ReadTask, readTask } from './read-task.ts';

/** Where the thread's code lies: beside this file when the sources run, an entry of its own in the build. */
function workerFile(): string {
	return fileURLToPath(import.meta.url).endsWith('.ts')
		? inProject('src', 'modules', 'calls', 'server', 'import', 'worker.ts')
		: inProject('build', 'server', 'import-worker.js');
}

/** Files up to so many bytes are read sooner than a thread begins. */
const small = 100_000;
/** A thread may use so much memory, in MB: five thousand applications need a third of it. */
const mostMemory = 768;

/**
 * Reads a file of applications; a large one in a thread of its own, since thousands of rows take seconds in which nobody else
 * would be served.
 * @throws Refusal `too-large` (`file-too-large`, also for what unpacks to more than fits into memory), `invalid`
 *   (`file-unreadable`, `file-empty`, `too-many-rows`)
 */
export async function readAside(task: ReadTask): Promise<ReadImport> {
	const outcome = task.bytes.length <= small ? readTask(task) : await inThread(task);
	if ('read' in outcome) return outcome.read;
	const { kind, code, params } = outcome.refusal;
	throw new Refusal(kind, code, { params });
}

function inThread(task: ReadTask): Promise<ReadOutcome> {
	return new Promise((resolve, reject) => {
		const worker = new Worker(workerFile(), {
			workerData: task,
			resourceLimits: { maxOldGenerationSizeMb: mostMemory },
		});
		worker.on('message', resolve);
		worker.on('error', (error: NodeJS.ErrnoException) =>
			reject(
				error.code === 'ERR_WORKER_OUT_OF_MEMORY'
					? new Refusal('too-large', 'file-too-large', { params: { max: largestImport } })
					: error,
			),
		);
		worker.on('exit', (code) => reject(new Error(`the reading thread ended (${code})`)));
	});
}
