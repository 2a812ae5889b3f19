// Writes the migration that brings the schema from the last one to what the tables say.
// Before the first release there is one baseline, made anew each time: `--baseline` (the default while `released` is false).
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

const released = false;
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
	if (released) cpSync(folder, join(root, draft), { recursive: true });
	const name = released ? [] : ['--name', 'baseline'];
	execFileSync('drizzle-kit', ['generate', ...name], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'inherit'],
		env: environment({ MIGRATIONS_OUT: draft }),
	});
	if (!released) appendTriggers(join(root, draft));
	rmSync(folder, { recursive: true, force: true });
	renameSync(join(root, draft), folder);
	console.log(readdirSync(folder).join(' '));
} finally {
	closeSync(handle);
	rmSync(lock, { force: true });
}

/** Triggers and functions stand beside the tables they guard, in triggers.sql, and are part of the baseline. */
function appendTriggers(folder) {
	const [file] = readdirSync(folder).filter((entry) => entry.endsWith('.sql'));
	const parts = [
		...readdirSync(join(root, 'src/core')).map((part) => join(root, 'src/core', part, 'triggers.sql')),
		...readdirSync(join(root, 'src/modules')).map((part) => join(root, 'src/modules', part, 'server', 'triggers.sql')),
	].filter(existsSync);
	let text = readFileSync(join(folder, file), 'utf8').trimEnd();
	for (const part of parts) text += `\n--> statement-breakpoint\n${readFileSync(part, 'utf8').trim()}`;
	writeFileSync(join(folder, file), `${text}\n`);
}
