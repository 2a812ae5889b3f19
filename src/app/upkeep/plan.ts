import { dayOf, hour, type Instant, instantOf, minute } from '#core/clock/index.ts';

/* When a backup is made, what it is called, and which ones are kept. Pure. */

/** What a file of the folder of backups is, by its name. */
export interface BackupFile {
	name: string;
	kind: 'daily' | 'by-hand' | 'before-upgrade';
	/** When it was begun, whole seconds. */
	at: Instant;
}

const pattern = /^orrery-(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)Z-(daily|by-hand|before-upgrade)\.tar$/;

/** `orrery-2021-10-15T033000Z-daily.tar`: sorts by time, the same in every zone. */
export function backupName(kind: BackupFile['kind'], at: Instant): string {
	return `orrery-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '')}Z-${kind}.tar`;
}

/** What a name says, or undefined for a file that is none of ours: those are never touched. */
export function readBackupName(name: string): BackupFile | undefined {
	const [, day, hours, minutes, seconds, kind] = pattern.exec(name) ?? [];
	if (kind === undefined) return undefined;
	const at = Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`);
	return Number.isNaN(at) ? undefined : { name, kind: kind as BackupFile['kind'], at };
}

export interface KeepRule {
	daily: number;
	weekly: number;
	monthly: number;
}

/** How many of those before an upgrade are kept. */
const keptUpgrades = 3;

/** The Monday of a day's week, `2021-10-11`. */
function weekOf(day: string): string {
	const at = Date.parse(`${day}T00:00:00Z`);
	return new Date(at - ((new Date(at).getUTCDay() + 6) % 7) * 24 * hour).toISOString().slice(0, 10);
}

/**
 * Which of the files may go: of the daily ones the newest of each of the last days, weeks and months stay, and the newest
 * few before an upgrade. What somebody made by hand stays until somebody removes it.
 */
export function outdated(files: readonly BackupFile[], rule: KeepRule, zone: string): string[] {
	const newestFirst = [...files].sort((a, b) => b.at - a.at);
	const kept = new Set<string>();
	const keep = (spanOf: (day: string) => string, number: number) => {
		const spans = new Set<string>();
		for (const { name, kind, at } of newestFirst) {
			if (kind !== 'daily') continue;
			const span = spanOf(dayOf(at, zone));
			if (spans.has(span) || spans.size >= number) continue;
			spans.add(span);
			kept.add(name);
		}
	};
	keep((day) => day, Math.max(1, rule.daily));
	keep(weekOf, rule.weekly);
	keep((day) => day.slice(0, 7), rule.monthly);
	const upgrades = newestFirst.filter(({ kind }) => kind === 'before-upgrade').slice(0, keptUpgrades);
	for (const { name } of upgrades) kept.add(name);
	return newestFirst.filter(({ name, kind }) => kind !== 'by-hand' && !kept.has(name)).map(({ name }) => name);
}

/** The last moment at or before `now` at which the clock on the wall of `zone` showed `time` (`03:30`). */
export function lastOccurrence(time: string, zone: string, now: Instant): Instant {
	for (let back = 0; ; back += 1) {
		const at = instantOf(`${dayOf(now - back * 24 * hour, zone)}T${time}:00`, zone);
		if (at <= now) return at;
	}
}

/** How long after a failure the next try comes. */
const again = hour;
/** A machine that has just started gets its breath first. */
export const firstPause = 2 * minute;

/**
 * Whether the daily backup is due: its hour has come (or passed while nothing ran) and no try since then was good; after
 * a failure not at once again.
 */
export function isDue(
	time: string,
	zone: string,
	now: Instant,
	last: { startedAt: Instant; good: boolean } | undefined,
): boolean {
	if (!last) return true;
	if (last.startedAt >= lastOccurrence(time, zone, now)) return !last.good && now - last.startedAt >= again;
	return true;
}
