import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { get } from 'node:http';
import { connect } from 'node:http2';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { setUpMessages } from '../../src/modules/installation/ui/messages.ts';
import { applyMessages } from '../../src/modules/calls/ui/apply-messages.ts';
import { signInMessages } from '../../src/modules/people/ui/sign-in-messages.ts';
import { messages as publicMessages } from '../../src/routes/(public)/verify/messages.ts';
import { type Reader, testBrowser } from '../setup/browser.ts';
import { makeCertificates } from '../setup/installation/certificates.ts';
import { startExim } from '../setup/installation/exim.ts';
import { ask as askAt } from '../setup/installation/https.ts';
import { startNginx } from '../setup/installation/nginx.ts';
import { freePort } from '../setup/installation/program.ts';
import { sampleSlug, writeSampleEdition } from '../setup/installation/sample-edition.ts';
import { fillAbstract, formIsReady, goodAbstract } from '../setup/journey/abstract.ts';
import { orrery } from '../setup/journey/command-line.ts';
import { decideAsTalk, sendLetter } from '../setup/journey/desk.ts';
import { codesOf, pdfText } from '../setup/journey/pdf.ts';
import { startServer, temporaryDataDir } from '../setup/server.ts';

/*
 * A real installation from nothing, as docs/operator/install.md describes it: an empty folder, the system's clock, nginx
 * with TLS by deploy/nginx.conf, mail through Debian's exim4 with STARTTLS and a password.
 */

const name = 'symposium.example';
const folder = mkdtempSync(join(tmpdir(), 'orrery-installation-'));
chmodSync(folder, 0o711);
const certificates = makeCertificates(folder, [name, 'localhost']);
const port = await freePort();
const exim = await startExim(join(folder, 'mail'), certificates);
const nginx = await startNginx(join(folder, 'nginx'), name, port, certificates);
const dataDir = temporaryDataDir();
const first = await startServer({
	dataDir,
	env: {
		ORRERY_CLOCK: 'real',
		PORT: String(port),
		HOST: '127.0.0.1',
		TRUST_PROXY: '1',
		NODE_EXTRA_CA_CERTS: certificates.authority,
		LOG_LEVEL: 'warn',
	},
});
let server = first;
const browser = await testBrowser(nginx.origin, [`--host-resolver-rules=MAP ${name} 127.0.0.1`]);
afterAll(async () => {
	await server.dispose();
	await nginx.program.stop();
	await exim.stop();
	rmSync(folder, { recursive: true, force: true });
});

const { origin } = nginx;
const ask = (path: string, options?: Parameters<typeof askAt>[2]) =>
	askAt(origin + path, certificates.authority, options);
const somebody = () => browser.reader({ more: { ignoreHTTPSErrors: true } });
const organiserAddress = 'petra@sample.example';
const authorAddress = 'author@gulfcoast.example';
const words = setUpMessages.en;
const title = 'Bone and sleep after long flights';

/** Each step stands on the one before. */
const organiser = await somebody();
const author = await somebody();
let application = '';
let reference = '';
let letter = Buffer.alloc(0);

