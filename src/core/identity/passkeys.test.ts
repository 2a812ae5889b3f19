import { expect, test } from 'vitest';
import { minute } from '#core/clock/index.ts';
import { newSecret } from '#core/ids/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { testContext } from '../../../tests/setup/context.ts';
import {
	beginPasskey,
	beginPasskeySignIn,
	finishPasskey,
	finishPasskeySignIn,
	passkeysOf,
	removePasskey,
} from './passkeys.ts';
import { softwareAuthenticator } from './testing-authenticator.ts';

const ctx = await testContext();
const site = { origin: 'https://orrery.example', name: 'IPSPACE 2021' };
const person = { id: 'ada', address: 'ada@sample.example', name: 'Ada Sample' };
// The clock is set back in between, which a limit would mind.
let ip = '192.0.2.1';

async function register() {
	const device = softwareAuthenticator();
	const window = newSecret();
	const options = await beginPasskey(ctx, site, person, window);
	await finishPasskey(ctx, site, person.id, window, device.create(options, site.origin), ' My  laptop ');
	return device;
}

const code = (work: Promise<unknown>) =>
	work.then(
		() => 'no refusal',
		(error) => (error instanceof Refusal ? error.code : String(error)),
	);

test('a passkey is registered and signs in without an address', async () => {
	const device = await register();
	const [kept] = await passkeysOf(ctx, person.id);
	expect(kept).toMatchObject({ name: 'My laptop', transports: ['internal'], usedAt: null });
	const window = newSecret();
	const options = await beginPasskeySignIn(ctx, site, window, ip);
	expect(options.allowCredentials ?? []).toEqual([]);
	expect(await finishPasskeySignIn(ctx, site, window, device.get(options, site.origin), ip)).toBe('ada');
	expect((await passkeysOf(ctx, person.id))[0]?.usedAt).not.toBeNull();
	// The offer to register again leaves out what is held.
	expect((await beginPasskey(ctx, site, person, newSecret())).excludeCredentials?.map((key) => key.id)).toContain(
		kept?.id,
	);
});

test('an answer counts once, in the window that asked, for this site, before it runs out, from a verified user', async () => {
	const device = await register();
	const ask = async (window = newSecret()) => ({ window, options: await beginPasskeySignIn(ctx, site, window, ip) });
	const once = await ask();
	const answer = device.get(once.options, site.origin);
	await finishPasskeySignIn(ctx, site, once.window, answer, ip);
	expect(await code(finishPasskeySignIn(ctx, site, once.window, answer, ip))).toBe('passkey-refused');

	const elsewhere = await ask();
	expect(await code(finishPasskeySignIn(ctx, site, newSecret(), device.get(elsewhere.options, site.origin), ip))).toBe(
		'passkey-refused',
	);

	const phished = await ask();
	const wrong = device.get(phished.options, 'https://orrery.evil.example');
	expect(await code(finishPasskeySignIn(ctx, site, phished.window, wrong, ip))).toBe('passkey-refused');

	const unverified = await ask();
	expect(
		await code(
			finishPasskeySignIn(ctx, site, unverified.window, device.get(unverified.options, site.origin, false), ip),
		),
	).toBe('passkey-refused');

	const late = await ask();
	const start = ctx.clock.process.now();
	ctx.setNow(start + 5 * minute);
	expect(await code(finishPasskeySignIn(ctx, site, late.window, device.get(late.options, site.origin), ip))).toBe(
		'passkey-refused',
	);
	ctx.setNow(start);
	ip = '192.0.2.2';
});

test('a challenge for signing in makes no key, and one person’s makes none for another', async () => {
	const device = softwareAuthenticator();
	const window = newSecret();
	const signIn = await beginPasskeySignIn(ctx, site, window, ip);
	const made = device.create(
		{ rp: { id: 'orrery.example' }, user: { id: 'x' }, challenge: signIn.challenge },
		site.origin,
	);
	expect(await code(finishPasskey(ctx, site, person.id, window, made, 'key'))).toBe('passkey-refused');
	const options = await beginPasskey(ctx, site, person, window);
	expect(await code(finishPasskey(ctx, site, 'bo', window, device.create(options, site.origin), 'key'))).toBe(
		'passkey-refused',
	);
	expect(await passkeysOf(ctx, 'bo')).toEqual([]);
});

test('a removed key does not sign in; nobody removes another’s; nonsense is refused', async () => {
	const device = await register();
	for (const key of await passkeysOf(ctx, person.id)) {
		expect(await removePasskey(ctx, 'bo', key.id)).toBe(false);
		expect(await removePasskey(ctx, person.id, key.id)).toBe(true);
	}
	const window = newSecret();
	const options = await beginPasskeySignIn(ctx, site, window, ip);
	expect(await code(finishPasskeySignIn(ctx, site, window, device.get(options, site.origin), ip))).toBe(
		'passkey-unknown',
	);
	expect(await code(finishPasskeySignIn(ctx, site, window, {} as never, ip))).toBe('passkey-unknown');
	expect(await code(finishPasskey(ctx, site, person.id, window, {} as never, 'key'))).toBe('passkey-refused');
});
