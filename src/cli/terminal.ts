import type { Terminal } from './command.ts';

export interface TerminalOptions {
	json: boolean;
	out: (text: string) => void;
	err: (text: string) => void;
	/** Whether stderr is a terminal, where a line can be written over. */
	live: boolean;
	/** Milliseconds that only go forward. */
	elapsed: () => number;
}

const liveEvery = 100;
const linesEvery = 5000;

/** Reports on stdout, everything else on stderr, so that a report can be piped. */
export function createTerminal({ json, out, err, live, elapsed }: TerminalOptions): Terminal & { end(): void } {
	let last = Number.NEGATIVE_INFINITY;
	let open = false;
	const clear = () => {
		if (open) err('\r\u001b[K');
		open = false;
	};
	return {
		json,
		say(line = '') {
			clear();
			if (!json) out(`${line}\n`);
		},
		report(data) {
			clear();
			if (json) out(`${JSON.stringify(data, null, '\t')}\n`);
		},
		note(line) {
			clear();
			err(`${line}\n`);
		},
		progress(step, done, of) {
			const now = elapsed();
			if (now - last < (live ? liveEvery : linesEvery)) return;
			last = now;
			const text = `${step} ${done} of ${of}`;
			if (live) {
				err(`\r\u001b[K${text}`);
				open = true;
			} else err(`${text}\n`);
		},
		write: out,
		end: clear,
	};
}