test('the first page asks what an installation needs, and tries the mail server', async () => {
	const { page } = organiser;
	// This very machine by its own name, where nothing listens.
	const elsewhere = `https://${hostname()}:${await freePort()}`;
	const secret = /\/setup\/([a-z0-9]+)\s/.exec(server.output())?.[1];
	expect(secret, server.output()).toBeDefined();
	expect((await ask('/setup')).status).toBe(200);
	expect((await ask('/setup/no-such-secret')).status).toBe(404);
	await page.goto(`${origin}/setup/${secret}`);
	const field = (of: string) => page.locator(`[name="${of}"]`);
	expect(await field('address').inputValue()).toBe(origin);

	for (const [of, text] of Object.entries({
		nameEn: 'Sample Society',
		nameZh: '样例学会',
		zone: 'Beijing',
		address: elsewhere,
		host: 'localhost',
		port: String(exim.port),
		user: exim.user,
		password: 'not the password',
		senderName: 'Sample Symposium 研讨会',
		sender: `letters@${name}`,
		testTo: organiserAddress,
	}))
		await field(of).fill(text);
	const main = page.locator('main');
	const press = async (button: string) => {
		const answered = page.waitForResponse((response) => response.request().method() === 'POST');
		await page.getByRole('button', { name: button, exact: true }).click();
		await answered;
		await page.waitForLoadState();
	};
	await press(words.test);
	expect(await main.innerText()).toContain('refuses user name or password');
	// Nothing typed is lost, and nothing was stored.
	expect(await field('zone').inputValue()).toBe('Beijing');
	await field('password').fill(exim.password);
	await press(words.test);
	expect(await main.innerText()).toMatch(/localhost:\d+ has taken a message to petra@sample\.example\. It said: 250/);
	const tested = await exim.waitFor(organiserAddress, /test message/);
	expect(tested.mail.from).toMatchObject({ address: `letters@${name}`, name: 'Sample Symposium 研讨会' });
	expect(tested.raw).toMatch(/TLS1\.3/);

	await press(words.next);
	expect(await main.innerText()).toContain(words.problems['zone-bad']());
	await field('zone').fill('Asia/Shanghai');
	await press(words.next);
	expect(await main.innerText()).toMatch(/No machine is known by the name|Nothing answers at/);
	expect(existsSync(join(dataDir, 'settings.json'))).toBe(false);
	await organiser.expectAccessible();
	await field('address').fill(origin);
	await press(words.next);
	await page.waitForURL(/\/organiser$/);
	await organiser.expectAccessible();
	await field('name').fill('Petra Sample');
	await field('address').fill(organiserAddress);
	await page.getByRole('button', { name: words.begin, exact: true }).click();
	await page.waitForURL(`${origin}/desk`);
	const cookies = await organiser.context.cookies();
	expect(cookies).toMatchObject([{ name: '__Host-orrery', secure: true, httpOnly: true }]);
	expect((await ask('/setup')).status).toBe(404);
	expect((await ask(`/setup/${secret}`)).status).toBe(404);
	organiser.expectNoComplaints(/status of 400/);
});

test('what was answered is a file for its owner alone, shown by `orrery config` without its secrets', async () => {
	const path = join(dataDir, 'settings.json');
	expect(statSync(path).mode & 0o777).toBe(0o600);
	expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ BASE_URL: origin, ORRERY_ZONE: 'Asia/Shanghai' });
	const shown = await orrery(server, 'config');
	expect(shown).toMatch(new RegExp(`BASE_URL +${origin} +data folder`));
	expect(shown).toMatch(/SMTP_URL +\*+ +data folder/);
	expect(shown).not.toContain('p%40ss');
});

test('`orrery init` changes it beside the running server; `orrery config --check` says what must be mended', async () => {
	const renamed = await orrery(server, 'init', '--name', 'Sample Society of Letters', '--json');
	expect(JSON.parse(renamed)).toMatchObject({ kind: 'real', made: false, settings: ['INSTALLATION_NAME'] });
	const home = async () => String((await ask('/')).body);
	await expect.poll(home).toContain('Sample Society of Letters');
	// Nobody has told this command of our authority, and no DNS of our name.
	const failed = await orrery(server, 'config', '--check').catch((error: { stdout: string; code: number }) => error);
	expect(failed).toMatchObject({ code: 1 });
	const said = (failed as { stdout: string }).stdout;
	expect(said).toMatch(/!! {2}No machine is known by the name symposium\.example/);
	expect(said).toMatch(/!! {2}The certificate of localhost:\d+ is not good/);
	expect(said).toMatch(/GB/);
});

