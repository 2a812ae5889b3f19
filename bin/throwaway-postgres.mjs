// A PostgreSQL server of Debian's for one test run: in a temporary folder, on a private socket, gone afterwards.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const installed = '/usr/lib/postgresql';
/** PostgreSQL refuses to run as root. */
const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** The oldest major version on this machine that we support (15 or newer), or undefined. */
export function debianPostgres() {
	if (!existsSync(installed)) return undefined;
	const majors = readdirSync(installed)
		.map(Number)
		.filter((major) => major >= 15 && existsSync(join(installed, String(major), 'bin', 'initdb')))
		.sort((a, b) => a - b);
	return majors[0];
}

/**
 * Waits for the end of its standard input, which the system closes however we die, then ends PostgreSQL.
 * $1 is the folder to remove afterwards, the rest is the command.
 */
const guarded = `
folder=$1; shift
"$@" >/dev/null 2>&1 & pid=$!
while read -r word; do :; done
kill -QUIT "$pid" 2>/dev/null
wait "$pid" 2>/dev/null
rm -rf "$folder"/*
`;

/** Starts it. Answers its address and a function that ends it. */
export async function startThrowawayPostgres(major) {
	const bin = join(installed, String(major), 'bin');
	const folder = mkdtempSync(join(tmpdir(), 'orrery-pg-'));
	chmodSync(folder, 0o711);
	const data = join(folder, 'data');
	mkdirSync(data, { mode: 0o700 });
	if (nobody.uid !== undefined) {
		chownSync(data, nobody.uid, nobody.gid);
		chownSync(folder, nobody.uid, nobody.gid);
	}
	const options = { cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }, ...nobody };
	execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'orrery', '--auth=trust', '-E', 'UTF8', '--locale=C', '-N'], {
		...options,
		stdio: 'ignore',
	});
	const settings = [
		'listen_addresses=',
		`unix_socket_directories=${folder}`,
		'fsync=off',
		'full_page_writes=off',
		'synchronous_commit=off',
		'max_connections=60',
	];
	const command = [join(bin, 'postgres'), '-D', data, ...settings.flatMap((setting) => ['-c', setting])];
	const child = spawn('/bin/sh', ['-c', guarded, 'sh', folder, ...command], {
		...options,
		detached: true,
		stdio: ['pipe', 'ignore', 'ignore'],
	});
	const ended = new Promise((resolve) => child.once('exit', resolve));
	const stop = async () => {
		child.stdin.end();
		await ended;
		rmSync(folder, { recursive: true, force: true });
	};
	for (let waited = 0; ; waited += 50) {
		try {
			execFileSync(join(bin, 'pg_isready'), ['-h', folder, '-U', 'orrery', '-d', 'postgres', '-q'], options);
			return { url: `postgres://orrery@localhost/postgres?host=${encodeURIComponent(folder)}`, stop };
		} catch {
			if (waited > 30_000) {
				await stop();
				throw new Error(`PostgreSQL ${major} did not start within 30 s`);
			}
			await sleep(50);
		}
	}
}
