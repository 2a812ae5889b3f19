import { BackupError } from '#core/backup/index.ts';
import { ConfigError } from '#core/config/index.ts';
import { ClusterError, DatabaseNewer, FolderTaken } from '#core/database/index.ts';
import { StoreAway, StoreRefuses } from '#core/files/index.ts';
import { FolderMoved, RestoreUnfinished } from './upkeep/notes.ts';
import { UpgradeNeeded, UpgradeRefused } from './upkeep/upgrade.ts';

/** Reasons not to start or to do a command whose message is a sentence for people: shown without a stack. */
const kinds = [
	BackupError,
	ClusterError,
	ConfigError,
	DatabaseNewer,
	FolderMoved,
	FolderTaken,
	RestoreUnfinished,
	StoreAway,
	StoreRefuses,
	UpgradeNeeded,
	UpgradeRefused,
];

/** Whether an error's message is for people as it stands. */
export function isForPeople(error: unknown): error is Error {
	return kinds.some((kind) => error instanceof kind);
}
