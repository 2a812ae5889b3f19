import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Setting, settings } from './settings.ts';

/*
 * What was answered when the installation was set up: a file of the data folder with the names of the environment
 * variables. It holds the password of the mail server, so only its owner reads it.
 */

/** Path of the settings file of a data folder. */
export function settingsFile(dataDir: string): string {
	return join(dataDir, 'settings.json');
}

const known = new Map<string, Setting<unknown>>(
	(Object.values(settings) as Setting<unknown>[]).filter((one) => !one.ofProcess).map((one) => [one.env, one]),
);

/**
 * Reads what was answered; nothing when there is no file.
 * @param errors takes a sentence for everything in the file that is no setting
 */
export function readSettingsFile(dataDir: string, errors: string[]): Record<string, string> {
	const path = settingsFile(dataDir);
	let text: string;
	try {
		text = readFileSync(path, 'utf8');
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		// No folder, no file; what is wrong with the folder itself is said when it is opened.
		if (code !== 'ENOENT' && code !== 'ENOTDIR') errors.push(`${path} can't be read (${code})`);
		return {};
	}
	let found: unknown;
	try {
		found = JSON.parse(text);
	} catch (error) {
		errors.push(`${path} is not JSON: ${(error as Error).message}`);
		return {};
	}
	if (typeof found !== 'object' || found === null || Array.isArray(found)) {
		errors.push(`${path} must hold an object of settings, such as {"BASE_URL": "https://…"}`);
		return {};
	}
	const answered: Record<string, string> = {};
	for (const [env, value] of Object.entries(found)) {
		if (!known.has(env)) errors.push(`${path} holds ${env}, which is no setting that it can hold`);
		else if (typeof value !== 'string') errors.push(`${path}: ${env} must be a text`);
		else if (value !== '') answered[env] = value;
	}
	return answered;
}

/** Values by the names of their variables; null takes one out again. */
export type SettingChanges = Readonly<Record<string, string | null>>;

/**
 * Changes the settings file, as a whole or not at all: after a crash it is the old or the new one.
 * @returns the names of the settings that read differently now
 * @throws Error for a value that could not be read back, before anything is written; what the disk refuses
 */
export function writeSettingsFile(dataDir: string, changes: SettingChanges): string[] {
	const errors: string[] = [];
	const old = readSettingsFile(dataDir, errors);
	if (errors.length > 0) throw new Error(errors.join('\n'));
	const next = { ...old };
	for (const [env, value] of Object.entries(changes)) {
		const setting = known.get(env);
		if (!setting) throw new Error(`${env} is no setting that the data folder can hold`);
		if (value === null || value === '') delete next[env];
		else {
			setting.parse(value);
			next[env] = value;
		}
	}
	const changed = Object.keys({ ...old, ...next }).filter((env) => old[env] !== next[env]);
	if (changed.length === 0) return [];
	const path = settingsFile(dataDir);
	const beside = `${path}.new`;
	rmSync(beside, { force: true });
	const file = openSync(beside, 'wx', 0o600);
	try {
		writeSync(file, `${JSON.stringify(next, null, '\t')}\n`);
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
	renameSync(beside, path);
	return changed;
}
