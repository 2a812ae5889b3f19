import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { inProject } from '#core/paths/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { type TypesettingJob, TypesettingError, type WorkerRequest, type WorkerResponse } from './protocol.ts';

export { qrSvg } from './qr.ts';
export { type Diagnostic, type PdfStandard, TypesettingError, type TypesettingJob } from './protocol.ts';

export interface Typesetter {
	/**
	 * Sets one document and answers its PDF. The same job gives the same bytes, as long as the template takes its dates
	 * from the data. Throws `TypesettingError` with file and line when the template does not compile, warns, or shows a
	 * character no font has; refuses with `unavailable` when too many jobs wait.
	 */
	pdf(job: TypesettingJob): Promise<Uint8Array>;
	/** Ends the threads; jobs still waiting fail. */
	close(): Promise<void>;
}

export interface TypesetterOptions {
	/** How many jobs are set at the same time; each thread costs some 100 MB while it lives. Default 1. */
	threads?: number;
	/** How many jobs may wait before further ones are refused. Default 500. */
	maxWaiting?: number;
	/** After how many idle milliseconds of process time a thread ends. Default one minute. */
	idleMs?: number;
}

interface Task {
	job: TypesettingJob;
	resolve: (pdf: Uint8Array) => void;
	reject: (error: Error) => void;
}

interface Thread {
	worker: Worker;
	task: Task | undefined;
	idle: NodeJS.Timeout | undefined;
}

/** Where the worker's code lies: beside this file when the sources run, an entry of its own in the build. */
function workerFile(): string {
	// Not `new URL('./worker.ts', import.meta.url)`: the bundler would take that as an order to bundle it once more.
	const here = fileURLToPath(import.meta.url);
	return here.endsWith('.ts')
		? inProject('src', 'core', 'typesetting', 'worker.ts')
		: inProject('build', 'server', 'typesetting-worker.js');
}

/** A typesetter whose threads start with the first job and end when there is nothing to do. */
export function createTypesetter(options: TypesetterOptions = {}): Typesetter {
	const { threads: maxThreads = 1, maxWaiting = 500, idleMs = 60_000 } = options;
	const waiting: Task[] = [];
	const threads = new Set<Thread>();
	let closed = false;
	let lastId = 0;

	function start(): Thread {
		const worker = new Worker(workerFile(), { name: 'typesetting' });
		const thread: Thread = { worker, task: undefined, idle: undefined };
		threads.add(thread);
		worker.on('message', (response: WorkerResponse) => finish(thread, response));
		worker.on('error', (error) => lose(thread, error));
		worker.on('exit', (code) => lose(thread, new Error(`The typesetting thread ended (${code})`)));
		// A server that has nothing else to do may end; while a job runs the thread holds it.
		worker.unref();
		return thread;
	}

	function lose(thread: Thread, error: unknown): void {
		if (!threads.delete(thread)) return;
		clearTimeout(thread.idle);
		thread.task?.reject(error instanceof Error ? error : new Error(String(error)));
		thread.task = undefined;
		next();
	}

	function finish(thread: Thread, response: WorkerResponse): void {
		const task = thread.task;
		thread.task = undefined;
		thread.worker.unref();
		if (task && 'pdf' in response) task.resolve(response.pdf);
		else if (task && 'diagnostics' in response) {
			task.reject(new TypesettingError(task.job.template, response.diagnostics));
		}
		next();
		if (!thread.task) {
			thread.idle = setTimeout(() => retire(thread), idleMs);
			thread.idle.unref();
		}
	}

	function retire(thread: Thread): void {
		threads.delete(thread);
		thread.worker.postMessage('close');
	}

	function run(thread: Thread, task: Task): void {
		clearTimeout(thread.idle);
		thread.task = task;
		thread.worker.ref();
		lastId += 1;
		const { template, data, files = {}, standard = 'a-2a' } = task.job;
		const path = isAbsolute(template) ? template : inProject(template);
		const request: WorkerRequest = { id: lastId, template: path, data: JSON.stringify(data), files, standard };
		thread.worker.postMessage(request);
	}

	function next(): void {
		while (waiting.length > 0) {
			const free = [...threads].find((thread) => !thread.task) ?? (threads.size < maxThreads ? start() : undefined);
			const task = free && waiting.shift();
			if (!free || !task) return;
			run(free, task);
		}
	}

	return {
		pdf(job) {
			if (closed) return Promise.reject(new Refusal('unavailable', 'typesetting-closed'));
			if (waiting.length >= maxWaiting) return Promise.reject(new Refusal('unavailable', 'typesetting-busy'));
			return new Promise((resolve, reject) => {
				waiting.push({ job, resolve, reject });
				next();
			});
		},
		async close() {
			closed = true;
			for (const task of waiting.splice(0)) task.reject(new Refusal('unavailable', 'typesetting-closed'));
			const ending = [...threads];
			for (const thread of ending) lose(thread, new Refusal('unavailable', 'typesetting-closed'));
			await Promise.all(ending.map((thread) => thread.worker.terminate()));
		},
	};
}

/** True when the worker's code is where it should be; a build without it would fail only at the first letter. */
export function typesettingIsInstalled(): boolean {
	return existsSync(workerFile());
}
