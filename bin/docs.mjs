// npm run docs: writes what is generated in docs/; with `-- --pictures` the pictures too, by the journey that takes them.
// Plain JavaScript for the host's Node 20; the sources run on our Node.
import { node24, root, run } from './node24.mjs';
import { build, install } from './prepare.mjs';
import { vitest } from './vitest.mjs';

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

async function takePictures() {
	build();
	const journey = ['--config', 'vitest.journeys.config.ts', 'tests/journeys/documentation.test.ts'];
	const { passed, failed } = await vitest('pictures', journey, { DOCUMENTATION_PICTURES: 'yes' });
	return failed === 0 && passed > 0 ? 0 : 1;
}

install();
process.exitCode = await run(node24(), ['--input-type=module', '--eval', program], { cwd: root });
if (process.exitCode === 0 && process.argv.includes('--pictures')) process.exitCode = await takePictures();
