import { type ChildProcess, spawn } from 'node:child_process';

/**
 * A shell that waits for our end of a pipe to close, which the system does however we die (kill -9 too), then shuts
 * PostgreSQL down: fast (SIGINT: open transactions are rolled back, everything committed is on disk), after ten
 * seconds at once (SIGQUIT; it recovers at the next start).
 */
const script = `
pid=$1
while read -r word; do [ "$word" = release ] && exit 0; done
kill -INT "$pid" 2>/dev/null || exit 0
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do kill -0 "$pid" 2>/dev/null || exit 0; sleep 0.5; done
kill -QUIT "$pid" 2>/dev/null
`;

/** Starts the watchdog of a PostgreSQL process. `release` ends it without touching PostgreSQL. */
export function startWatchdog(pid: number, uid: number | undefined): { release(): void } {
	const child: ChildProcess = spawn('/bin/sh', ['-c', script, 'orrery-watchdog', String(pid)], {
		stdio: ['pipe', 'ignore', 'ignore'],
		// A process group of its own: Ctrl-C in the terminal is for us, and we stop things in the right order.
		detached: true,
		cwd: '/',
		env: { PATH: '/usr/bin:/bin' },
		...(uid === undefined ? {} : { uid, gid: uid }),
	});
	child.unref();
	(child.stdin as unknown as { unref?: () => void } | null)?.unref?.();
	child.stdin?.on('error', () => undefined);
	return {
		release() {
			child.stdin?.end('release\n');
		},
	};
}
