import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '#core/config/index.ts';
import { checkMail, checkPlace, mailOf, mailSecurities, publicAddress, smtpUrlOf } from './answers.ts';
import { settingFindings } from './findings.ts';

const place = {
	nameEn: 'Sample Society',
	nameZh: '样例学会',
	zone: 'Europe/Paris',
	languages: ['zh', 'en'],
	address: 'symposium.example',
};
const mail = {
	host: 'mail.symposium.example',
	port: '',
	security: 'starttls',
	user: 'me',
	password: 'p@ss:w/rd?',
	senderName: 'Letters',
	sender: 'letters@symposium.example',
};
const paths = (problems: readonly { path: string; code: string }[]) =>
	problems.map(({ path, code }) => `${path} ${code}`);

describe('the place', () => {
	test('becomes settings that can be read back', () => {
		const { changes, problems } = checkPlace(place);
		expect(problems).toEqual([]);
		const config = loadConfig({ DATA_DIR: '/nowhere/at/all', ...(changes as Record<string, string>) });
		expect(config).toMatchObject({
			nameEn: 'Sample Society',
			nameZh: '样例学会',
			zone: 'Europe/Paris',
			languages: ['zh', 'en'],
			baseUrl: 'https://symposium.example',
		});
	});

	test('is refused field by field', () => {
		const wrong = {
			nameEn: ' ',
			nameZh: '长'.repeat(101),
			zone: 'Beijing',
			languages: ['fr'],
			address: 'https://a.example/path',
		};
		expect(paths(checkPlace(wrong).problems)).toEqual([
			'nameEn name-missing',
			'nameZh too-long',
			'zone zone-bad',
			'languages language-missing',
			'address address-form',
		]);
	});

	test.each([
		['symposium.example', 'https://symposium.example'],
		[' HTTPS://Symposium.example:8443/ ', 'https://symposium.example:8443'],
		['http://localhost:8080', 'http://localhost:8080'],
		['https://user@symposium.example', undefined],
		['ftp://symposium.example', undefined],
		['https://symposium.example/desk', undefined],
		['', undefined],
	])('an address: %s', (typed, read) => expect(publicAddress(typed)).toBe(read));
});

describe('mail', () => {
	test('whatever user name and password hold, the server’s address says the same again', () => {
		const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((one) => one.isWellFormed());
		fc.assert(
			fc.property(
				text,
				text,
				fc.constantFrom(...mailSecurities),
				fc.integer({ min: 1, max: 65535 }),
				(user, password, security, port) => {
					const answers = { host: 'mail.symposium.example', port: String(port), security, user, password };
					expect(mailOf(smtpUrlOf(answers), 'A <a@b.example>')).toEqual({
						...answers,
						senderName: 'A',
						sender: 'a@b.example',
					});
				},
			),
		);
	});

	test('an empty password keeps the stored one, for the same server and user only', () => {
		const before = checkMail(mail).changes.SMTP_URL ?? '';
		expect(before).toBe('smtp://me:p%40ss%3Aw%2Frd%3F@mail.symposium.example:587?requireTLS=true');
		expect(checkMail({ ...mail, password: '' }, before).changes.SMTP_URL).toBe(before);
		expect(checkMail({ ...mail, password: '', user: 'other' }, before).changes.SMTP_URL).not.toContain('p%40ss');
		expect(checkMail({ ...mail, password: '', host: 'evil.example' }, before).changes.SMTP_URL).not.toContain('p%40ss');
	});

	test('later: no server, and the sender only if it is one', () => {
		expect(checkMail({ ...mail, host: ' ', sender: '' })).toEqual({ changes: { SMTP_URL: null }, problems: [] });
		expect(paths(checkMail({ ...mail, host: '', sender: 'nobody' }).problems)).toEqual(['sender sender-form']);
	});

	test('is refused field by field', () => {
		const wrong = { ...mail, host: 'mail server', port: '99999', security: 'ssl', user: '', sender: '' };
		expect(paths(checkMail(wrong).problems)).toEqual([
			'host host-form',
			'security security-missing',
			'port port-form',
			'user user-missing',
			'sender sender-missing',
		]);
	});
});

test('what the settings alone say at every start', () => {
	const codes = (env: Record<string, string>, rehearsal = false) =>
		settingFindings(loadConfig({ DATA_DIR: '/nowhere/at/all', ...env }), rehearsal).map(({ code }) => code);
	expect(codes({})).toEqual(['address-missing', 'mail-missing']);
	const good = {
		BASE_URL: 'https://symposium.example',
		SMTP_URL: 'smtp://localhost',
		MAIL_FROM: 'a@symposium.example',
	};
	expect(codes(good)).toEqual([]);
	expect(codes({ ...good, BASE_URL: 'http://symposium.example' })).toEqual(['address-plain']);
	expect(codes({ ...good, BASE_URL: 'http://localhost:8080' })).toEqual([]);
	expect(codes({ ...good, MAIL_FROM: '' })).toEqual(['sender-local']);
	expect(codes({ ...good, TRUST_PROXY: '1' })).toEqual(['port-open']);
	expect(codes({ ...good, TRUST_PROXY: '1', HOST: '127.0.0.1' })).toEqual([]);
	expect(codes({}, true)).toEqual([]);
	expect(codes({ HOST: '0.0.0.0' }, true)).toEqual(['rehearsal-closed']);
	expect(codes({ HOST: '0.0.0.0', REHEARSAL_LOGINS: 'public' }, true)).toEqual(['rehearsal-public']);
	expect(codes({ REHEARSAL_LOGINS: 'public' }, true)).toEqual([]);
});
