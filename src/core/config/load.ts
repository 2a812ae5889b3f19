import { isAbsolute, resolve } from 'node:path';
import { type Setting, type SettingName, settings } from './settings.ts';
import { readSettingsFile, settingsFile } from './settings-file.ts';

type ValueOf<S> = S extends Setting<infer T> ? T : never;
type Values = { [K in SettingName]: ValueOf<(typeof settings)[K]> };

/** All settings, parsed. `dataDir` is absolute. */
export type Config = Values & {
	/** Where each value came from, for `orrery config`. */
	origin: Record<SettingName, Origin>;
};

/** Who said it, the strongest first. `data folder`: it was answered when the installation was set up. */
export type Origin = 'argument' | 'environment' | 'data folder' | 'default';

/** One or more settings are wrong; the message has one line for each. */
export class ConfigError extends Error {
	override name = 'ConfigError';
}

/**
 * Reads and checks every setting: arguments win over the environment, the environment over the settings file of the data
 * folder. Empty variables count as absent.
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
	const dataDir = absolute(overrides.dataDir ?? (environment.DATA_DIR || settings.dataDir.fallback));
	const answered = readSettingsFile(dataDir, errors);
	for (const [name, setting] of Object.entries(settings) as [SettingName, Setting<unknown>][]) {
		const text = environment[setting.env];
		if (overrides[name] !== undefined) {
			values[name] = overrides[name];
			origin[name] = 'argument';
		} else {
			const given = text === undefined || text === '' ? answered[setting.env] : text;
			origin[name] = given === undefined ? 'default' : given === text ? 'environment' : 'data folder';
			try {
				values[name] = given === undefined ? setting.fallback : setting.parse(given);
			} catch (error) {
				const where = origin[name] === 'data folder' ? ` (in ${settingsFile(dataDir)})` : '';
				const shown = setting.secret || setting.hiddenWhenWrong ? '(secret)' : JSON.stringify(given);
				errors.push(`${setting.env}${where} ${(error as Error).message}; it is ${shown}`);
			}
		}
	}
	const config = { ...(values as Values), origin };
	if (errors.length === 0) errors.push(...contradictions(config));
	if (errors.length > 0) throw new ConfigError(errors.join('\n'));
	config.dataDir = dataDir;
	return config;
}

function absolute(folder: string): string {
	return isAbsolute(folder) ? folder : resolve(folder);
}

/** Settings that are good alone but not together. */
function contradictions(config: Values): string[] {
	const errors: string[] = [];
	if (config.oidcIssuer && !config.oidcClientId) errors.push('OIDC_ISSUER is set but OIDC_CLIENT_ID is not');
	if (Boolean(config.orcidClientId) !== Boolean(config.orcidClientSecret)) {
		errors.push('ORCID_CLIENT_ID and ORCID_CLIENT_SECRET belong together; one of them is missing');
	}
	if (Boolean(config.llmUrl) !== Boolean(config.llmModel)) {
		errors.push('ORRERY_LLM_URL and ORRERY_LLM_MODEL belong together; one of them is missing');
	}
	if (config.llmKey && !config.llmUrl) errors.push('ORRERY_LLM_KEY is set but ORRERY_LLM_URL is not');
	return errors;
}
