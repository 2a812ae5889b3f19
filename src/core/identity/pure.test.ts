import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { can } from '#core/access/index.ts';
import { cookieName, readCookie, setCookieHeader } from './cookies.ts';
import { isLoopbackHost } from '#core/config/index.ts';
import { localNext } from './next.ts';
import { actionsOfScopes } from './scopes.ts';
import { newCode, readCode } from './secrets.ts';

describe('where to go afterwards', () => {
	test.each(['/me', '/zh/me/addresses?x=1#y', '/ipspace-2021/calls/abstracts/apply'])('%s stays', (path) => {
		expect(localNext(path)).toBe(path);
	});
	test.each([
		'//evil.example',
		'/\\evil.example',
		'/\t/evil.example',
		'\n//evil.example',
		'https://evil.example/',
		'javascript:alert(1)',
		'me',
		'',
		'/./\\/evil.example',
		'/.//evil.example',
		'/x/..//evil.example',
		'/sign-in?next=/sign-in',
		'/zh/sign-out',
		`/${'x'.repeat(3000)}`,
		null,
		undefined,
	])('%j is refused', (path) => {
		expect(localNext(path)).toBeUndefined();
	});
	test('whatever comes out leads nowhere else', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: fc.constantFrom('/', '\\', '.', '@', ':', 'a', '?', '#', '\t', '\n', ' ') }),
				(text) => {
					const next = localNext(`/${text}`);
					if (next !== undefined) expect(new URL(next, 'https://site.example').origin).toBe('https://site.example');
				},
			),
			{ numRuns: 2000 },
		);
	});
});

test('a code is read as people type and paste it', () => {
	for (const text of ['012345', ' 012 345', '012-345', '０１２３４５', '012–345\n'])
		expect(readCode(text)).toBe('012345');
	for (const text of ['', '12345', '1234567', 'abcdef', '12345x']) expect(readCode(text)).toBeUndefined();
	for (let i = 0; i < 50; i += 1) expect(readCode(newCode())).toMatch(/^\d{6}$/);
});

test('over https cookies are bound to the host and secure; over http they can be set at all', () => {
	const https = { baseUrl: 'https://ipspace.example' };
	expect(cookieName(https, 'session')).toBe('__Host-orrery');
	expect(setCookieHeader(https, 'session', 'abc')).toBe(
		'__Host-orrery=abc; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure',
	);
	expect(setCookieHeader({ baseUrl: undefined }, 'window', '')).toBe(
		'orrery-window=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
	);
	expect(readCookie(`a=b; orrery=${'x'.repeat(40)}; c=d`, 'orrery')).toBe('x'.repeat(40));
	expect(readCookie("orrery='; drop table session", 'orrery')).toBeUndefined();
	expect(readCookie(null, 'orrery')).toBeUndefined();
});

test('only this machine is loopback', () => {
	for (const host of ['localhost', 'localhost:8080', '127.0.0.1:80', '[::1]:8080', '127.9.9.9']) {
		expect(isLoopbackHost(host)).toBe(true);
	}
	for (const host of [
		'ipspace.example',
		'localhost.evil.example',
		'127.0.0.1.evil.example',
		'10.0.0.1',
		'0.0.0.0',
		'',
	]) {
		expect(isLoopbackHost(host)).toBe(false);
	}
});

test('a token does what its scopes say and its person may, and nothing else', () => {
	const clock = { rehearsal: true };
	const organiser = {
		kind: 'person',
		personId: 'p',
		relations: [{ relation: 'organiser', on: 'edition', id: 'e' }],
		via: 'token',
	} as const;
	const here = { within: { edition: 'e' } };
	const reads = { ...organiser, limitedTo: actionsOfScopes(['desk:read']) };
	expect(can(reads, 'application.list', here, clock)).toBe('yes');
	expect(can(reads, 'application.decide', here, clock)).toBe('forbidden');
	expect(can({ ...organiser, limitedTo: actionsOfScopes(['desk:write']) }, 'application.decide', here, clock)).toBe(
		'yes',
	);
	expect(can(organiser, 'application.decide', here, clock)).toBe('yes');
	// A scope gives nothing that the person has not.
	const nobody = { ...organiser, relations: [], limitedTo: actionsOfScopes(['desk:write']) };
	expect(can(nobody, 'application.decide', here, clock)).toBe('not-found');
	// No scope reaches one's keys, addresses or erasure.
	const all = { ...organiser, limitedTo: actionsOfScopes(['own:read', 'own:write', 'desk:read', 'desk:write']) };
	for (const action of ['person.secure-own', 'person.correct-own', 'person.merge', 'person.erase'] as const) {
		expect(can(all, action, { within: {}, owners: ['p'] }, clock)).toBe('forbidden');
	}
	expect(actionsOfScopes(['no-such-scope', 'constructor', '__proto__'])).toEqual([]);
	// A single action is a scope too, but none that changes who somebody is.
	expect(actionsOfScopes(['application.list'])).toEqual(['application.list']);
	expect(actionsOfScopes(['person.secure-own', 'relation.grant', 'installation.operate', 'webhook.manage'])).toEqual(
		[],
	);
});
