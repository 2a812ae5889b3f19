import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A port of this machine that nobody uses at the moment. */
export async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

export interface Program {
	output(): string;
	stop(): Promise<void>;
}

/**
 * Runs a server in the foreground until it listens.
 * @param uid as which user, when we may choose
 * @throws Error with what it printed, when it ends or stays silent
 */
export async function runProgram(command: string, words: string[], port: number, uid?: number): Promise<Program> {
	const child: ChildProcess = spawn(command, words, {
		stdio: ['ignore', 'pipe', 'pipe'],
		...(uid === undefined ? {} : { uid, gid: uid }),
	});
	let output = '';
	let alive = true;
	for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text));
	const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
	child.once('error', (error) => (output += error.message));
	void ended.then(() => {
		alive = false;
	});
	const stop = async () => {
		child.kill('SIGTERM');
		const force = setTimeout(() => child.kill('SIGKILL'), 5000);
		await ended;
		clearTimeout(force);
	};
	for (let waited = 0; !(await listens(port)); waited += 50) {
		if (!alive) throw new Error(`${command} ended:\n${output}`);
		if (waited > 15_000) {
			await stop();
			throw new Error(`${command} does not listen on port ${port}:\n${output}`);
		}
		await sleep(50);
	}
	return { output: () => output, stop };
}

function listens(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.once('connect', () => resolve(true));
		socket.once('error', () => resolve(false));
		socket.once('connect', () => socket.destroy());
	});
}
