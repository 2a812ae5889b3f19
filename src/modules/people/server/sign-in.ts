import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { type Context, transaction } from '#core/context/index.ts';
import {
	type Client,
	type ProvedAddress,
	type ProviderName,
	type SignInMethod,
	type Site,
	dropAttempt,
	finishOpenId,
	finishPasskeySignIn,
	linkIdentity,
	openSession,
	personOfIdentity,
	readCastLink,
	takeLink,
	tryCode,
	waitingWord,
} from '#core/identity/index.ts';
import { record } from '#core/ledger/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { namesFrom } from '../name.ts';
import { fillBlanks, findOrCreatePersonByAddress, frontDoor } from './create.ts';

export interface SignedIn {
	/** For the session cookie. */
	secret: string;
	personId: string;
	/** Whether the record was made just now. */
	isNew: boolean;
	/** The local path that was asked for before signing in. */
	next: string | null;
}

/** Signs in with the code typed in the window that asked for it. @throws Refusal as `tryCode` */
export async function signInWithCode(
	ctx: Context,
	input: { window: string | undefined; code: string },
	client: Client,
): Promise<SignedIn> {
	const proved = await tryCode(ctx, { ...input, ip: client.ip, purpose: 'sign-in' });
	return arrive(ctx, proved, 'code', input.window, client);
}

/** Signs in with the mailed link, in whichever browser it was opened. @throws Refusal `closed` `link-expired` */
export async function signInWithLink(
	ctx: Context,
	input: { window: string | undefined; secret: string },
	client: Client,
): Promise<SignedIn> {
	const proved = await takeLink(ctx, input.secret, client.ip);
	return arrive(ctx, proved, 'link', input.window, client);
}

/** An address is proved: its person (a new one, maybe) is signed in, and a provider's word that waited is linked to him. */
async function arrive(
	ctx: Context,
	proved: ProvedAddress,
	method: SignInMethod,
	window: string | undefined,
	client: Client,
): Promise<SignedIn> {
	return transaction(ctx, async (ctx) => {
		const { personId, isNew } = await findOrCreatePersonByAddress(ctx, frontDoor, proved.address, {
			verified: true,
			preferredLanguage: proved.locale,
		});
		const word = await waitingWord(ctx, window);
		if (word) {
			await linkWord(ctx, personId, word);
			await dropAttempt(ctx, word.attemptId);
		}
		const { secret } = await openSession(ctx, personId, method, client);
		return { secret, personId, isNew, next: proved.next ?? word?.next ?? null };
	});
}

async function linkWord(
	ctx: Context,
	personId: string,
	word: { provider: ProviderName; subject: string; name: string | undefined },
): Promise<void> {
	const owner = await linkIdentity(ctx, personId, word.provider, word.subject);
	if (owner !== personId) throw new Refusal('conflict', 'identity-taken');
	await fillBlanks(ctx, personId, {
		names: namesFrom(word.name),
		...(word.provider === 'orcid' ? { orcid: word.subject } : {}),
	});
	await record(ctx, frontDoor, {
		action: 'link-identity',
		subject: { type: 'person', id: personId },
		data: { provider: word.provider },
	});
}

/** Signs in with a passkey. @throws Refusal as `finishPasskeySignIn` */
export async function signInWithPasskey(
	ctx: Context,
	site: Site,
	input: { window: string; response: AuthenticationResponseJSON },
	client: Client,
): Promise<SignedIn> {
	const personId = await finishPasskeySignIn(ctx, site, input.window, input.response, client.ip);
	const { secret } = await openSession(ctx, personId, 'passkey', client);
	return { secret, personId, isNew: false, next: null };
}

export type ProviderArrival =
	| ({ kind: 'signed-in' } & SignedIn)
	/** Nobody here is known by this identity: the window must prove an address first. */
	| { kind: 'address-wanted'; next: string | null }
	/** Somebody who was signed in has linked the provider to himself. */
	| { kind: 'linked'; next: string | null };

/**
 * Somebody comes back from a provider. An account is never found by the address that a provider names: only by an
 * identity that was linked before.
 * @throws Refusal `invalid` `provider-refused`, `conflict` `identity-taken`
 */
export async function arriveFromProvider(
	ctx: Context,
	input: { provider: ProviderName; url: URL; window: string | undefined; signedInAs: string | undefined },
	client: Client,
): Promise<ProviderArrival> {
	const word = await finishOpenId(ctx, { ...input, ip: client.ip });
	return transaction(ctx, async (ctx) => {
		if (word.personId !== null) {
			await dropAttempt(ctx, word.attemptId);
			if (word.personId !== input.signedInAs) throw new Refusal('invalid', 'provider-refused');
			await linkWord(ctx, word.personId, word);
			return { kind: 'linked', next: word.next };
		}
		const personId = await personOfIdentity(ctx, word.provider, word.subject);
		if (!personId) return { kind: 'address-wanted', next: word.next };
		await dropAttempt(ctx, word.attemptId);
		const { secret } = await openSession(ctx, personId, word.provider, client);
		return { kind: 'signed-in', secret, personId, isNew: false, next: word.next };
	});
}

/** Signs in as a member of a rehearsal's cast. @param host what the request names @throws Refusal `not-found` */
export async function signInAsCast(ctx: Context, secret: string, host: string, client: Client): Promise<SignedIn> {
	const { personId } = await readCastLink(ctx, secret, host, client.ip);
	const session = await openSession(ctx, personId, 'cast', client);
	return { secret: session.secret, personId, isNew: false, next: null };
}
