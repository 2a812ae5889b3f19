import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

/**
 * An authenticator in software, for tests: makes real keys, attestations of the kind 'none' and real signatures.
 * It holds discoverable keys, each for one host.
 */
export function softwareAuthenticator() {
	const held: {
		id: Buffer;
		rpId: string;
		userHandle: string;
		privateKey: Parameters<typeof sign>[2];
		counter: number;
	}[] = [];
	const clientData = (type: string, challenge: string, origin: string) =>
		Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
	const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest();
	const counterBytes = (counter: number) => {
		const bytes = Buffer.alloc(4);
		bytes.writeUInt32BE(counter);
		return bytes;
	};
	return {
		/** What a browser sends after `navigator.credentials.create`. */
		create(options: { rp: { id?: string }; user: { id: string }; challenge: string }, origin: string) {
			const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
			const jwk = publicKey.export({ format: 'jwk' });
			const id = randomBytes(16);
			const rpId = options.rp.id ?? '';
			held.push({ id, rpId, userHandle: options.user.id, privateKey, counter: 0 });
			const cose = new Map<number, number | Uint8Array>([
				[1, 2],
				[3, -7],
				[-1, 1],
				[-2, Buffer.from(jwk.x ?? '', 'base64url')],
				[-3, Buffer.from(jwk.y ?? '', 'base64url')],
			]);
			// Present, verified, attested data included.
			const authData = Buffer.concat([
				sha256(rpId),
				Buffer.from([0x45]),
				counterBytes(0),
				Buffer.alloc(16),
				Buffer.from([0, id.length]),
				id,
				Buffer.from(isoCBOR.encode(cose)),
			]);
			const attestation = new Map<string, unknown>([
				['fmt', 'none'],
				['attStmt', new Map()],
				['authData', new Uint8Array(authData)],
			]);
			return {
				id: id.toString('base64url'),
				rawId: id.toString('base64url'),
				type: 'public-key' as const,
				clientExtensionResults: {},
				response: {
					clientDataJSON: clientData('webauthn.create', options.challenge, origin).toString('base64url'),
					attestationObject: Buffer.from(isoCBOR.encode(attestation as never)).toString('base64url'),
					transports: ['internal' as const],
				},
			};
		},
		/** What a browser sends after `navigator.credentials.get`. */
		get(options: { rpId?: string; challenge: string }, origin: string, verified = true) {
			const key = held.find((one) => one.rpId === options.rpId);
			if (!key) throw new Error('no key for this host');
			key.counter += 1;
			const data = clientData('webauthn.get', options.challenge, origin);
			const authData = Buffer.concat([
				sha256(key.rpId),
				Buffer.from([verified ? 0x05 : 0x01]),
				counterBytes(key.counter),
			]);
			const signature = sign('sha256', Buffer.concat([authData, sha256(data)]), key.privateKey);
			return {
				id: key.id.toString('base64url'),
				rawId: key.id.toString('base64url'),
				type: 'public-key' as const,
				clientExtensionResults: {},
				response: {
					clientDataJSON: data.toString('base64url'),
					authenticatorData: authData.toString('base64url'),
					signature: signature.toString('base64url'),
					userHandle: key.userHandle,
				},
			};
		},
	};
}
