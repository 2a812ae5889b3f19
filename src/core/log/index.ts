export type Level = 'debug' | 'info' | 'warn' | 'error' | 'silent';
const rank: Record<Level, number> = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 };

/** Structured log: one JSON object a line on stderr (stdout is for what a command answers). */
export interface Log {
	debug(event: string, data?: Record<string, unknown>): void;
	info(event: string, data?: Record<string, unknown>): void;
	warn(event: string, data?: Record<string, unknown>): void;
	error(event: string, data?: Record<string, unknown>): void;
	/** A log whose lines all carry this data. */
	with(data: Record<string, unknown>): Log;
}

/** Secrets never belong in a log; these names are masked wherever they appear at the top level of a line. */
const masked = new Set(['code', 'secret', 'token', 'password', 'cookie', 'authorization', 'link']);

/** An error as data: message, stack and causes, without the query parameters that a database error may carry. */
export function errorData(error: unknown): Record<string, unknown> {
	if (!(error instanceof Error)) return { message: String(error) };
	const message = withoutParameters(error);
	const stack = error.stack?.split(error.message).join(message);
	const data: Record<string, unknown> = { name: error.name, message: message.slice(0, 2000), stack };
	if (error.cause) data.cause = errorData(error.cause);
	return data;
}

/** A failed query names its values at the end of its message: they are people's, and codes and links among them. */
function withoutParameters(error: Error): string {
	if (!('params' in error)) return error.message;
	const at = error.message.indexOf('\nparams: ');
	return at < 0 ? error.message : error.message.slice(0, at);
}

/**
 * @param now process time in epoch milliseconds, handed in because only the clock reads the time
 * @param write where a line goes
 */
export function createLog(
	level: Level,
	now: () => number,
	write: (line: string) => void = (line) => process.stderr.write(line),
	bound: Record<string, unknown> = {},
): Log {
	const emit = (of: Level, event: string, data: Record<string, unknown> = {}) => {
		if (rank[of] < rank[level]) return;
		const line: Record<string, unknown> = { at: new Date(now()).toISOString(), level: of, event };
		for (const [key, value] of Object.entries({ ...bound, ...data })) {
			line[key] = masked.has(key) ? '********' : value instanceof Error ? errorData(value) : value;
		}
		write(`${JSON.stringify(line)}\n`);
	};
	return {
		debug: (event, data) => emit('debug', event, data),
		info: (event, data) => emit('info', event, data),
		warn: (event, data) => emit('warn', event, data),
		error: (event, data) => emit('error', event, data),
		with: (data) => createLog(level, now, write, { ...bound, ...data }),
	};
}
