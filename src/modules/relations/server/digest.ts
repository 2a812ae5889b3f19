import { createHash } from 'node:crypto';

/** What is stored in place of an invitation's secret, which has 200 random bits. */
export function digestOfSecret(secret: string): string {
	return createHash('sha256').update(secret).digest('hex');
}
