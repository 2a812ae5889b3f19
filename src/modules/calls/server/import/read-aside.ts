import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { inProject } from '#core/paths/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import type { ReadImport } from '../../import-table.ts';
import { isZip, tooLarge } from './read-file.ts';
import { type ReadOutcome, type ReadTask, readTask } from './read-task.ts';

/** Where the thread's code lies: beside this file when the sources run, an entry of its own in the build. */
function workerFile(): string {
	return fileURLToPath(import.meta.url).endsWith('.ts')
		? inProject('src', 'modules', 'calls', 'server', 'import', 'worker.ts')
		: inProject('build', 'server', 'import-worker.js');
}

/** Texts up to so many bytes are read sooner than a thread begins. What a workbook unpacks to is not told by its size. */
const small = 20_000;
/** A thread may use so much memory, in MB: five thousand applications need a third of it. */
const mostMemory = 768;
/** And so much time, in milliseconds: five thousand applications need five seconds. */
const mostTime = 120_000;

/** Whether a file is read in a thread of its own. Pure. */
export function needsThread(bytes: Uint8Array): boolean {
	return bytes.length > small || isZip(bytes);
}

/**
 * Reads a file of applications; a large one in a thread of its own, since thousands of rows take seconds in which nobody else
 * would be served.
 * @param within milliseconds after which the thread is given up
 * @throws Refusal `too-large` (`file-too-large`, also for what needs more memory or time than it may), `invalid`
 *   (`file-unreadable`, `file-empty`, `too-many-rows`)
 */
export async function readAside(task: ReadTask, within = mostTime): Promise<ReadImport> {
	const outcome = needsThread(task.bytes) ? await inThread(task, within) : readTask(task);
	if ('read' in outcome) return outcome.read;
	const { kind, code, params } = outcome.refusal;
	throw new Refusal(kind, code, { params });
}

function inThread(task: ReadTask, within: number): Promise<ReadOutcome> {
	return new Promise((resolve, reject) => {
		const worker = new Worker(workerFile(), {
			workerData: task,
			resourceLimits: { maxOldGenerationSizeMb: mostMemory },
		});
		const late = setTimeout(() => {
			reject(tooLarge());
			void worker.terminate();
		}, within);
		worker.on('message', resolve);
		worker.on('error', (error: NodeJS.ErrnoException) =>
			reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge() : error),
		);
		worker.on('exit', (code) => {
			clearTimeout(late);
			reject(new Error(`the reading thread ended (${code})`));
		});
	});
}
