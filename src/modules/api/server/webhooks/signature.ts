import { createHmac, randomBytes } from 'node:crypto';

const prefix = 'whsec_';

/** A new secret of an endpoint, as receivers of Standard Webhooks take it: `whsec_` and 32 random bytes in base64. */
export function newWebhookSecret(): string {
	return prefix + randomBytes(32).toString('base64');
}

/**
 * The `webhook-signature` header of a message (Standard Webhooks, scheme v1): HMAC-SHA256 over id, time and body, in base64;
 * one for each secret, the present one first.
 * @param timestamp in seconds
 */
export function signatureOf(
	secrets: readonly string[],
	message: { id: string; timestamp: number; body: string },
): string {
	const signed = `${message.id}.${message.timestamp}.${message.body}`;
	return secrets
		.map((secret) => {
			const key = Buffer.from(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret, 'base64');
			return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
		})
		.join(' ');
}
