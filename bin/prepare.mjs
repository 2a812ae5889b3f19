// Installs what is missing and builds what is stale. Plain JavaScript for the host's Node 20; quick when nothing changed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { environment, node24, root } from './node24.mjs';

const say = (text) => process.stderr.write(`${text}\n`);
const sha = (text) => createHash('sha256').update(text).digest('hex');
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** Installs exactly what the lock file says, unless that was done already. */
export function install() {
	const stamp = join(root, 'node_modules', '.orrery-installed');
	const wanted = sha(read(join(root, 'package-lock.json')));
	if (read(stamp) === wanted && node24()) return;
	say('Installing (once; about a minute) …');
	const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
	// Not `npm ci`: it refuses a lock file in which the typesetter's packages for other machines are missing, and where
	// the registry lacks them they can't be in it. This takes the very versions of the lock file all the same.
	execFileSync(
		npm,
		['install', '--no-save', '--no-audit', '--no-fund', '--include=dev', '--include=optional', '--loglevel=error'],
		{
			cwd: root,
			stdio: ['ignore', 2, 'inherit'],
			env: { ...process.env, NODE_ENV: 'development' },
		},
	);
	if (!node24())
		throw new Error('Node 24 was not installed: npm must be allowed to run the install script of the package "node".');
	mkdirSync(join(root, 'node_modules'), { recursive: true });
	writeFileSync(stamp, wanted);
}

/** Path, size and time of everything that goes into the build. */
function sources() {
	const lines = [];
	const walk = (folder) => {
		for (const entry of readdirSync(folder, { withFileTypes: true })) {
			const path = join(folder, entry.name);
			if (entry.isDirectory()) walk(path);
			else if (!entry.name.endsWith('.test.ts')) {
				const { mtimeMs, size } = statSync(path);
				lines.push(`${path} ${size} ${mtimeMs}`);
			}
		}
	};
	for (const folder of ['src', 'static']) walk(join(root, folder));
	for (const file of ['vite.config.ts', 'package-lock.json', 'tsconfig.json']) {
		const { mtimeMs, size } = statSync(join(root, file));
		lines.push(`${file} ${size} ${mtimeMs}`);
	}
	return sha(lines.sort().join('\n'));
}

/** Builds server, command line and pages, unless they are there and nothing changed. */
export function build() {
	const stamp = join(root, 'build', '.stamp');
	const wanted = sources();
	if (read(stamp) === wanted) return;
	say('Building (about half a minute) …');
	rmSync(join(root, 'build'), { recursive: true, force: true });
	const options = { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: environment({ NODE_ENV: 'production' }) };
	const tool = (name) => join(root, 'node_modules', '.bin', name);
	try {
		execFileSync(node24(), [tool('svelte-kit'), 'sync'], options);
		execFileSync(node24(), [tool('vite'), 'build'], options);
	} catch (error) {
		say(String(error.stdout ?? '') + String(error.stderr ?? ''));
		throw new Error('The build failed; the lines above say where.');
	}
	writeFileSync(stamp, wanted);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	try {
		install();
		build();
	} catch (error) {
		say(`\n${error.message}\n`);
		process.exit(1);
	}
}
