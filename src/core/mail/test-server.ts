import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A message with its recipient. */
export interface Received {
	to: string;
	raw: string;
}

/** What the server does when a stage is reached; it may never answer, or answer with an error. */
export interface Behaviour {
	onMail?: (from: string) => Promise<void> | void;
	onRecipient?: (to: string) => Promise<void> | void;
	/** After the whole message was read and stored, before it is acknowledged. */
	onMessage?: (to: string) => Promise<string | undefined> | string | undefined;
}

/** A mail server for tests, on loopback, speaking SMTP. */
export async function startTestServer(behaviour: Behaviour = {}) {
	/** Acknowledged messages. */
	const received: Received[] = [];
	/** Messages read to their end, whatever was answered: what a server that then dies may have delivered. */
	const read: Received[] = [];
	const open = { now: 0, most: 0, sessions: 0 };
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS', 'AUTH'],
		logger: false,
		closeTimeout: 100,
		onConnect(_, callback) {
			open.now += 1;
			open.sessions += 1;
			open.most = Math.max(open.most, open.now);
			callback();
		},
		onClose() {
			open.now -= 1;
		},
		onMailFrom(address, _, callback) {
			Promise.resolve()
				.then(() => behaviour.onMail?.(address.address))
				.then(() => callback(), callback);
		},
		onRcptTo(address, _, callback) {
			Promise.resolve()
				.then(() => behaviour.onRecipient?.(address.address))
				.then(() => callback(), callback);
		},
		onData(stream, session, callback) {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				const to = session.envelope.rcptTo[0]?.address ?? '';
				const message = { to, raw: Buffer.concat(chunks).toString('utf8') };
				read.push(message);
				Promise.resolve()
					.then(() => behaviour.onMessage?.(to))
					.then(
						(answer) => {
							received.push(message);
							callback(null, answer ?? 'queued');
						},
						// Refused with a reply: not delivered.
						callback,
					);
			});
		},
	});
	server.on('error', () => undefined);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
	const { port } = server.server.address() as AddressInfo;
	return {
		url: `smtp://127.0.0.1:${port}`,
		port,
		received,
		read,
		open,
		parsed: (): Promise<Email[]> => Promise.all(received.map(({ raw }) => PostalMime.parse(raw))),
		close: () => new Promise<void>((resolve) => server.close(() => resolve())),
	};
}

/** A reply such as `451 later`, thrown from a behaviour. */
export function reply(code: number, text: string): Error {
	return Object.assign(new Error(text), { responseCode: code });
}
