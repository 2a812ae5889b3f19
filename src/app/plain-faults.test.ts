import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ConfigError, loadConfig } from '#core/config/index.ts';
import { openApp } from './open.ts';

const folder = mkdtempSync(join(tmpdir(), 'orrery-faults-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'file'), '');

async function faultOf(environment: Record<string, string>): Promise<Error> {
	const config = loadConfig({ LOG_LEVEL: 'silent', ...environment });
	return openApp({ config, what: 'a test', alone: true }).then(
		() => new Error('it opened'),
		(error: Error) => error,
	);
}

test('a data folder that can’t be used is named, with why and what to do', async () => {
	for (const path of ['file', 'file/below']) {
		const fault = await faultOf({ DATA_DIR: join(folder, path) });
		expect(fault).toBeInstanceOf(ConfigError);
		expect(fault.message).toMatch(/data folder .*file.*: (there is a file|a part of its path).*DATA_DIR/);
	}
});

test('a database server that does not answer is said without its address, which holds a password', async () => {
	const fault = await faultOf({
		DATA_DIR: join(folder, 'data'),
		DATABASE_URL: 'postgres://someone:hidden@127.0.0.1:1/orrery',
	});
	expect(fault).toBeInstanceOf(ConfigError);
	expect(fault.message).toContain('nothing listens there');
	expect(fault.message).not.toContain('hidden');
});
