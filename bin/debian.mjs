// The Debian packages that the tests need (tests/debian-packages.txt). Plain JavaScript for the host's Node 20.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './node24.mjs';

/** The lists of alternatives, one for each line that is not a comment. */
export function wantedPackages(text) {
	return text
		.split('\n')
		.map((line) => line.replace(/#.*/, '').trim())
		.filter(Boolean)
		.map((line) => line.split('|').map((name) => name.trim()));
}

function isInstalled(name) {
	try {
		const state = execFileSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], {
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		return String(state) === 'installed';
	} catch {
		return false;
	}
}

function isKnown(name) {
	try {
		return /Candidate: (?!\(none\))/.test(
			String(execFileSync('apt-cache', ['policy', name], { stdio: ['ignore', 'pipe', 'ignore'] })),
		);
	} catch {
		return false;
	}
}

/**
 * Sees to it that the packages are there: as root it installs what is missing.
 * @throws Error with the one command, for anyone else; or when the machine is no Debian
 */
export function installPackages() {
	const lists = wantedPackages(readFileSync(join(root, 'tests', 'debian-packages.txt'), 'utf8'));
	if (!existsSync('/usr/bin/dpkg-query')) {
		const names = lists.map(([name]) => name).join(' ');
		throw new Error(`npm test needs Debian (or Ubuntu) packages and finds no dpkg here. It uses: ${names}`);
	}
	const missing = lists.filter((names) => !names.some(isInstalled));
	if (missing.length === 0) return;
	const apt = (...args) =>
		execFileSync('apt-get', args, {
			stdio: ['ignore', 2, 2],
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', NEEDRESTART_MODE: 'a' },
		});
	if (process.getuid?.() !== 0) {
		const names = missing.map((list) => list.find(isKnown) ?? list[0]).join(' ');
		throw new Error(
			`Some Debian packages that the tests need are missing. Install them, then run npm test again:\n\n  sudo apt-get install --no-install-recommends --no-remove -y ${names}`,
		);
	}
	process.stderr.write(`Installing Debian packages: ${missing.map(([name]) => name).join(' ')} …\n`);
	apt('update', '-q');
	const names = missing.map((list) => list.find(isKnown) ?? list[0]);
	// Never at the price of another package: a machine with a mail server of its own keeps it, and says so.
	apt('install', '-q', '-y', '--no-install-recommends', '--no-remove', ...names);
}
