import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { inProject } from '#core/paths/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { PictureFault } from './fault.ts';
import type { Pages } from './pages.ts';
import type { PdfReading } from '#core/scrub/index.ts';
import type {
	PagesRequest,
	PictureRequest,
	PictureResponse,
	ReadRequest,
	Scrubbed,
	ScrubRequest,
	WantedPicture,
} from './protocol.ts';
import type { RasterType } from './formats.ts';

/** Makes pictures of other sizes and types, one after the other, outside of this process. */
export interface PictureRenderer {
	/**
	 * The wanted sizes of a picture, in their order. The same picture gives the same bytes on every machine.
	 * @param bytes as `cleanPicture` answers them
	 * @throws PictureFault `file-broken` when it cannot be unpacked; Refusal `unavailable` when too many wait
	 */
	render(bytes: Uint8Array, mediaType: RasterType, wanted: readonly WantedPicture[]): Promise<Uint8Array[]>;
	/**
	 * How many pages a PDF has, and of which sizes.
	 * @throws PictureFault `file-broken` when it can't be opened (damaged, locked); Refusal `unavailable` when too many wait
	 */
	pages(pdf: Uint8Array): Promise<Pages>;
	/**
	 * A copy of a file without anything that tells of its maker; see `scrubBytes` of core/scrub.
	 * @throws PictureFault `file-broken` when it takes too long or too much; Refusal `unavailable` when too many wait
	 */
	scrub(bytes: Uint8Array, mediaType: string): Promise<Scrubbed>;
	/** What a PDF says, on its pages and about itself. @throws as `pages` */
	read(pdf: Uint8Array): Promise<PdfReading>;
	/** Ends the process; whatever waits fails. */
	close(): Promise<void>;
}

export interface RendererOptions {
	/** How many pictures may wait before further ones are refused. Default 200. */
	maxWaiting?: number;
	/** After how many idle milliseconds the process ends. Default 20 seconds. */
	idleMs?: number;
	/** How many milliseconds one picture may take. Default one minute. */
	jobMs?: number;
}

interface Task {
	request: Omit<PictureRequest, 'id'> | Omit<PagesRequest, 'id'> | Omit<ScrubRequest, 'id'> | Omit<ReadRequest, 'id'>;
	resolve: (response: Exclude<PictureResponse, { fault: string }>) => void;
	reject: (error: Error) => void;
}

/** Where the worker's code lies: beside this file when the sources run, an entry of its own in the build. */
function workerFile(): string {
	const here = fileURLToPath(import.meta.url);
	return here.endsWith('.ts')
		? inProject('src', 'core', 'pictures', 'worker.ts')
		: inProject('build', 'server', 'picture-worker.js');
}

/** A renderer whose process starts with the first picture and ends when there is nothing to do. */
export function createPictureRenderer(options: RendererOptions = {}): PictureRenderer {
	const { maxWaiting = 200, idleMs = 20_000, jobMs = 60_000 } = options;
	const waiting: Task[] = [];
	let child: ChildProcess | undefined;
	let task: Task | undefined;
	let timer: NodeJS.Timeout | undefined;
	let closed = false;
	let lastId = 0;

	function start(): ChildProcess {
		const started = fork(workerFile(), [], {
			serialization: 'advanced',
			stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
		});
		started.on('message', (response: PictureResponse) => {
			if (started !== child || response.id !== lastId) return;
			const done = task;
			task = undefined;
			hold(started, false);
			endAfter(idleMs, new Error('idle'));
			if ('fault' in response) done?.reject(new PictureFault('file-broken', { text: response.fault }));
			else done?.resolve(response);
			next();
		});
		started.once('error', (error) => lose(started, error));
		started.once('exit', () => lose(started, new Error('the picture process ended')));
		return started;
	}

	/** An idle process must not keep ours alive. */
	function hold(one: ChildProcess, held: boolean): void {
		one[held ? 'ref' : 'unref']();
		one.channel?.[held ? 'ref' : 'unref']();
	}

	function lose(one: ChildProcess, error: Error): void {
		if (one !== child) return;
		clearTimeout(timer);
		child = undefined;
		one.kill('SIGKILL');
		task?.reject(error);
		task = undefined;
		next();
	}

	function endAfter(milliseconds: number, why: Error): void {
		clearTimeout(timer);
		const one = child;
		timer = setTimeout(() => one && lose(one, why), milliseconds);
		timer.unref();
	}

	function next(): void {
		if (task || closed) return;
		task = waiting.shift();
		if (!task) return;
		child ??= start();
		const running = child;
		lastId += 1;
		hold(running, true);
		endAfter(jobMs, new PictureFault('file-broken', { text: `not unpacked within ${jobMs} ms` }));
		running.send({ ...task.request, id: lastId }, (error) => {
			if (error) lose(running, error);
		});
	}

	async function ask(request: Task['request']): Promise<Exclude<PictureResponse, { fault: string }>> {
		if (closed) throw new Refusal('unavailable', 'pictures-closed');
		if (waiting.length >= maxWaiting) throw new Refusal('unavailable', 'pictures-busy');
		return new Promise((resolve, reject) => {
			waiting.push({ request, resolve, reject });
			next();
		});
	}

	return {
		async render(bytes, mediaType, wanted) {
			if (closed) throw new Refusal('unavailable', 'pictures-closed');
			if (wanted.length === 0) return [];
			// The worker goes from the largest to the smallest.
			const order = wanted.map((one, place) => ({ one, place })).sort((a, b) => b.one.width - a.one.width);
			const response = await ask({ bytes, mediaType, wanted: order.map(({ one }) => one) });
			const made = 'pictures' in response ? response.pictures : [];
			return wanted.map((_, place) => made[order.findIndex((entry) => entry.place === place)] as Uint8Array);
		},
		async pages(pdf) {
			const response = await ask({ pdf });
			if (!('pages' in response)) throw new PictureFault('file-broken');
			return response.pages;
		},
		async scrub(bytes, mediaType) {
			const response = await ask({ scrub: bytes, mediaType });
			if (!('scrubbed' in response)) throw new PictureFault('file-broken');
			return response.scrubbed;
		},
		async read(pdf) {
			const response = await ask({ read: pdf });
			if (!('reading' in response)) throw new PictureFault('file-broken');
			return response.reading;
		},
		async close() {
			closed = true;
			const ended = new Refusal('unavailable', 'pictures-closed');
			for (const one of waiting.splice(0)) one.reject(ended);
			const running = child;
			if (!running) return;
			const gone = new Promise<void>((resolve) => running.once('exit', () => resolve()));
			hold(running, true);
			lose(running, ended);
			await gone;
		},
	};
}
