import type { Config } from './load.ts';
import { type Setting, type SettingName, settings } from './settings.ts';

export interface DescribedSetting {
	name: SettingName;
	env: string;
	/** Printable; secrets are masked. */
	value: string;
	origin: string;
	help: string;
}

/** Every setting with its value and where it came from; secrets are masked. */
export function describeConfig(config: Config): DescribedSetting[] {
	return (Object.entries(settings) as [SettingName, Setting<unknown>][]).map(([name, setting]) => {
		const value = config[name];
		const shown = value === undefined ? '' : setting.secret ? '********' : (setting.show ?? String)(value);
		return { name, env: setting.env, value: shown, origin: config.origin[name], help: setting.help };
	});
}
