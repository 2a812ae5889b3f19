import { spawn } from 'node:child_process';
import { chownSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import PostalMime, { type Email } from 'postal-mime';
import type { Certificates } from './certificates.ts';
import { freePort } from './program.ts';

/** One mail as the server has put it into the maildir. */
export interface Delivered {
	/** The envelope's recipient. */
	to: string;
	raw: string;
	mail: Email;
}

export interface MailServer {
	port: number;
	user: string;
	password: string;
	/** Waits for the newest mail to an address whose subject fits. */
	waitFor(to: string, subject: RegExp): Promise<Delivered>;
	all(): Promise<Delivered[]>;
	/** What it has noted about arrivals and deliveries. */
	log(): string;
	stop(): Promise<void>;
}

/** As root it runs as nobody: a mail server never delivers as root. */
const uid = process.getuid?.() === 0 ? 65534 : undefined;

/** Debian's exim4 on a high port: STARTTLS, sign-in with a password, every recipient into one maildir. */
export async function startExim(folder: string, certificates: Certificates): Promise<MailServer> {
	const port = await freePort();
	const [user, password] = ['orrery', 'p@ss: word/€'];
	for (const part of ['', 'spool', 'log', 'maildir']) {
		mkdirSync(join(folder, part), { recursive: true });
		if (uid !== undefined) chownSync(join(folder, part), uid, uid);
	}
	const own = (name: string) => join(folder, name);
	cpSync(certificates.certificate, own('site.pem'));
	cpSync(certificates.key, own('site.key'));
	if (uid !== undefined) for (const name of ['site.pem', 'site.key']) chownSync(own(name), uid, uid);
	writeFileSync(own('exim.conf'), configuration(folder, user, password));
	const server = await listen(port, own('exim.conf'));
	const all = () => deliveries(own('maildir'));
	return {
		port,
		user,
		password,
		all,
		async waitFor(to, subject) {
			for (let waited = 0; ; waited += 100) {
				const found = (await all()).filter((one) => one.to === to && subject.test(one.mail.subject ?? ''));
				const newest = found.at(-1);
				if (newest) return newest;
				if (waited > 20_000) throw new Error(`No mail to ${to} that says ${subject}:\n${log(folder)}`);
				await sleep(100);
			}
		},
		log: () => log(folder),
		stop: () => new Promise((resolve) => server.close(() => resolve())),
	};
}

/**
 * Hands each connection to an exim of its own, which speaks over its standard input and output: as a daemon on a port it
 * runs for root and its own user only, and the tests shall need neither.
 */
async function listen(port: number, configuration: string): Promise<Server> {
	const server = createServer((socket) => {
		const exim = spawn('/usr/sbin/exim4', ['-C', configuration, '-bs'], {
			stdio: ['pipe', 'pipe', 'ignore'],
			cwd: '/',
			...(uid === undefined ? {} : { uid, gid: uid }),
		});
		for (const stream of [socket, exim.stdin, exim.stdout, exim]) stream.on('error', () => undefined);
		socket.pipe(exim.stdin);
		exim.stdout.pipe(socket);
	});
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
	return server;
}

function configuration(folder: string, user: string, password: string): string {
	const escaped = password.replace(/[\\${}]/g, (sign) => `\\${sign}`);
	return `primary_hostname = mail.symposium.example
exim_user = ${uid ?? process.getuid?.()}
exim_group = ${uid ?? process.getgid?.()}
spool_directory = ${folder}/spool
log_file_path = ${folder}/log/%slog
deliver_drop_privilege = true
untrusted_set_sender = *
local_from_check = false
never_users =
keep_environment =
host_lookup =
rfc1413_query_timeout = 0s
tls_advertise_hosts = *
tls_certificate = ${folder}/site.pem
tls_privatekey = ${folder}/site.key
auth_advertise_hosts = \${if eq{$tls_in_cipher}{}{}{*}}
acl_smtp_rcpt = check_recipient
acl_smtp_data = accept

begin acl
check_recipient:
  deny ! authenticated = *
       message = sign in first
  deny recipients = refused@*
       message = there is nobody of this name
  accept

begin routers
everybody:
  driver = accept
  transport = into_maildir

begin transports
into_maildir:
  driver = appendfile
  directory = ${folder}/maildir
  maildir_format
  envelope_to_add
  return_path_add
  delivery_date_add

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if and{{eq{$auth2}{${user}}}{eq{$auth3}{${escaped}}}}}
  server_set_id = $auth2
`;
}

async function deliveries(maildir: string): Promise<Delivered[]> {
	const names = readdirSync(maildir).includes('new') ? readdirSync(join(maildir, 'new')) : [];
	// Names begin with the second and microsecond of the delivery.
	const ordered = names.sort((a, b) => (a < b ? -1 : 1));
	return Promise.all(
		ordered.map(async (name) => {
			const raw = readFileSync(join(maildir, 'new', name), 'utf8');
			return { to: /^Envelope-to: (.*)$/m.exec(raw)?.[1]?.trim() ?? '', raw, mail: await PostalMime.parse(raw) };
		}),
	);
}

function log(folder: string): string {
	return readdirSync(join(folder, 'log'))
		.map((name) => readFileSync(join(folder, 'log', name), 'utf8'))
		.join('\n');
}
