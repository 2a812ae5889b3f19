import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inProject } from '#core/paths/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { keepFinished } from './kept.ts';
import { pagesOf } from './pages.ts';
import {
	type JoinRequest,
	type TypesettingJob,
	TypesettingError,
	type WorkerRequest,
	type WorkerResponse,
} from './protocol.ts';

export { qrSvg } from './qr.ts';
export { type Diagnostic, type PdfStandard, TypesettingError, type TypesettingJob } from './protocol.ts';

export interface Typesetter {
	/**
	 * Sets one document and answers its PDF. The same job gives the same bytes, as long as the template takes its dates
	 * from the data. Throws `TypesettingError` with file and line when the template does not compile, warns, or shows a
	 * character no font has; refuses with `unavailable` when too many jobs wait.
	 */
	pdf(job: TypesettingJob): Promise<Uint8Array>;
	/**
	 * The same for what many readers ask for: the same job is set once, however many ask at the same time, and kept while
	 * there is room. A template that does not compile is not tried again with the same data. Sets a picture when the job
	 * asks for one. It goes before jobs that nobody waits for.
	 */
	finished(job: TypesettingJob): Promise<Uint8Array>;
	/**
	 * Sets a document of a thousand pages part by part, and joins them: the memory is that of its largest part. Each part
	 * begins a page and is told its number; title, language and dates are those of the first. What others ask for is set
	 * between them. Throws as `pdf` does.
	 */
	inParts(parts: AsyncIterable<(firstPage: number) => TypesettingJob>): Promise<Uint8Array>;
	/** Ends the processes; jobs still waiting fail. */
	close(): Promise<void>;
}

export interface TypesetterOptions {
	/** How many jobs are set at the same time; each process costs some 200 MB while it lives. Default 1. */
	processes?: number;
	/** How many jobs may wait before further ones are refused. Default 500. */
	maxWaiting?: number;
	/** After how many idle milliseconds a process ends. Default one minute. */
	idleMs?: number;
	/** How many milliseconds one job may take before its process is ended and the job fails. Default two minutes. */
	jobMs?: number;
}

interface Task {
	/** Of which a complaint is. */
	template: string;
	/** What is sent; the job's data in JSON, so that what is written to it later is not in it. */
	work: Omit<WorkerRequest, 'id'> | Omit<JoinRequest, 'id'>;
	urgent: boolean;
	most: number;
	/** A process of its own: what typesetting took is given back before. */
	fresh?: boolean;
	resolve: (bytes: Uint8Array) => void;
	reject: (error: Error) => void;
}

interface Worker {
	child: ChildProcess;
	task: Task | undefined;
	/** Ends it when it is idle for too long, or when its job is. */
	timer: NodeJS.Timeout | undefined;
	/** It has had a job, whose memory it may hold. */
	used: boolean;
}

/** Where the worker's code lies: beside this file when the sources run, an entry of its own in the build. */
function workerFile(): string {
	// Not `new URL('./worker.ts', import.meta.url)`: the bundler would take that as an order to bundle it once more.
	const here = fileURLToPath(import.meta.url);
	return here.endsWith('.ts')
		? inProject('src', 'core', 'typesetting', 'worker.ts')
		: inProject('build', 'server', 'typesetting-worker.js');
}

