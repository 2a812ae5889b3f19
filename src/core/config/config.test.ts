import { expect, test } from 'vitest';
import { ConfigError, describeConfig, loadConfig, settings } from './index.ts';

test('without any variable everything has a value that works', () => {
	const config = loadConfig({});
	expect(config.port).toBe(8080);
	expect(config.role).toBe('all');
	expect(config.dataDir).toMatch(/^\/.*data$/);
});

test('every wrong variable is named at once, with what a good value looks like', () => {
	const wrong = { PORT: 'eighty', ORRERY_CLOCK: '2021-10-10', SMTP_URL: 'http://x', LOG_LEVEL: 'loud' };
	try {
		loadConfig(wrong);
		expect.unreachable();
	} catch (error) {
		expect(error).toBeInstanceOf(ConfigError);
		const message = (error as Error).message;
		for (const name of Object.keys(wrong)) expect(message).toContain(name);
		expect(message).toContain('2021-10-10T09:00:00+08:00');
	}
});

test('a secret is neither described nor quoted in an error', () => {
	const config = loadConfig({ DATABASE_URL: 'postgres://u:hunter2@h/d' });
	expect(JSON.stringify(describeConfig(config))).not.toContain('hunter2');
	expect(() => loadConfig({ DATABASE_URL: 'mysql://u:hunter2@h/d' })).toThrow(/DATABASE_URL/);
	try {
		loadConfig({ DATABASE_URL: 'mysql://u:hunter2@h/d' });
	} catch (error) {
		expect((error as Error).message).not.toContain('hunter2');
	}
});

test('the table describes every setting and arguments win over the environment', () => {
	const config = loadConfig({ PORT: '1' }, { port: 2 });
	expect(config.port).toBe(2);
	const rows = describeConfig(config);
	expect(rows.map((row) => row.env).sort()).toEqual(
		Object.values(settings)
			.map((setting) => setting.env)
			.sort(),
	);
	expect(rows.find((row) => row.name === 'port')).toMatchObject({ value: '2', origin: 'argument' });
});
