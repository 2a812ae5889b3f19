import { mkdtempSync, rmSync, writeFileSync, chmodSync, readFileSync } from 'node:fs';
import { createServer as createPlain } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createServer as createRaw } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Actor, system } from '#core/access/index.ts';
import { settingsFile } from '#core/config/index.ts';
import { makeCertificates } from '../../../../tests/setup/installation/certificates.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { checkAddress, markHeader } from './check-address.ts';
import { checkClock, checkDisk } from './check-machine.ts';
import { checkInstallation } from './check.ts';
import { answerSettings } from './set-up.ts';

const ctx = await testContext();
const folder = mkdtempSync(join(tmpdir(), 'orrery-checks-'));
const closing: { close(): unknown }[] = [];
afterAll(() => {
	for (const server of closing) server.close();
	rmSync(folder, { recursive: true, force: true });
});

async function at(server: Server | ReturnType<typeof createPlain> | ReturnType<typeof createRaw>): Promise<number> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
	closing.push(server);
	return (server.address() as AddressInfo).port;
}

const codes = async (address: string, mark = 'ours') =>
	(await checkAddress(address, mark, 1500)).map(({ code, level }) => `${code} ${level}`);

describe('who answers at the public address', () => {
	test('this installation, another one, something else, a redirect, nothing', async () => {
		const ours = await at(createPlain((_, response) => response.setHeader(markHeader, 'ours').end('ok\n')));
		expect(await codes(`http://localhost:${ours}`)).toEqual(['address-good good']);
		expect(await codes(`http://localhost:${ours}`, 'another')).toEqual(['address-other bad']);
		const other = await at(createPlain((_, response) => response.end('Welcome to nginx!')));
		expect(await codes(`http://127.0.0.1:${other}`)).toEqual(['address-other bad']);
		const moved = await at(
			createPlain((_, response) => response.writeHead(301, { location: 'https://x.example/' }).end()),
		);
		expect(await codes(`http://localhost:${moved}`)).toEqual(['address-redirects bad']);
		expect(await codes('http://localhost:1')).toEqual(['address-broken bad']);
		const closed = await at(createRaw());
		closing.pop()?.close();
		expect(await codes(`http://localhost:${closed}`)).toEqual(['address-refused bad']);
		expect(await codes(`http://localhost:${await at(createRaw(() => undefined))}`)).toEqual(['address-silent bad']);
	});

	test('a certificate that nobody here trusts is named as such; TLS where none is spoken breaks off', async () => {
		const own = makeCertificates(folder, ['localhost']);
		const options = { cert: readFileSync(own.certificate), key: readFileSync(own.key) };
		const secure = await at(createServer(options, (_, response) => response.setHeader(markHeader, 'ours').end()));
		expect(await codes(`https://localhost:${secure}`)).toEqual(['address-certificate bad']);
		const plain = await at(createPlain((_, response) => response.end()));
		expect(await codes(`https://localhost:${plain}`)).toEqual(['address-broken bad']);
	});
});

test('answers are kept by whoever runs the place; the ledger says which, never what', async () => {
	const stranger: Actor = { kind: 'person', personId: 'p', relations: [], via: 'session' };
	const changes = { SMTP_URL: 'smtp://me:hunter2@mail.example', ORRERY_ZONE: 'Europe/Paris' };
	await expect(answerSettings(ctx, stranger, changes)).rejects.toMatchObject({ status: 404 });
	expect(await answerSettings(ctx, system('test'), changes)).toEqual(['SMTP_URL', 'ORRERY_ZONE']);
	expect(await answerSettings(ctx, system('test'), changes)).toEqual([]);
	const { rows } = await ctx.byHand(`select data from ledger_event where action = 'change-settings'`);
	expect(rows).toEqual([{ data: { settings: ['SMTP_URL', 'ORRERY_ZONE'] } }]);
	expect(JSON.stringify(rows)).not.toContain('hunter2');
	// A value that could not be read back leaves neither file nor event behind.
	const before = readFileSync(settingsFile(ctx.config.dataDir), 'utf8');
	await expect(answerSettings(ctx, system('test'), { ORRERY_ZONE: 'Mars/Olympus' })).rejects.toThrow();
	expect(readFileSync(settingsFile(ctx.config.dataDir), 'utf8')).toBe(before);
});

test('the machine: room, whether others can read the settings, the clock', async () => {
	expect((await checkDisk(folder)).map(({ code }) => code)).toEqual([expect.stringMatching(/^disk-/)]);
	writeFileSync(settingsFile(folder), '{}');
	chmodSync(settingsFile(folder), 0o644);
	expect((await checkDisk(folder)).map(({ code }) => code)).toContain('settings-readable');
	expect((await checkClock({ databaseUrl: undefined })).code).toMatch(/^clock-(kept|unknown)$/);
	expect((await checkClock({ databaseUrl: 'postgres://x' }, ctx.database)).code).toBe('clock-good');
});

test('a rehearsal’s check tries no mail; without a server no address', async () => {
	const config = { ...ctx.config, smtpUrl: 'smtp://127.0.0.1:1' };
	const found = (await checkInstallation({ ...ctx, config }, undefined)).map(({ code }) => code);
	expect(found).toContain('not-running');
	expect(found.filter((code) => code.startsWith('mail-'))).toEqual([]);
	const real = { ...ctx, config, clock: { ...ctx.clock, rehearsal: false } };
	expect((await checkInstallation(real, undefined)).map(({ code }) => code)).toContain('mail-refused');
});
