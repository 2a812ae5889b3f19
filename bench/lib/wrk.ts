import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface Options {
	seconds: number;
	connections: number;
	headers?: readonly string[];
}

/** Requests per second that wrk counts; throws when an answer was not 2xx. */
export async function wrk(url: string, options: Options): Promise<number> {
	return (await wrkWithLatency(url, options)).perSecond;
}

/** The same with the time of an answer that half and 99 of 100 stay below, in milliseconds. */
export async function wrkWithLatency(
	url: string,
	options: Options,
): Promise<{ perSecond: number; p50: number; p99: number }> {
	const headers = (options.headers ?? []).flatMap((header) => ['-H', header]);
	const args = ['-t1', '--latency', `-c${options.connections}`, `-d${options.seconds}s`, ...headers, url];
	const { stdout } = await run('wrk', args).catch((error: NodeJS.ErrnoException) => {
		throw error.code === 'ENOENT' ? new Error('wrk is not installed: apt-get install wrk') : error;
	});
	const bad = /Non-2xx or 3xx responses: (\d+)/.exec(stdout);
	if (bad) throw new Error(`${url}: ${bad[1]} answers were refusals`);
	const milliseconds = { us: 0.001, ms: 1, s: 1000, m: 60_000 };
	const below = (share: string) => {
		const [, value, unit] = new RegExp(`\\b${share}%\\s+([\\d.]+)(us|ms|s|m)\\b`).exec(stdout) ?? [];
		return Number(value) * milliseconds[(unit ?? 'ms') as keyof typeof milliseconds];
	};
	const perSecond = Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1] ?? Number.NaN);
	return { perSecond, p50: below('50'), p99: below('99') };
}
