/*
 * Saves a form while it is written. What could not be sent (offline, a fault) is kept on this device and sent when it
 * can be. Runs in the browser only.
 */
import { processNow } from '#core/clock/clock.ts';
import { hearForm, typedEarly } from './typed-early.ts';

export type SaveState =
	| { state: 'idle' | 'saving' | 'offline' | 'failed' | 'unsaved' | 'refused' }
	| { state: 'saved'; at: number /* edition time */ }
	| { state: 'conflict' };

interface Kept {
	entries: [string, string][];
	revision: number;
}

const pause = 1500;
const againAfter = 10_000;

/** The text controls of a form as names and values; files stay out. */
function entriesOf(form: HTMLFormElement): [string, string][] {
	return [...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}

/** Somebody else wrote too, and both texts can be shown; or it is no longer taken at all (the window has closed). */
async function whyNot(response: Response): Promise<'conflict' | 'refused'> {
	const { code, changes } = await response.json();
	return changes !== undefined || code === 'article-changed' ? 'conflict' : 'refused';
}

export function createAutosave(options: {
	form: () => HTMLFormElement | undefined;
	/** The same form, before it belongs to the component. */
	selector: string;
	url: string;
	/** Where the unsent is kept on this device. */
	key: string;
	/** Called when a first save has made the draft, and after every save. */
	onSaved: (draft: string, revision: number) => void;
	/** Called when the server does not take it, with its status; trying goes on all the same. */
	onRefused?: (status: number) => void;
}) {
	let status = $state<SaveState>({ state: 'idle' });
	let timer: ReturnType<typeof setTimeout> | undefined;
	let running = false;
	let current: Promise<void> = Promise.resolve();
	let dirty = false;
	const early = typedEarly(options.selector);

	function keep(): void {
		const form = options.form();
		if (!form) return;
		const revision = Number((form.elements.namedItem('revision') as HTMLInputElement | null)?.value ?? 0);
		try {
			localStorage.setItem(options.key, JSON.stringify({ entries: entriesOf(form), revision } satisfies Kept));
		} catch {
			// A full or forbidden store: the server is the place that counts.
		}
	}

	function forget(): void {
		try {
			localStorage.removeItem(options.key);
		} catch {
			// see keep
		}
	}

	async function send(): Promise<void> {
		const form = options.form();
		if (!form || running) return;
		running = true;
		dirty = false;
		status = { state: 'saving' };
		try {
			const response = await fetch(options.url, {
				method: 'POST',
				headers: { 'content-type': 'application/x-www-form-urlencoded' },
				body: new URLSearchParams(entriesOf(form)),
			});
			if (response.status === 409) {
				status = { state: await whyNot(response) };
			} else if (!response.ok) {
				options.onRefused?.(response.status);
				throw new Error(String(response.status));
			} else {
				const { draft, revision } = await response.json();
				options.onSaved(draft, revision);
				if (!dirty) forget();
				status = { state: 'saved', at: processNow() };
			}
		} catch {
			status = { state: navigator.onLine ? 'failed' : 'offline' };
			dirty = true;
			later(againAfter);
		} finally {
			running = false;
		}
		if (dirty && status.state === 'saved') later(pause);
	}

	function later(wait: number): void {
		clearTimeout(timer);
		timer = setTimeout(() => {
			if (!running) current = send();
		}, wait);
	}

	/** Something was typed. */
	function changed(): void {
		hearForm(options.form());
		dirty = true;
		keep();
		if (status.state === 'conflict') return;
		if (status.state !== 'offline') status = { state: 'unsaved' };
		later(pause);
	}

	return {
		get status() {
			return status;
		},
		changed,
		/** The form is there. @returns whether something was typed in it before, which is saved now */
		begin(): boolean {
			hearForm(options.form());
			if (early) changed();
			return early;
		},
		/** Sends what waits, when the connection is back. */
		online() {
			if (dirty) later(0);
		},
		offline() {
			status = { state: 'offline' };
		},
		/** What this device kept and the server has not seen: entries to put back, when they follow the present revision. */
		unsent(revision: number): [string, string][] | undefined {
			try {
				const kept = JSON.parse(localStorage.getItem(options.key) ?? 'null') as Kept | null;
				if (!kept) return undefined;
				if (kept.revision === revision) return kept.entries;
				forget();
			} catch {
				forget();
			}
			return undefined;
		},
		/**
		 * The form is being sent as a whole: nothing is to follow it, and a save under way comes first. Were the two to run
		 * beside each other, a form without a draft would leave a second one behind.
		 */
		async stop(): Promise<void> {
			clearTimeout(timer);
			await current;
			clearTimeout(timer);
			forget();
			// What comes of it is shown by the page; afterwards one writes on.
			if (status.state === 'conflict') status = { state: 'idle' };
		},
	};
}
