import { existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { type Config, settingsFile } from '#core/config/index.ts';
import { clockSkew, second } from '#core/clock/index.ts';
import type { Database } from '#core/database/index.ts';
import { type Finding, finding } from '../findings.ts';

const gigabyte = 1024 ** 3;

/** Room on the disk of the data folder, and who may read the settings in it. */
export async function checkDisk(dataDir: string): Promise<Finding[]> {
	const { bavail, bsize } = await statfs(dataDir);
	const free = bavail * bsize;
	const params = { folder: dataDir, free: Math.floor((free / gigabyte) * 10) / 10 };
	const found = [
		free < gigabyte / 4
			? finding('disk-full', 'bad', params)
			: free < 2 * gigabyte
				? finding('disk-low', 'warning', params)
				: finding('disk-good', 'good', params),
	];
	const path = settingsFile(dataDir);
	if (existsSync(path) && (statSync(path).mode & 0o077) !== 0)
		found.push(finding('settings-readable', 'bad', { path }));
	return found;
}

/** Written by systemd-timesyncd once it has heard from a server; chrony's and ntpd's own marks. */
const keepers = ['/run/systemd/timesync/synchronized', '/run/chrony/chronyd.pid', '/run/ntpd.pid', '/run/openntpd.pid'];

/** Deadlines are decided by this machine's clock: is it kept by somebody, and does the database server agree? */
export async function checkClock(config: Pick<Config, 'databaseUrl'>, database?: Database): Promise<Finding> {
	if (config.databaseUrl && database) {
		const skew = await clockSkew(database.db);
		const seconds = Math.round(skew / second);
		return Math.abs(skew) > 5 * second
			? finding('clock-wrong', 'bad', { seconds: Math.abs(seconds) })
			: finding('clock-good', 'good', { seconds: Math.abs(seconds) });
	}
	return keepers.some((path) => existsSync(path)) ? finding('clock-kept', 'good') : finding('clock-unknown', 'unknown');
}