/** A typesetter whose processes start with the first job and end when there is nothing to do. */
export function createTypesetter(options: TypesetterOptions = {}): Typesetter {
	const { processes = 1, maxWaiting = 500, idleMs = 60_000, jobMs = 120_000 } = options;
	const waiting: Task[] = [];
	const workers = new Set<Worker>();
	let closed = false;
	let lastId = 0;

	function start(): Worker {
		const child = fork(workerFile(), [], {
			// What is read to be joined lives for a moment: with little room for what is new, and told when to tidy up, it takes half.
			execArgv: [...process.execArgv, '--expose-gc', '--max-semi-space-size=2'],
			serialization: 'advanced',
			stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
		});
		const worker: Worker = { child, task: undefined, timer: undefined, used: false };
		workers.add(worker);
		child.on('message', (response: WorkerResponse) => finish(worker, response));
		child.on('error', (error) => lose(worker, error));
		child.on('exit', (code, signal) => lose(worker, new Error(`The typesetting process ended (${signal ?? code})`)));
		return worker;
	}

	/** A server that has nothing else to do may end; while a job runs its process holds it. */
	function hold(worker: Worker, held: boolean): void {
		worker.child[held ? 'ref' : 'unref']();
		worker.child.channel?.[held ? 'ref' : 'unref']();
	}

	function lose(worker: Worker, error: Error): void {
		if (!workers.delete(worker)) return;
		clearTimeout(worker.timer);
		worker.child.kill('SIGKILL');
		worker.task?.reject(error);
		worker.task = undefined;
		next();
	}

	function endAfter(worker: Worker, milliseconds: number, why: string): void {
		clearTimeout(worker.timer);
		worker.timer = setTimeout(() => lose(worker, new Error(why)), milliseconds);
		worker.timer.unref();
	}

	function finish(worker: Worker, response: WorkerResponse): void {
		const task = worker.task;
		worker.task = undefined;
		hold(worker, false);
		endAfter(worker, idleMs, 'idle');
		if (task && 'bytes' in response) task.resolve(response.bytes);
		else if (task && 'diagnostics' in response) {
			task.reject(new TypesettingError(task.template, response.diagnostics));
		}
		next();
	}

	function run(worker: Worker, task: Task): void {
		lastId += 1;
		worker.task = task;
		worker.used = true;
		hold(worker, true);
		endAfter(worker, task.most, `${task.template} was not typeset within ${task.most} ms`);
		worker.child.send({ ...task.work, id: lastId }, (error) => {
			if (error) lose(worker, error);
		});
	}

	function next(): void {
		while (waiting.length > 0) {
			const idle = [...workers].find((worker) => !worker.task);
			// Ending it comes back here.
			if (idle?.used && waiting[0]?.fresh) return lose(idle, new Error('ended to give its memory back'));
			const free = idle ?? (workers.size < processes ? start() : undefined);
			const task = free && waiting.shift();
			if (!free || !task) return;
			run(free, task);
		}
	}

	async function queue(task: Omit<Task, 'resolve' | 'reject'>): Promise<Uint8Array> {
		if (closed) throw new Refusal('unavailable', 'typesetting-closed');
		if (waiting.length >= maxWaiting) throw new Refusal('unavailable', 'typesetting-busy');
		return new Promise((resolve, reject) => {
			const queued = { ...task, resolve, reject };
			if (task.urgent) waiting.splice(waiting.filter((other) => other.urgent).length, 0, queued);
			else waiting.push(queued);
			next();
		});
	}

	async function set(job: TypesettingJob): Promise<Uint8Array> {
		const { template, files = {}, standard = 'a-2a', picture, urgent = false, mostMs = jobMs } = job;
		const path = isAbsolute(template) ? template : inProject(template);
		const work = { template: path, data: JSON.stringify(job.data), files, standard, picture };
		return queue({ template, work, urgent, most: mostMs });
	}

	async function inParts(parts: AsyncIterable<(firstPage: number) => TypesettingJob>): Promise<Uint8Array> {
		const pdfs: Uint8Array[] = [];
		let firstPage = 1;
		let template = '';
		for await (const part of parts) {
			const job = part(firstPage);
			template = job.template;
			const pdf = await set(job);
			firstPage += pagesOf(pdf);
			pdfs.push(pdf);
		}
		const [only] = pdfs;
		if (only && pdfs.length === 1) return only;
		return queue({ template, work: { parts: pdfs }, urgent: false, most: jobMs, fresh: true });
	}

	return {
		pdf: set,
		inParts,
		finished: keepFinished((job) => set({ ...job, urgent: true })),
		async close() {
			closed = true;
			for (const task of waiting.splice(0)) task.reject(new Refusal('unavailable', 'typesetting-closed'));
			const ending = [...workers].map((worker) => {
				const gone = new Promise<void>((resolve) => worker.child.once('exit', () => resolve()));
				hold(worker, true);
				lose(worker, new Refusal('unavailable', 'typesetting-closed'));
				return gone;
			});
			await Promise.all(ending);
		},
	};
}

/** True when the worker's code is where it should be; a build without it would fail only at the first letter. */
export function typesettingIsInstalled(): boolean {
	return existsSync(workerFile());
}