test('the edition comes from its files; its public pages are kept by the proxy, private ones never', async () => {
	const files = join(folder, 'edition');
	writeSampleEdition(files);
	await orrery(server, 'edition', 'import', files);
	const page = `/${sampleSlug}/calls/abstracts`;
	const [one, two] = [await ask(page), await ask(page)];
	expect([one.status, one.headers['x-cache'], two.headers['x-cache']]).toEqual([200, 'MISS', 'HIT']);
	expect(two.headers['cache-control']).toMatch(/^public, max-age=\d+/);
	expect(two.body.equals(one.body)).toBe(true);
	const etag = two.headers.etag ?? '';
	expect(await ask(page, { headers: { 'if-none-match': etag } })).toMatchObject({ status: 304 });
	expect(two.headers['strict-transport-security']).toMatch(/max-age=31536000/);
	const [cookie] = await organiser.context.cookies();
	const headers = { cookie: `${cookie?.name}=${cookie?.value}` };
	for (const path of ['/me', '/me', `${page}/apply`, `${page}/apply`, `/desk/${sampleSlug}`, `/desk/${sampleSlug}`]) {
		const answer = await ask(path, { headers });
		expect([path, answer.status, answer.headers['cache-control']]).toEqual([path, 200, 'private, no-store']);
		expect(answer.headers['x-cache']).not.toBe('HIT');
	}
	expect(kept()).toContain(`KEY: ${origin}${page}\n`);
	expect(kept()).not.toMatch(/Petra Sample|KEY: \S+\/(me|desk|setup|sign-in)\b/);
});

