import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, describe, expect, test } from 'vitest';
import { loadConfig } from '#core/config/index.ts';
import { createLocalFileStore } from '#core/files/index.ts';
import { reply, startTestServer } from './test-server.ts';
import { tryMailServer } from './trial.ts';

const ctx = {
	files: createLocalFileStore('/nowhere/at/all'),
	config: loadConfig({ DATA_DIR: '/nowhere/at/all', BASE_URL: 'https://symposium.example' }),
};
const mailFrom = 'Symposium <letters@symposium.example>';
const mail = { to: 'petra@sample.example', locale: 'zh', subject: '测试', text: 'text', html: '<p>text</p>' } as const;
const closing: (() => unknown)[] = [];
afterAll(async () => {
	for (const close of closing) await close();
});

async function listening(server: ReturnType<typeof createServer>): Promise<number> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
	closing.push(() => void server.close());
	return (server.address() as AddressInfo).port;
}

/** A server that encrypts with a certificate nobody has signed (smtp-server brings one), and asks for a password. */
async function strictServer(options: ConstructorParameters<typeof SMTPServer>[0] = {}): Promise<number> {
	const server = new SMTPServer({
		logger: false,
		onAuth: ({ password }, _, done) => (password === 'right' ? done(null, { user: 'me' }) : done(new Error('no'))),
		...options,
	});
	server.on('error', () => undefined);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
	closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
	return (server.server.address() as AddressInfo).port;
}

const fault = async (url: string, patience = 3000) => {
	const trial = await tryMailServer(ctx, { url, mailFrom, patience }, mail);
	return trial.good ? 'good' : trial.fault;
};

describe('a trial of a mail server', () => {
	test('hands over one message with sender, recipient and a Message-ID of the sender’s domain', async () => {
		const server = await startTestServer({ onMessage: () => '250 taken as 4711' });
		closing.push(server.close);
		expect(await tryMailServer(ctx, { url: server.url, mailFrom })).toEqual({ good: true, answer: '' });
		expect(server.received).toEqual([]);
		const trial = await tryMailServer(ctx, { url: server.url, mailFrom }, mail);
		expect(trial).toMatchObject({ good: true, answer: expect.stringContaining('4711') });
		const [parsed] = await server.parsed();
		expect(parsed).toMatchObject({
			subject: '测试',
			from: { address: 'letters@symposium.example', name: 'Symposium' },
		});
		expect(parsed?.messageId).toMatch(/^<[a-z0-9]+@symposium\.example>$/);
	});

	test('names the stage at which it ended', async () => {
		const refuses = async (behaviour: Parameters<typeof startTestServer>[0]) => {
			const server = await startTestServer(behaviour);
			closing.push(server.close);
			return fault(server.url);
		};
		const no = () => Promise.reject(reply(550, 'not here'));
		expect(await refuses({ onMail: no })).toBe('sender-refused');
		expect(await refuses({ onRecipient: no })).toBe('recipient-refused');
		expect(await refuses({ onMessage: no })).toBe('message-refused');
		expect(await fault('smtp://no-such-host.invalid:25')).toBe('host-unknown');
		expect(await fault('smtp://127.0.0.1:1')).toBe('refused');
		expect(await fault(`smtp://127.0.0.1:${await listening(createServer(() => undefined))}`, 300)).toBe('silent');
		const web = createServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
		expect(await fault(`smtp://127.0.0.1:${await listening(web)}`)).toBe('not-smtp');
	});

	test('knows what is wrong with encryption and password', async () => {
		const strict = await strictServer();
		expect(await fault(`smtp://me:right@127.0.0.1:${strict}?requireTLS=true`)).toBe('certificate');
		expect(await fault(`smtps://127.0.0.1:${strict}`)).toBe('no-tls');
		const plain = await strictServer({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
		expect(await fault(`smtp://me:right@127.0.0.1:${plain}?requireTLS=true`)).toBe('no-tls');
		expect(await fault(`smtp://me:wrong@127.0.0.1:${plain}?ignoreTLS=true`)).toBe('sign-in-refused');
		expect(await fault(`smtp://127.0.0.1:${plain}?ignoreTLS=true`)).toBe('sign-in-needed');
		expect(await fault(`smtp://me:right@127.0.0.1:${plain}?ignoreTLS=true`)).toBe('good');
	});
});
