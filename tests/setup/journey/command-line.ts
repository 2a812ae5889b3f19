import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { inProject } from '../../../src/core/paths/index.ts';
import { inherited, type TestServer } from '../server.ts';

const execute = promisify(execFile);

/**
 * Runs `orrery …` on the folder of a running server, as an operator would beside it.
 * @throws Error with what it printed, when it fails
 */
export async function orrery(server: TestServer, ...words: string[]): Promise<string> {
	const entry = inProject('build', 'server', 'orrery-cli.js');
	const env = { ...inherited(), DATA_DIR: server.dataDir, LOG_LEVEL: 'error' };
	const { stdout } = await execute(process.execPath, [entry, ...words], { cwd: inProject(), env });
	return stdout;
}
