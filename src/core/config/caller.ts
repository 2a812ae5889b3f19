import { resolve } from 'node:path';

/**
 * A path that somebody typed, absolute. npm runs scripts in the project's folder and says in INIT_CWD where it was
 * called from: that is what a relative path means.
 */
export function typedPath(
	path: string,
	environment: Record<string, string | undefined> = process.env,
	current: string = process.cwd(),
): string {
	return resolve(environment.INIT_CWD || current, path);
}
