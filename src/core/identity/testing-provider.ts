import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newSecret } from '#core/ids/index.ts';

/** What the provider is told to do wrong. */
export type Fault = 'none' | 'nonce' | 'signature' | 'audience' | 'issuer';

export interface TestProvider {
	issuer: string;
	/** Who is at the browser: what the next visit to the authorisation page answers. */
	person: { sub: string; name?: string };
	fault: Fault;
	/** Goes to the authorisation page as a browser would, consents, and answers the address it is sent back to. */
	consent(authorisationUrl: string): Promise<URL>;
	close(): Promise<void>;
}

/**
 * A small OpenID provider on loopback, for tests: discovery, keys, authorisation code with PKCE (S256, enforced), ID tokens
 * signed by RS256.
 * @param now process time, milliseconds
 */
export async function startTestProvider(
	client: { id: string; secret: string },
	now: () => number,
): Promise<TestProvider> {
	const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
	const grants = new Map<
		string,
		{ challenge: string; nonce: string; redirect: string; person: TestProvider['person'] }
	>();
	const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

	function idToken(claims: Record<string, unknown>): string {
		const head = `${encode({ alg: 'RS256', kid: 'k1' })}.${encode(claims)}`;
		const key = provider.fault === 'signature' ? other : privateKey;
		return `${head}.${sign('sha256', Buffer.from(head), key).toString('base64url')}`;
	}

	const server: Server = createServer((request, response) => {
		const url = new URL(request.url ?? '/', provider.issuer);
		const json = (status: number, body: unknown) => {
			response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
		};
		if (url.pathname === '/.well-known/openid-configuration') {
			return json(200, {
				issuer: provider.issuer,
				authorization_endpoint: `${provider.issuer}/authorize`,
				token_endpoint: `${provider.issuer}/token`,
				jwks_uri: `${provider.issuer}/keys`,
				response_types_supported: ['code'],
				subject_types_supported: ['public'],
				id_token_signing_alg_values_supported: ['RS256'],
				code_challenge_methods_supported: ['S256'],
			});
		}
		if (url.pathname === '/keys') {
			return json(200, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' }] });
		}
		if (url.pathname === '/authorize') {
			const asked = (name: string) => url.searchParams.get(name) ?? '';
			if (asked('client_id') !== client.id || asked('code_challenge_method') !== 'S256') return json(400, {});
			const code = newSecret();
			grants.set(code, {
				challenge: asked('code_challenge'),
				nonce: asked('nonce'),
				redirect: asked('redirect_uri'),
				person: { ...provider.person },
			});
			const back = new URL(asked('redirect_uri'));
			back.searchParams.set('code', code);
			back.searchParams.set('state', asked('state'));
			response.writeHead(302, { location: back.href }).end();
			return;
		}
		let text = '';
		request.on('data', (part) => {
			text += part;
		});
		request.on('end', () => {
			const form = new URLSearchParams(text);
			const grant = grants.get(form.get('code') ?? '');
			grants.delete(form.get('code') ?? '');
			const challenge = createHash('sha256')
				.update(form.get('code_verifier') ?? '')
				.digest('base64url');
			const good =
				grant?.challenge === challenge &&
				grant.redirect === form.get('redirect_uri') &&
				form.get('client_id') === client.id &&
				form.get('client_secret') === client.secret;
			if (!grant || !good) return json(400, { error: 'invalid_grant' });
			const at = Math.floor(now() / 1000);
			json(200, {
				access_token: newSecret(),
				token_type: 'Bearer',
				expires_in: 60,
				id_token: idToken({
					iss: provider.fault === 'issuer' ? 'http://other.invalid' : provider.issuer,
					aud: provider.fault === 'audience' ? 'another-client' : client.id,
					iat: at,
					exp: at + 60,
					nonce: provider.fault === 'nonce' ? 'another' : grant.nonce,
					...grant.person,
				}),
			});
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const provider: TestProvider = {
		issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		person: { sub: 'nobody' },
		fault: 'none',
		async consent(authorisationUrl) {
			const answer = await fetch(authorisationUrl, { redirect: 'manual' });
			const location = answer.headers.get('location');
			if (!location) throw new Error(`the provider answered ${answer.status}`);
			return new URL(location);
		},
		close: () => new Promise((resolve) => server.close(() => resolve())),
	};
	return provider;
}
