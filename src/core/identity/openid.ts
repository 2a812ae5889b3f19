import { and, eq, gt, isNotNull, isNull } from 'drizzle-orm';
import type * as OpenId from 'openid-client';
import { minute } from '#core/clock/index.ts';
import type { Config } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import { clientNetwork } from '#core/http/client-address.ts';
import { newId } from '#core/ids/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { takeToken } from './limits.ts';
import { localNext } from './next.ts';
import { digestOf } from './secrets.ts';
import { type ProviderName, openidAttempt } from './tables.ts';

const attemptLife = 30 * minute;

interface ProviderSettings {
	issuer: string;
	clientId: string;
	clientSecret: string | undefined;
	scope: string;
}

/** The providers that are configured, for the buttons. */
export function configuredProviders(config: Config): { provider: ProviderName; name: string }[] {
	return [
		...(config.oidcIssuer ? [{ provider: 'openid' as const, name: config.oidcName }] : []),
		...(config.orcidClientId ? [{ provider: 'orcid' as const, name: 'ORCID' }] : []),
	];
}

function settingsOf(config: Config, provider: ProviderName): ProviderSettings {
	if (provider === 'openid' && config.oidcIssuer && config.oidcClientId) {
		return {
			issuer: config.oidcIssuer,
			clientId: config.oidcClientId,
			clientSecret: config.oidcClientSecret,
			scope: 'openid profile',
		};
	}
	if (provider === 'orcid' && config.orcidClientId) {
		return {
			issuer: config.orcidIssuer,
			clientId: config.orcidClientId,
			clientSecret: config.orcidClientSecret,
			scope: 'openid',
		};
	}
	throw new Refusal('not-found', 'not-found');
}

/** What a provider says of itself, asked once for each process and setting. A failed question is asked again. */
const discovered = new WeakMap<Config, Map<string, Promise<OpenId.Configuration>>>();

async function discover(ctx: Context, settings: ProviderSettings): Promise<[typeof OpenId, OpenId.Configuration]> {
	// Loaded when it is needed: most installations have no provider.
	const client = await import('openid-client');
	const known = discovered.get(ctx.config) ?? new Map<string, Promise<OpenId.Configuration>>();
	discovered.set(ctx.config, known);
	const authentication = settings.clientSecret ? client.ClientSecretPost(settings.clientSecret) : client.None();
	const asked =
		known.get(settings.issuer) ??
		client.discovery(new URL(settings.issuer), settings.clientId, undefined, authentication, {
			timeout: 10,
			execute: [
				// The library trusts the channel by itself; we have the signature checked as well.
				client.enableNonRepudiationChecks,
				// An issuer at http (a test, a private network) was named so by the operator.
				...(settings.issuer.startsWith('http:') ? [client.allowInsecureRequests] : []),
			],
		});
	known.set(settings.issuer, asked);
	try {
		return [client, await asked];
	} catch (error) {
		known.delete(settings.issuer);
		ctx.log.warn('openid-discovery-failed', { issuer: settings.issuer, error });
		throw new Refusal('unavailable', 'provider-unavailable');
	}
}

export interface BeginOpenId {
	provider: ProviderName;
	/** Where the provider sends people back: an absolute address of ours. */
	redirectUri: string;
	/** Secret of the window's cookie. */
	window: string;
	/** Who links the provider to himself; absent when somebody signs in. */
	personId?: string | undefined;
	next?: string | null | undefined;
	ip: string;
}

/**
 * Begins a way to another provider: authorisation code with PKCE, state and nonce.
 * @returns the address to send the browser to
 * @throws Refusal `not-found` when the provider is not configured, `unavailable` when it can't be reached, `too-many`
 */
