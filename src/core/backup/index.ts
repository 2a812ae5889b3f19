export { BackupError, type BackupOptions, type OnProgress, writeBackup } from './write.ts';
export { type CheckedBackup, checkBackup } from './check.ts';
export { type LoadOptions, loadBackup } from './load.ts';
export type { Manifest } from './manifest.ts';
