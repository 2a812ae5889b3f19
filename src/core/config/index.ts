export { loadConfig, ConfigError, type Config, type Origin } from './load.ts';
export { isLoopbackHost, isPublicName, rehearsalIsOpen } from './reach.ts';
export { type SettingChanges, settingsFile, writeSettingsFile } from './settings-file.ts';
export { settings, type SettingName } from './settings.ts';
export { describeConfig, type DescribedSetting } from './describe.ts';
export { typedPath } from './caller.ts';
export { originOf } from './origin.ts';
