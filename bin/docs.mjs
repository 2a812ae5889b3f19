// npm run docs: writes what is generated in docs/. Plain JavaScript for the host's Node 20; the sources run on our Node.
import { node24, root, run } from './node24.mjs';
import { install } from './prepare.mjs';

const program = `
import { writeFileSync } from 'node:fs';
import { accessDocument } from './src/core/access/document.ts';
writeFileSync('docs/access.md', accessDocument());
console.log('docs/access.md');
import { commands } from './src/cli/commands/index.ts';
import { commandsDocument } from './src/cli/help.ts';
writeFileSync('docs/operator/commands.md', commandsDocument(commands));
console.log('docs/operator/commands.md');
`;

install();
process.exitCode = await run(node24(), ['--input-type=module', '--eval', program], { cwd: root });