/** Everything in the proxy's cache. */
function kept(): string {
	const cache = join(folder, 'nginx', 'cache');
	return readdirSync(cache, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
		.join('\n');
}

test('readers come by https and HTTP/2; a real installation has neither mailbox nor dial', async () => {
	const moved = await new Promise<{ status?: number; to?: string }>((resolve, reject) => {
		const request = get({ port: nginx.plainPort, path: '/verify', headers: { host: name } }, (answer) => {
			answer.resume();
			resolve({ status: answer.statusCode ?? 0, to: answer.headers.location ?? '' });
		});
		request.on('error', reject);
	});
	expect(moved).toEqual({ status: 301, to: `https://${name}/verify` });
	const session = connect(`https://localhost:${nginx.port}`, { ca: readFileSync(certificates.authority) });
	await new Promise((resolve, reject) => session.once('connect', resolve).once('error', reject));
	expect(session.alpnProtocol).toBe('h2');
	session.destroy();
	const [cookie] = await organiser.context.cookies();
	const headers = { cookie: `${cookie?.name}=${cookie?.value}` };
	for (const path of ['/mailbox', '/desk/clock', '/metrics']) {
		expect([path, (await ask(path, { headers })).status]).toEqual([path, 404]);
	}
});

/** Fetches what the browser would, by the way that its proxy has. */
async function download({ context }: Reader, url: string) {
	const cookie = (await context.cookies()).map((one) => `${one.name}=${one.value}`).join('; ');
	const { headers, body } = await askAt(url, certificates.authority, { headers: { cookie } });
	return { type: headers['content-type'] ?? '', body };
}

/** Signs in by the link that was mailed. */
async function signIn(reader: Reader, address: string, next: string): Promise<void> {
	const { page } = reader;
	await page.goto(`${origin}/sign-in?next=${encodeURIComponent(next)}`);
	await page.locator('input[name="address"]').fill(address);
	await page.getByRole('button', { name: signInMessages.en.send, exact: true }).click();
	await page.locator('input[name="code"]').waitFor();
	const { mail } = await exim.waitFor(address, /sign-in code/);
	const link = /https:\/\/\S+\/sign-in\/link\/\S+/.exec(mail.text ?? '')?.[0] ?? '';
	expect(link.startsWith(origin)).toBe(true);
	await page.goto(link);
	await page.getByRole('button', { name: signInMessages.en.linkButton, exact: true }).click();
	await page.waitForURL((url) => url.pathname === next);
}

test('an author signs in by mail and applies; kill -9 at once loses nothing that was acknowledged', async () => {
	const { page } = author;
	await signIn(author, authorAddress, `/${sampleSlug}/calls/abstracts/apply`);
	await formIsReady(page, true);
	await fillAbstract(page, 'en', goodAbstract('en', { title }));
	await page.getByRole('button', { name: applyMessages.en.submit, exact: true }).last().click();
	await page.waitForURL(/\/me\/applications\/[^/]+\?submitted=1$/);
	await server.kill();
	// Public pages go on from the cache while the server is away.
	expect((await ask(`/${sampleSlug}/calls/abstracts`)).status).toBe(200);
	server = await server.again();
	expect(server.origin).toBe(origin);
	application = page.url().replace(/\?.*/, '');
	await page.goto(application);
	expect(await page.locator('main').innerText()).toContain(title);
	// A receipt that was under way when the process died is never sent again blindly: then the outbox names it.
	const receipt = await exim.waitFor(authorAddress, new RegExp(title)).catch(() => undefined);
	if (receipt) expect(receipt.mail.text).toMatch(/A-\d+/);
	else {
		await organiser.page.goto(`${origin}/desk/${sampleSlug}/outbox?list=uncertain`);
		expect(await organiser.page.locator('main').innerText()).toContain(authorAddress);
	}
});

test('decided, announced, and mailed as a PDF with sane headers', async () => {
	const way = {
		origin,
		locale: 'en' as const,
		javaScript: true,
		look: async () => undefined,
		desk: `/desk/${sampleSlug}`,
		download,
	};
	await decideAsTalk(way, organiser, title);
	reference = await sendLetter(way, organiser, title);
	const delivered = await exim.waitFor(authorAddress, /accepted as a talk/i);
	const { mail, raw } = delivered;
	expect(mail.messageId).toMatch(/^<[a-z0-9]+@symposium\.example>$/);
	expect(mail.from?.address).toBe(`letters@${name}`);
	expect(mail.to).toMatchObject([{ address: authorAddress }]);
	expect(Math.abs(Date.parse(mail.date ?? '') - Date.now())).toBeLessThan(120_000);
	const head = raw.slice(0, raw.search(/\r?\n\r?\n/));
	expect(head).toMatch(/^Auto-Submitted: auto-generated$/m);
	expect(head).toMatch(/^Return-path: <letters@symposium\.example>$/m);
	for (const line of head.split(/\r?\n/)) expect(Buffer.byteLength(line)).toBeLessThan(998);
	const [attached] = mail.attachments;
	expect(attached).toMatchObject({ mimeType: 'application/pdf' });
	letter = Buffer.from(attached?.content as ArrayBuffer);
	for (const part of [title, reference]) expect(pdfText(letter)).toContain(part);
	expect(codesOf(letter)).toEqual([`${origin}/verify/${reference}`]);
});

test('anyone who holds the letter finds it genuine', async () => {
	const stranger = await somebody();
	const { page } = stranger;
	await page.goto(`${origin}/verify/${reference}`);
	expect(await page.locator('main').innerText()).toContain(publicMessages.en.verify.letter.foundValid);
	const file = { name: 'letter.pdf', mimeType: 'application/pdf', buffer: letter };
	await page.locator('input[type="file"]').setInputFiles(file);
	await page.getByRole('button', { name: publicMessages.en.verify.compareDo, exact: true }).click();
	await expect.poll(() => page.locator('main').innerText()).toContain(publicMessages.en.verify.letter.same);
	stranger.expectNoComplaints();
	await author.page.goto(application);
	expect(await author.page.locator('main a[href*="/me/letters/"]').count()).toBe(1);
	// While the server was away.
	author.expectNoComplaints(/status of 502/);
	expect(await orrery(server, 'verify')).toMatch(/^Ledger: \d+ events, each as it was sealed/m);
	// The proxy in front is the one that is trusted.
	expect(first.output() + server.output()).not.toMatch(/proxy-/);
});
