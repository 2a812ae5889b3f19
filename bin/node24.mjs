// Finds our own Node (from npm), and runs things with it. Plain JavaScript for Node 20.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Path of the Node that the lock file brings; the host's own when it is new enough. */
export function node24() {
	const own = join(root, 'node_modules', 'node', 'bin', 'node');
	if (existsSync(own)) return own;
	return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : undefined;
}

/** The environment in which the commands of node_modules/.bin run on our Node. */
export function environment(extra = {}) {
	return { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}`, ...extra };
}

/** Runs a command, its output on ours; answers its exit code. Signals are handed on. */
export function run(command, args, options = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: environment(), ...options });
		const hand = (signal) => child.kill(signal);
		process.on('SIGINT', hand);
		process.on('SIGTERM', hand);
		child.on('error', reject);
		child.on('exit', (code, signal) => {
			process.off('SIGINT', hand);
			process.off('SIGTERM', hand);
			resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
		});
	});
}
