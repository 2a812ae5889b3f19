import { accessSync, constants, mkdirSync } from 'node:fs';
import { type Config, ConfigError } from '#core/config/index.ts';

/*
 * What an operator can mend by himself is said in a sentence: what is wrong, why, and what to do.
 */

/** Makes the data folder, if there is none. @throws ConfigError when it can't be made or written */
export function makeDataFolder(dataDir: string): void {
	try {
		mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
		accessSync(dataDir, constants.W_OK | constants.X_OK);
	} catch (error) {
		const { code = String(error) } = error as NodeJS.ErrnoException;
		const why: Record<string, string> = {
			EEXIST: 'there is a file of this name',
			ENOTDIR: 'a part of its path is a file',
			EACCES: 'this user may not write there',
			EPERM: 'this user may not write there',
			EROFS: 'that disk is read-only',
			ENOSPC: 'that disk is full',
		};
		throw new ConfigError(
			`The data folder ${dataDir} can't be used: ${why[code] ?? code}. Mend that, or choose another one with DATA_DIR.`,
		);
	}
}

/** Codes of Node and PostgreSQL that say: there is no such server, or it does not let us in. */
const unreachable: Record<string, string> = {
	ECONNREFUSED: 'nothing listens there',
	ENOTFOUND: 'no such host is known',
	EAI_AGAIN: 'its host name could not be looked up',
	ETIMEDOUT: 'it does not answer',
	EHOSTUNREACH: 'there is no way to its host',
	ENOENT: 'there is no such socket',
	'28P01': 'it refuses the password',
	'28000': 'it refuses this user',
	'3D000': 'it has no database of this name',
	'42501': 'this user may not create tables there',
};

/** A failure to reach the server of DATABASE_URL as a ConfigError; anything else as it is. Never says the address: it holds a password. */
export function databaseFault(config: Pick<Config, 'databaseUrl'>, error: unknown): unknown {
	if (!config.databaseUrl) return error;
	for (let at = error; at instanceof Error; at = at.cause) {
		const why = unreachable[(at as NodeJS.ErrnoException).code ?? ''];
		if (why) {
			return new ConfigError(
				`The PostgreSQL server of DATABASE_URL can't be used: ${why}. Check that it runs and that host, port, user, ` +
					'password and database are right; without DATABASE_URL Orrery brings its own.',
			);
		}
	}
	return error;
}
