import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { inProject } from '../../src/core/paths/index.ts';
import { freePort } from '../start.ts';
import { type TestServer, startServer } from './folder.ts';

const run = promisify(execFile);

/**
 * A running installation on the system's clock with the edition of the rehearsal imported and published: what search
 * engines may read.
 * @param dataDir an empty folder
 */
export async function startInstallation(dataDir: string): Promise<TestServer> {
	const port = String(await freePort());
	const { PATH, HOME } = process.env;
	const env = { PATH, HOME, DATA_DIR: dataDir, ORRERY_CLOCK: 'real', PORT: port, LOG_LEVEL: 'error' };
	const orrery = (...words: string[]) =>
		run(process.execPath, [inProject('build', 'server', 'orrery-cli.js'), ...words], { env, cwd: inProject() });
	const names = [
		'--name',
		'Sample Society',
		'--name-zh',
		'样例学会',
		'--zone',
		'Asia/Shanghai',
		'--languages',
		'en,zh',
	];
	const sender = 'Sample Society <letters@symposium.example>';
	const organiser = ['--organiser', 'petra@sample.example', '--organiser-name', 'Petra Sample'];
	await orrery('init', ...names, '--address', `http://localhost:${port}`, '--sender', sender, ...organiser);
	const server = await startServer({ dataDir, env: { ORRERY_CLOCK: 'real', PORT: port } });
	try {
		await orrery('edition', 'import', inProject('editions', 'ipspace-2021'));
	} catch (error) {
		await server.stop();
		throw error;
	}
	return server;
}
