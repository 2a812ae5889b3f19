export { BackupError, type OnProgress } from './fault.ts';
export { type BackupOptions, writeBackup } from './write.ts';
export { type CheckedBackup, checkBackup } from './check.ts';
export { demandEmpty, demandKnown, type LoadOptions, loadBackup } from './load.ts';
export type { Manifest } from './manifest.ts';
export { type DatabaseCopy, copyDatabase } from './copy-database.ts';
