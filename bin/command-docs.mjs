// Writes docs/operator/commands.md from the help of the commands.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { node24, root } from './node24.mjs';

const script = `
	import { commands } from './src/cli/commands/index.ts';
	import { commandsDocument } from './src/cli/help.ts';
	process.stdout.write(commandsDocument(commands));
`;
const text = execFileSync(node24(), ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' });
mkdirSync(join(root, 'docs/operator'), { recursive: true });
writeFileSync(join(root, 'docs/operator/commands.md'), text);
