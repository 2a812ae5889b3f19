import { createHash, createHmac } from 'node:crypto';

/** What a request is signed with. */
export interface SigningKey {
	accessKey: string;
	secretKey: string;
	region: string;
}

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** As RFC 3986 has it: everything but letters, digits and `-._~`. */
function encode(text: string): string {
	return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * The headers that sign a request to S3 (Signature Version 4, in the header). Pure.
 * @param url its path is taken as it stands: our keys need no escaping
 * @param headers further headers that are signed and must be sent as they are
 * @param body what is sent; its digest is part of what is signed, so nothing on the way can change it
 * @param at epoch milliseconds; the store refuses what is more than 15 minutes off
 */
export function signedHeaders(
	request: { method: string; url: URL; headers?: Record<string, string>; body?: Uint8Array | undefined },
	key: SigningKey,
	at: number,
): Record<string, string> {
	const stamp = new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');
	const date = stamp.slice(0, 8);
	const digest = sha256(request.body ?? '');
	const sent: Record<string, string> = { ...request.headers, 'x-amz-content-sha256': digest, 'x-amz-date': stamp };
	const all = Object.entries({ ...sent, host: request.url.host })
		.map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
		.sort(([a], [b]) => (a < b ? -1 : 1));
	const names = all.map(([name]) => name).join(';');
	const query = [...request.url.searchParams]
		.map(([name, value]) => `${encode(name)}=${encode(value)}`)
		.sort()
		.join('&');
	const canonical = [
		request.method,
		request.url.pathname,
		query,
		...all.map(([name, value]) => `${name}:${value}`),
		'',
		names,
		digest,
	].join('\n');
	const scope = `${date}/${key.region}/s3/aws4_request`;
	const text = ['AWS4-HMAC-SHA256', stamp, scope, sha256(canonical)].join('\n');
	const signing = [date, key.region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${key.secretKey}`);
	const signature = hmac(signing as Buffer, text).toString('hex');
	return {
		...sent,
		authorization: `AWS4-HMAC-SHA256 Credential=${key.accessKey}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
	};
}
