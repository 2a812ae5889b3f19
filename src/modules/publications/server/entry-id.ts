import { createHash } from 'node:crypto';

/**
 * A name for ever (RFC 4287, 4.2.6): a UUID of version 8 made from what the thing is, so that it stays when the site
 * changes its address.
 */
export function entryId(...parts: readonly (string | number)[]): string {
	const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);
	bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
	bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
	const hex = bytes.toString('hex');
	const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
	return `urn:uuid:${groups.join('-')}`;
}
