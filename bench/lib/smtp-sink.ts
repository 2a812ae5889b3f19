import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A mail server that takes everything and keeps next to nothing: how often to whom, and the first message whole. */
export interface SmtpSink {
	url: string;
	/** How many messages were read to their end, by recipient: what a server that then dies may have delivered. */
	times: ReadonlyMap<string, number>;
	/** Recipients whose message is not what it should be, by `check`. */
	faulty: readonly string[];
	/** The first message, as it came over the wire. */
	first(): string | undefined;
	/** How many connections were open at once, at most. */
	most(): number;
	close(): Promise<void>;
}

/**
 * Speaks SMTP (RFC 5321) with pipelining (RFC 2920) on a loopback port.
 * @param check answers whether a message to this recipient is as it should be; it sees the header fields alone
 */
export async function startSink(check: (to: string, head: string) => boolean = () => true): Promise<SmtpSink> {
	const times = new Map<string, number>();
	const faulty: string[] = [];
	const open = { now: 0, most: 0 };
	let first: string | undefined;
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		open.now += 1;
		open.most = Math.max(open.most, open.now);
		socket.setNoDelay(true);
		socket.on('error', () => undefined);
		socket.on('close', () => {
			sockets.delete(socket);
			open.now -= 1;
		});
		let pending = '';
		let reading = false;
		let to = '';
		const say = (line: string) => socket.write(`${line}\r\n`);
		const message = (raw: string) => {
			times.set(to, (times.get(to) ?? 0) + 1);
			first ??= raw;
			if (!check(to, raw.slice(0, raw.indexOf('\r\n\r\n')))) faulty.push(to);
			say('250 2.0.0 taken');
		};
		const command = (line: string) => {
			const word = line.slice(0, 4).toUpperCase();
			if (word === 'EHLO') return say('250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8');
			if (word === 'RCPT') to = /<([^>]*)>/.exec(line)?.[1] ?? '';
			if (word === 'DATA') {
				reading = true;
				return say('354 go on');
			}
			if (word === 'QUIT') {
				say('221 bye');
				return socket.end();
			}
			return say('250 2.0.0 ok');
		};
		socket.setEncoding('utf8');
		socket.on('data', (text: string) => {
			pending += text;
			for (;;) {
				const mark = reading ? '\r\n.\r\n' : '\r\n';
				const end = pending.indexOf(mark);
				if (end < 0) return;
				const part = pending.slice(0, end);
				pending = pending.slice(end + mark.length);
				if (!reading) command(part);
				else {
					reading = false;
					message(part);
				}
			}
		});
		say('220 sink');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
		times,
		faulty,
		first: () => first,
		most: () => open.most,
		async close() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
