import { afterAll, beforeEach, expect, test } from 'vitest';
import { processNow } from '#core/clock/index.ts';
import { newSecret } from '#core/ids/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { testContext } from '../../../tests/setup/context.ts';
import { beginOpenId, configuredProviders, finishOpenId, waitingWord } from './openid.ts';
import { startTestProvider } from './testing-provider.ts';

// ID tokens are judged by the system's time, so these tests live in it.
const ctx = await testContext({ at: processNow() });
const client = { id: 'orrery', secret: 'not-so-secret' };
const provider = await startTestProvider(client, processNow);
afterAll(() => provider.close());
Object.assign(ctx.config, {
	oidcIssuer: provider.issuer,
	oidcClientId: client.id,
	oidcClientSecret: client.secret,
	oidcName: 'Institute',
});

const redirectUri = 'https://orrery.example/sign-in/with/openid/return';
const ip = '192.0.2.1';
const begin = (window: string) => beginOpenId(ctx, { provider: 'openid', redirectUri, window, ip, next: '/me' });
const finish = (url: URL, window: string | undefined) => finishOpenId(ctx, { provider: 'openid', url, window, ip });
const refused = (work: Promise<unknown>) =>
	work.then(
		() => 'no refusal',
		(error) => (error instanceof Refusal ? error.code : String(error)),
	);

beforeEach(() => {
	provider.fault = 'none';
	provider.person = { sub: 'subject-1', name: 'Ada Sample' };
});

test('somebody goes to the provider and comes back as whom it says', async () => {
	expect(configuredProviders(ctx.config)).toEqual([{ provider: 'openid', name: 'Institute' }]);
	const window = newSecret();
	const away = new URL(await begin(window));
	expect(away.origin).toBe(provider.issuer);
	expect(Object.fromEntries(away.searchParams)).toMatchObject({
		code_challenge_method: 'S256',
		response_type: 'code',
		redirect_uri: redirectUri,
		scope: 'openid profile',
	});
	const back = await provider.consent(away.href);
	expect(await finish(back, window)).toMatchObject({
		provider: 'openid',
		subject: 'subject-1',
		name: 'Ada Sample',
		next: '/me',
	});
	expect(await waitingWord(ctx, window)).toMatchObject({ subject: 'subject-1' });
	expect(await waitingWord(ctx, newSecret())).toBeUndefined();
	// The answer works once.
	expect(await refused(finish(back, window))).toBe('provider-refused');
});

test('the answer counts only in the window that asked, and with its state', async () => {
	const window = newSecret();
	const back = await provider.consent(await begin(window));
	expect(await refused(finish(back, newSecret()))).toBe('provider-refused');
	expect(await refused(finish(back, undefined))).toBe('provider-refused');
	const forged = new URL(back);
	forged.searchParams.set('state', 'another');
	expect(await refused(finish(forged, window))).toBe('provider-refused');
	// An attacker's own answer, planted in the victim's window, has the attacker's state.
	const attackers = await provider.consent(await begin(newSecret()));
	expect(await refused(finish(attackers, window))).toBe('provider-refused');
	expect(await finish(back, window)).toMatchObject({ subject: 'subject-1' });
});

test.each(['nonce', 'signature', 'audience', 'issuer'] as const)(
	'an ID token with a wrong %s is refused',
	async (fault) => {
		provider.fault = fault;
		const window = newSecret();
		const back = await provider.consent(await begin(window));
		expect(await refused(finish(back, window))).toBe('provider-refused');
		expect(await waitingWord(ctx, window)).toBeUndefined();
	},
);

test('who says no at the provider is told so', async () => {
	const window = newSecret();
	const away = new URL(await begin(window));
	const back = new URL(redirectUri);
	back.searchParams.set('error', 'access_denied');
	back.searchParams.set('state', away.searchParams.get('state') ?? '');
	expect(await refused(finish(back, window))).toBe('provider-refused');
});

test('a provider that is not configured is not there; one that does not answer is unavailable, and is asked again', async () => {
	expect(await refused(beginOpenId(ctx, { provider: 'orcid', redirectUri, window: newSecret(), ip }))).toBe(
		'not-found',
	);
	const broken = { ...ctx, config: { ...ctx.config, oidcIssuer: 'http://127.0.0.1:9' } };
	const wanted = { provider: 'openid', redirectUri, window: newSecret(), ip } as const;
	expect(await refused(beginOpenId(broken, wanted))).toBe('provider-unavailable');
	broken.config.oidcIssuer = provider.issuer;
	expect(await beginOpenId(broken, wanted)).toContain(provider.issuer);
});
