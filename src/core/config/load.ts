import { isAbsolute, resolve } from 'node:path';
import { type Setting, type SettingName, settings } from './settings.ts';

type ValueOf<S> = S extends Setting<infer T> ? T : never;
type Values = { [K in SettingName]: ValueOf<(typeof settings)[K]> };

/** All settings, parsed. `dataDir` is absolute. */
export type Config = Values & {
	/** Where each value came from, for `orrery config`. */
	origin: Record<SettingName, 'environment' | 'default' | 'argument'>;
};

/** One or more settings are wrong; the message has one line for each. */
export class ConfigError extends Error {
	override name = 'ConfigError';
}

/**
 * Reads and checks every setting. Empty variables count as absent.
 * @param overrides values from the command line, which win
 * @throws ConfigError that names every wrong variable at once
 */
export function loadConfig(
	environment: Record<string, string | undefined> = process.env,
	overrides: Partial<Values> = {},
): Config {
	const values: Record<string, unknown> = {};
	const origin = {} as Config['origin'];
	const errors: string[] = [];
	for (const [name, setting] of Object.entries(settings) as [SettingName, Setting<unknown>][]) {
		const text = environment[setting.env];
		if (overrides[name] !== undefined) {
			values[name] = overrides[name];
			origin[name] = 'argument';
		} else if (text === undefined || text === '') {
			values[name] = setting.fallback;
			origin[name] = 'default';
		} else {
			origin[name] = 'environment';
			try {
				values[name] = setting.parse(text);
			} catch (error) {
				const shown = setting.secret ? '(secret)' : JSON.stringify(text);
				errors.push(`${setting.env} ${(error as Error).message}; it is ${shown}`);
			}
		}
	}
	const config = { ...(values as Values), origin };
	if (errors.length === 0) errors.push(...contradictions(config));
	if (errors.length > 0) throw new ConfigError(errors.join('\n'));
	config.dataDir = isAbsolute(config.dataDir) ? config.dataDir : resolve(config.dataDir);
	return config;
}

/** Settings that are good alone but not together. */
function contradictions(config: Values): string[] {
	const errors: string[] = [];
	if (config.oidcIssuer && !config.oidcClientId) errors.push('OIDC_ISSUER is set but OIDC_CLIENT_ID is not');
	if (Boolean(config.orcidClientId) !== Boolean(config.orcidClientSecret)) {
		errors.push('ORCID_CLIENT_ID and ORCID_CLIENT_SECRET belong together; one of them is missing');
	}
	if (config.s3Url) errors.push('S3_URL is not served by this version yet; files lie in DATA_DIR');
	return errors;
}
