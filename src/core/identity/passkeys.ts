import {
	type AuthenticationResponseJSON,
	type AuthenticatorTransport,
	type RegistrationResponseJSON,
	generateAuthenticationOptions,
	generateRegistrationOptions,
	verifyAuthenticationResponse,
	verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import { minute } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { clientNetwork } from '#core/http/client-address.ts';
import { Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { takeToken } from './limits.ts';
import { digestOf } from './secrets.ts';
import { passkey, passkeyChallenge } from './tables.ts';

const challengeLife = 5 * minute;

/** Where the site is reached, as browsers see it: `https://host[:port]`. Passkeys belong to its host. */
export interface Site {
	origin: string;
	name: string;
}

const hostOf = (site: Site) => new URL(site.origin).hostname;

/** What a new passkey is to be made with; the browser hands it to the authenticator. */
export async function beginPasskey(
	ctx: Context,
	site: Site,
	person: { id: string; address: string; name: string },
	window: string,
) {
	const own = await passkeysOf(ctx, person.id);
	const options = await generateRegistrationOptions({
		rpName: site.name,
		rpID: hostOf(site),
		userName: person.address,
		userDisplayName: person.name,
		// The handle is stored by the authenticator: random as our ids are, and nothing personal.
		userID: new TextEncoder().encode(person.id),
		attestationType: 'none',
		excludeCredentials: own.map((key) => ({ id: key.id, transports: key.transports })),
		authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
	});
	await keepChallenge(ctx, options.challenge, window, person.id);
	return options;
}

/**
 * Keeps the passkey that the authenticator made.
 * @throws Refusal `invalid` `passkey-refused`
 */
export async function finishPasskey(
	ctx: Context,
	site: Site,
	personId: string,
	window: string,
	response: RegistrationResponseJSON,
	name: string,
): Promise<void> {
	const made = await verifyRegistrationResponse({
		response,
		expectedChallenge: (challenge) => takeChallenge(ctx, challenge, window, personId),
		expectedOrigin: site.origin,
		expectedRPID: hostOf(site),
		requireUserVerification: true,
	}).catch(() => undefined);
	if (!made?.verified) throw new Refusal('invalid', 'passkey-refused');
	const { credential, credentialBackedUp } = made.registrationInfo;
	await ctx.db
		.insert(passkey)
		.values({
			id: credential.id,
			personId,
			publicKey: Buffer.from(credential.publicKey).toString('base64url'),
			counter: credential.counter,
			transports: credential.transports ?? [],
			backedUp: credentialBackedUp,
			name: cleanText(name, { lines: false }).slice(0, 80),
			addedAt: ctx.clock.process.now(),
		})
		.onConflictDoNothing();
}

/** What is asked of an authenticator to sign in; it offers the keys it holds for this host, so no address is needed. */
export async function beginPasskeySignIn(ctx: Context, site: Site, window: string, ip: string) {
	takeToken(ctx, 'begin-network', clientNetwork(ip));
	const options = await generateAuthenticationOptions({ rpID: hostOf(site), userVerification: 'required' });
	await keepChallenge(ctx, options.challenge, window, null);
	return options;
}

/**
 * Whose passkey answered.
 * @throws Refusal `invalid` `passkey-unknown` (a key that is not kept here), `passkey-refused`
 */
export async function finishPasskeySignIn(
	ctx: Context,
	site: Site,
	window: string,
	response: AuthenticationResponseJSON,
	ip: string,
): Promise<string> {
	takeToken(ctx, 'try-network', clientNetwork(ip));
	const [key] = await ctx.db
		.select()
		.from(passkey)
		.where(eq(passkey.id, String(response?.id ?? '')));
	if (!key) throw new Refusal('invalid', 'passkey-unknown');
	const answer = await verifyAuthenticationResponse({
		response,
		expectedChallenge: (challenge) => takeChallenge(ctx, challenge, window, null),
		expectedOrigin: site.origin,
		expectedRPID: hostOf(site),
		requireUserVerification: true,
		credential: {
			id: key.id,
			publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64url')),
			counter: key.counter,
			transports: key.transports as AuthenticatorTransport[],
		},
	}).catch(() => undefined);
	if (!answer?.verified) throw new Refusal('invalid', 'passkey-refused');
	await ctx.db
		.update(passkey)
		.set({ counter: answer.authenticationInfo.newCounter, usedAt: ctx.clock.process.now() })
		.where(eq(passkey.id, key.id));
	return key.personId;
}

/** A person's passkeys, without the keys. */
export async function passkeysOf(ctx: Context, personId: string) {
	return ctx.db
		.select({
			id: passkey.id,
			name: passkey.name,
			transports: passkey.transports,
			backedUp: passkey.backedUp,
			addedAt: passkey.addedAt,
			usedAt: passkey.usedAt,
		})
		.from(passkey)
		.where(eq(passkey.personId, personId))
		.orderBy(asc(passkey.addedAt));
}

/** Forgets a passkey. @returns whether the person had it */
export async function removePasskey(ctx: Context, personId: string, id: string): Promise<boolean> {
	const gone = await ctx.db
		.delete(passkey)
		.where(and(eq(passkey.id, id), eq(passkey.personId, personId)))
		.returning({ id: passkey.id });
	return gone.length > 0;
}

async function keepChallenge(ctx: Context, challenge: string, window: string, personId: string | null): Promise<void> {
	await ctx.db.insert(passkeyChallenge).values({
		challenge,
		windowDigest: digestOf(window),
		personId,
		expiresAt: ctx.clock.process.now() + challengeLife,
	});
}

/** Whether we put this challenge to this window for this purpose; it is gone afterwards. */
async function takeChallenge(
	ctx: Context,
	challenge: string,
	window: string,
	personId: string | null,
): Promise<boolean> {
	const gone = await ctx.db
		.delete(passkeyChallenge)
		.where(
			and(
				eq(passkeyChallenge.challenge, challenge),
				eq(passkeyChallenge.windowDigest, digestOf(window)),
				personId === null ? isNull(passkeyChallenge.personId) : eq(passkeyChallenge.personId, personId),
				gt(passkeyChallenge.expiresAt, ctx.clock.process.now()),
			),
		)
		.returning({ challenge: passkeyChallenge.challenge });
	return gone.length > 0;
}
