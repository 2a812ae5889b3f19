import { once } from 'node:events';
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { isPublicName } from '#core/config/index.ts';
import type { ComposedMail } from './compose.ts';
import type { SmtpFault } from './retry.ts';

/** What became of one message. `handed` says whether its end may have reached the server. */
export type Transmission = { taken: true; answer: string } | { taken: false; fault: SmtpFault; handed: boolean };

/** One SMTP connection, one message at a time. */
export interface SmtpSession {
	/** False once it was closed by either side. */
	readonly usable: boolean;
	/**
	 * Hands a message over. Never throws.
	 * @param fence called when the server has asked for the message and all but its last piece is out; the message is
	 *   ended only after it has answered. When it throws, the message is never ended.
	 */
	send(mail: ComposedMail, fence: () => Promise<void>): Promise<Transmission>;
	close(): void;
}

const piece = 64 * 1024;

/**
 * Connects and signs in.
 * @param url `smtp://user:password@host:port` (STARTTLS where the server offers it; `?requireTLS=true` insists on it,
 *   `?ignoreTLS=true` goes without, for a server on this machine) or `smtps://…`
 * @param options `patience`: milliseconds for each answer, else what RFC 5321 asks of a client; `name`: as whom we
 *   introduce ourselves, unless the url says (`?name=`) – a public name is trusted more than none
 * @throws Error (with nodemailer's `code`, `responseCode`) when the server can't be reached or refuses us
 */
export async function openSmtp(
	url: string,
	{ patience, name }: { patience?: number | undefined; name?: string | undefined } = {},
): Promise<SmtpSession> {
	const { protocol, hostname, port, username, password, searchParams } = new URL(url);
	const introduced = searchParams.get('name') ?? name;
	const connection = new SMTPConnection({
		host: hostname.replace(/^\[|\]$/g, ''),
		secure: protocol === 'smtps:',
		...(port ? { port: Number(port) } : {}),
		requireTLS: searchParams.get('requireTLS') === 'true',
		ignoreTLS: searchParams.get('ignoreTLS') === 'true',
		...(introduced ? { name: introduced } : {}),
		connectionTimeout: patience ?? 30_000,
		greetingTimeout: patience ?? 30_000,
		dnsTimeout: patience ?? 30_000,
		// RFC 5321 4.5.3.2.6: the answer to a message may take ten minutes.
		socketTimeout: patience ?? 600_000,
		socketCloseTimeout: 500,
	});
	let usable = true;
	let pending: ((reason: SmtpFault) => void) | undefined;
	// Faults reach us through the callbacks; without a listener they would end the process.
	connection.on('error', () => {
		usable = false;
	});
	connection.on('end', () => {
		usable = false;
		// A connection that is closed while a message is under way calls back only where it met an error itself.
		setImmediate(() => pending?.({ code: 'ECONNECTION', message: 'The connection was closed' }));
	});
	try {
		await Promise.race([
			new Promise<void>((resolve, reject) => connection.connect((error) => (error ? reject(error) : resolve()))),
			once(connection, 'error').then(([error]) => Promise.reject(error)),
		]);
		if (username) {
			const credentials = { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
			await new Promise<void>((resolve, reject) => {
				connection.login(credentials, (error) => (error ? reject(error) : resolve()));
			});
		}
	} catch (error) {
		connection.close();
		throw error;
	}
	return {
		get usable() {
			return usable;
		},
		send: (mail, fence) =>
			new Promise((resolve) => {
				let handed = false;
				const body = Readable.from(
					(async function* () {
						const last = Math.max(0, Math.ceil(mail.bytes.length / piece) - 1) * piece;
						for (let at = 0; at < last; at += piece) yield mail.bytes.subarray(at, at + piece);
						await fence();
						handed = true;
						yield mail.bytes.subarray(last);
					})(),
					{ objectMode: false },
				);
				const failed = (fault: SmtpFault) => {
					pending = undefined;
					// A transaction that failed half way is not reset but left: the next mail gets a fresh connection.
					usable = false;
					connection.close();
					resolve({ taken: false, fault, handed });
				};
				pending = failed;
				connection.send(mail.envelope, body, (error, info) => {
					if (error) return failed(error as SmtpFault);
					pending = undefined;
					resolve({ taken: true, answer: info?.response ?? '' });
				});
			}),
		close() {
			if (usable && !pending) connection.quit();
			usable = false;
			connection.close();
		},
	};
}

/** The name of our public address, where it is one that others could look up. */
export function publicName(baseUrl: string | undefined): string | undefined {
	const name = baseUrl === undefined ? '' : new URL(baseUrl).hostname;
	return name.includes('.') && isPublicName(name) && !/^[\d.]+$/.test(name) ? name : undefined;
}
