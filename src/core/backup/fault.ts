/** How far a long work is: for a line on stderr. */
export type OnProgress = (step: string, done: number, of: number) => void;

/** A backup can't be written or read; the message is for people. */
export class BackupError extends Error {
	override name = 'BackupError';
}
