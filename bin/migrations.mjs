// Writes the migration that brings the schema from the last released one to what the tables say. Released migrations are
// never touched again, since databases have had them; what follows them is one file, made anew each time.
import { execFileSync } from 'node:child_process';
import {
	closeSync,
	cpSync,
	existsSync,
	openSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environment, root } from './node24.mjs';

/** How many migrations have reached databases of others, and what the one being worked on is called. */
const released = 7;
const next = 'programme';
const folder = join(root, 'migrations');
const draft = 'node_modules/.migrations-draft';
const lock = join(root, 'node_modules', '.migrations.lock');

let handle;
for (let tries = 0; handle === undefined; tries += 1) {
	try {
		handle = openSync(lock, 'wx');
	} catch {
		if (tries > 300) throw new Error(`${lock} is held for a minute: remove it if nobody runs this`);
		await sleep(200);
	}
}
try {
	rmSync(join(root, draft), { recursive: true, force: true });
	cpSync(folder, join(root, draft), { recursive: true });
	keepReleased(join(root, draft));
	execFileSync('drizzle-kit', ['generate', '--name', next], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'inherit'],
		env: environment({ MIGRATIONS_OUT: draft }),
	});
	appendTriggers(join(root, draft));
	rmSync(folder, { recursive: true, force: true });
	renameSync(join(root, draft), folder);
	console.log(readdirSync(folder).join(' '));
} finally {
	closeSync(handle);
	rmSync(lock, { force: true });
}

/** Takes back what is not released yet, so that it is written anew as a whole. */
function keepReleased(folder) {
	const file = join(folder, 'meta', '_journal.json');
	const journal = JSON.parse(readFileSync(file, 'utf8'));
	for (const { idx, tag } of journal.entries.slice(released)) {
		rmSync(join(folder, `${tag}.sql`));
		rmSync(join(folder, 'meta', `${String(idx).padStart(4, '0')}_snapshot.json`));
	}
	writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, released) }, null, 2));
}

/**
 * Triggers and functions stand beside the tables they guard, in triggers.sql. What no released migration has brought goes
 * into the new one (a changed file as a whole, so it says `create or replace`).
 */
function appendTriggers(folder) {
	const files = readdirSync(folder).filter((entry) => entry.endsWith('.sql'));
	const known = files.slice(0, released).map((file) => readFileSync(join(folder, file), 'utf8'));
	const parts = [
		...readdirSync(join(root, 'src/core')).map((part) => join(root, 'src/core', part, 'triggers.sql')),
		...readdirSync(join(root, 'src/modules')).map((part) => join(root, 'src/modules', part, 'server', 'triggers.sql')),
	].filter(existsSync);
	const fresh = parts.map((part) => readFileSync(part, 'utf8').trim()).filter((text) => !known.join().includes(text));
	if (fresh.length === 0) return;
	const file = files[released];
	if (!file) throw new Error('triggers.sql changed, but no table: a migration of triggers alone is written by hand');
	const written = readFileSync(join(folder, file), 'utf8').trimEnd();
	writeFileSync(join(folder, file), `${[written, ...fresh].join('\n--> statement-breakpoint\n')}\n`);
}