export async function beginOpenId(ctx: Context, input: BeginOpenId): Promise<string> {
	takeToken(ctx, 'begin-network', clientNetwork(input.ip));
	const settings = settingsOf(ctx.config, input.provider);
	const [client, configuration] = await discover(ctx, settings);
	const verifier = client.randomPKCECodeVerifier();
	const state = client.randomState();
	const nonce = client.randomNonce();
	await ctx.db.insert(openidAttempt).values({
		id: newId(),
		provider: input.provider,
		windowDigest: digestOf(input.window),
		stateDigest: digestOf(state),
		nonce,
		verifier,
		personId: input.personId ?? null,
		next: localNext(input.next) ?? null,
		expiresAt: ctx.clock.process.now() + attemptLife,
	});
	return client.buildAuthorizationUrl(configuration, {
		redirect_uri: input.redirectUri,
		scope: settings.scope,
		code_challenge: await client.calculatePKCECodeChallenge(verifier),
		code_challenge_method: 'S256',
		state,
		nonce,
	}).href;
}

/** What a provider said of the person who came back. */
export interface ProviderWord {
	attemptId: string;
	provider: ProviderName;
	subject: string;
	name: string | undefined;
	/** Who began it in order to link the provider. */
	personId: string | null;
	next: string | null;
}

/**
 * Reads the answer of a provider: only in the window that asked, once.
 * @param url the address that the browser was sent back to, with its query
 * @throws Refusal `invalid` `provider-refused` (also when the person said no there)
 */
export async function finishOpenId(
	ctx: Context,
	input: { provider: ProviderName; url: URL; window: string | undefined; ip: string },
): Promise<ProviderWord> {
	takeToken(ctx, 'try-network', clientNetwork(input.ip));
	const state = input.url.searchParams.get('state') ?? '';
	const mine = and(
		eq(openidAttempt.stateDigest, digestOf(state)),
		eq(openidAttempt.provider, input.provider),
		eq(openidAttempt.windowDigest, digestOf(input.window ?? '')),
		isNull(openidAttempt.subject),
		gt(openidAttempt.expiresAt, ctx.clock.process.now()),
	);
	const [attempt] = input.window ? await ctx.db.select().from(openidAttempt).where(mine) : [];
	if (!attempt) throw new Refusal('invalid', 'provider-refused');
	const [client, configuration] = await discover(ctx, settingsOf(ctx.config, input.provider));
	let claims: OpenId.IDToken | undefined;
	try {
		const tokens = await client.authorizationCodeGrant(configuration, input.url, {
			expectedState: state,
			expectedNonce: attempt.nonce,
			pkceCodeVerifier: attempt.verifier,
			idTokenExpected: true,
		});
		claims = tokens.claims();
	} catch (error) {
		ctx.log.warn('openid-refused', { provider: input.provider, error });
	}
	if (!claims) {
		await dropAttempt(ctx, attempt.id);
		throw new Refusal('invalid', 'provider-refused');
	}
	const given = [claims.given_name, claims.family_name].filter((part) => typeof part === 'string').join(' ');
	const name = cleanText(typeof claims.name === 'string' ? claims.name : given, { lines: false }).slice(0, 200);
	const kept = await ctx.db
		.update(openidAttempt)
		.set({ subject: claims.sub, name: name || null })
		.where(and(eq(openidAttempt.id, attempt.id), isNull(openidAttempt.subject)))
		.returning({ id: openidAttempt.id });
	if (kept.length === 0) throw new Refusal('invalid', 'provider-refused');
	return {
		attemptId: attempt.id,
		provider: input.provider,
		subject: claims.sub,
		name: name || undefined,
		personId: attempt.personId,
		next: attempt.next,
	};
}

/** The provider's word that waits in this window for a proved address, if any. */
export async function waitingWord(ctx: Context, window: string | undefined): Promise<ProviderWord | undefined> {
	if (!window) return undefined;
	const [row] = await ctx.db
		.select()
		.from(openidAttempt)
		.where(
			and(
				eq(openidAttempt.windowDigest, digestOf(window)),
				isNotNull(openidAttempt.subject),
				isNull(openidAttempt.personId),
				gt(openidAttempt.expiresAt, ctx.clock.process.now()),
			),
		);
	if (!row || row.subject === null) return undefined;
	return {
		attemptId: row.id,
		provider: row.provider,
		subject: row.subject,
		name: row.name ?? undefined,
		personId: row.personId,
		next: row.next,
	};
}

/** Forgets an attempt: it was used, or came to nothing. */
export async function dropAttempt(ctx: Context, id: string): Promise<void> {
	await ctx.db.delete(openidAttempt).where(eq(openidAttempt.id, id));
}
