import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
	ConfigError,
	describeConfig,
	loadConfig,
	rehearsalIsOpen,
	settings,
	settingsFile,
	writeSettingsFile,
} from './index.ts';

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

describe('what was answered at the set-up', () => {
	const folder = mkdtempSync(join(tmpdir(), 'orrery-settings-'));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));
	const path = settingsFile(folder);
	const load = (env: Record<string, string> = {}) => loadConfig({ DATA_DIR: folder, ...env });

	test('counts unless the environment says otherwise, and says where it comes from', () => {
		expect(
			writeSettingsFile(folder, { BASE_URL: 'https://symposium.example', SMTP_URL: 'smtps://me:pass@mail.example' }),
		).toEqual(['BASE_URL', 'SMTP_URL']);
		expect(statSync(path).mode & 0o777).toBe(0o600);
		const config = load({ SMTP_URL: 'smtp://other.example' });
		expect(config).toMatchObject({ baseUrl: 'https://symposium.example', smtpUrl: 'smtp://other.example' });
		expect(config.origin).toMatchObject({ baseUrl: 'data folder', smtpUrl: 'environment', port: 'default' });
		expect(load({ SMTP_URL: '' }).smtpUrl).toBe('smtps://me:pass@mail.example');
	});

	test('is changed by name; what could not be read back is refused and nothing written', () => {
		expect(writeSettingsFile(folder, { SMTP_URL: null, ORRERY_ZONE: 'Europe/Paris' })).toEqual([
			'SMTP_URL',
			'ORRERY_ZONE',
		]);
		expect(writeSettingsFile(folder, { ORRERY_ZONE: 'Europe/Paris' })).toEqual([]);
		const before = readFileSync(path, 'utf8');
		for (const [env, wrong] of [
			['ORRERY_ZONE', 'Mars/Olympus'],
			['DATA_DIR', '/elsewhere'],
			['ORRERY_LANGUAGES', 'en,en'],
		] as const) {
			expect(() => writeSettingsFile(folder, { BASE_URL: null, [env]: wrong })).toThrow();
		}
		expect(readFileSync(path, 'utf8')).toBe(before);
		expect(load()).toMatchObject({ zone: 'Europe/Paris', smtpUrl: undefined, languages: ['en', 'zh'] });
	});

	test('a file that was spoilt by hand is named, with what is wrong in it, and no secret of it', () => {
		writeFileSync(path, '{"PORT": 80, "DATA_DIR": "/x", "MAIL_FROM": "nobody", "SMTP_URL": "http://a:hunter2@b"}');
		try {
			load();
			expect.unreachable();
		} catch (error) {
			const { message } = error as Error;
			for (const part of [path, 'PORT must be a text', 'DATA_DIR', 'MAIL_FROM', 'SMTP_URL'])
				expect(message).toContain(part);
			expect(message).not.toContain('hunter2');
		}
		writeFileSync(path, '{"PORT": ');
		expect(() => load()).toThrow(/settings\.json is not JSON/);
		expect(() => writeSettingsFile(folder, { PORT: '1' })).toThrow(/is not JSON/);
	});
});

test('a rehearsal is open at this machine; where others reach it, only on the word of the operator', () => {
	const open = (env: Record<string, string>) => rehearsalIsOpen(loadConfig({ DATA_DIR: '/nowhere/at/all', ...env }));
	const atHome: Record<string, string>[] = [
		{},
		{ HOST: '127.0.0.1' },
		{ HOST: '::1' },
		{ BASE_URL: 'http://localhost:8080' },
	];
	for (const here of atHome) {
		expect(open(here), JSON.stringify(here)).toBe(true);
	}
	const reached: Record<string, string>[] = [
		{ HOST: '0.0.0.0' },
		{ HOST: '::' },
		{ HOST: '192.0.2.7' },
		{ BASE_URL: 'https://symposium.example' },
		{ BASE_URL: 'http://192.0.2.7:8080' },
		{ BASE_URL: 'https://localhost.symposium.example' },
		{ BASE_URL: 'http://localhost:8080', HOST: '0.0.0.0' },
	];
	for (const elsewhere of reached) {
		expect(open(elsewhere), JSON.stringify(elsewhere)).toBe(false);
		expect(open({ ...elsewhere, REHEARSAL_LOGINS: 'public' })).toBe(true);
	}
});
