export { loadConfig, ConfigError, type Config } from './load.ts';
export { settings, type SettingName } from './settings.ts';
export { describeConfig, type DescribedSetting } from './describe.ts';
export { typedPath } from './caller.ts';
