import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Requests per second that wrk counts; throws when an answer was not 2xx. */
export async function wrk(
	url: string,
	options: { seconds: number; connections: number; headers?: readonly string[] },
): Promise<number> {
	const headers = (options.headers ?? []).flatMap((header) => ['-H', header]);
	const args = ['-t1', `-c${options.connections}`, `-d${options.seconds}s`, ...headers, url];
	const { stdout } = await run('wrk', args).catch((error: NodeJS.ErrnoException) => {
		throw error.code === 'ENOENT' ? new Error('wrk is not installed: apt-get install wrk') : error;
	});
	const bad = /Non-2xx or 3xx responses: (\d+)/.exec(stdout);
	if (bad) throw new Error(`${url}: ${bad[1]} answers were refusals`);
	return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1] ?? Number.NaN);
}
