/** Where files lie in an S3 store, and with which key we come. */
export interface S3Place {
	/** `https://s3.example.org`, without a slash at the end. */
	origin: string;
	bucket: string;
	/** Before every key: empty, or ends with a slash. */
	prefix: string;
	region: string;
	accessKey: string;
	secretKey: string;
	/** Whether the bucket is named in the host (`bucket.host`) instead of the path (`host/bucket`). */
	inHost: boolean;
}

/**
 * Reads `s3://KEY:SECRET@host[:port]/bucket[/prefix]?region=…&style=host`. `s3:` and `https:` mean TLS, `http:` none (a
 * store on this machine or behind a tunnel). The region is taken from an Amazon host, `us-east-1` otherwise.
 * @throws Error that says what a good address looks like, never the address itself: it holds a secret
 */
export function parseS3Url(text: string): S3Place {
	const pattern = 's3://KEY:SECRET@host/bucket[/prefix][?region=…&style=host]';
	let url: URL;
	try {
		// Only the known schemes have hosts in the standard's sense, with a default port.
		url = new URL(text.replace(/^s3:/, 'https:'));
	} catch {
		throw new Error(`must be an address such as ${pattern}`);
	}
	if (!['https:', 'http:'].includes(url.protocol)) throw new Error('must begin with s3:, https: or http:');
	if (!url.username || !url.password) {
		throw new Error(`must name the key and its secret: ${pattern} (write / in a secret as %2F)`);
	}
	const [bucket = '', ...rest] = decodeURIComponent(url.pathname).split('/').filter(Boolean);
	if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) throw new Error(`must name a bucket: ${pattern}`);
	if (rest.some((part) => !/^[\w.-]+$/.test(part) || /^\.+$/.test(part))) {
		throw new Error('must have a prefix of letters, digits, dots, dashes and underscores');
	}
	for (const name of url.searchParams.keys()) {
		if (name !== 'region' && name !== 'style') throw new Error(`knows region and style, not ${name}`);
	}
	const style = url.searchParams.get('style') ?? 'path';
	if (style !== 'path' && style !== 'host') throw new Error('must have style=path or style=host');
	const amazon = /^s3[.-](?:dualstack\.)?([a-z0-9-]+)\.amazonaws\.com/.exec(url.hostname)?.[1];
	return {
		origin: url.origin,
		bucket,
		prefix: rest.length > 0 ? `${rest.join('/')}/` : '',
		region: url.searchParams.get('region') ?? amazon ?? 'us-east-1',
		accessKey: decodeURIComponent(url.username),
		secretKey: decodeURIComponent(url.password),
		inHost: style === 'host',
	};
}

/** The place without its secret, for people: `https://host/bucket/prefix`. */
export function s3PlaceName(place: S3Place): string {
	return `${place.origin}/${place.bucket}/${place.prefix}`.replace(/\/$/, '');
}

/** The address of a key (without the place's prefix: it is added here), or of the bucket itself. */
export function s3Url(place: S3Place, key: string | undefined, query: Record<string, string> = {}): URL {
	const url = new URL(place.origin);
	if (place.inHost) url.host = `${place.bucket}.${url.host}`;
	const path = key === undefined ? '' : `/${place.prefix}${key}`;
	url.pathname = place.inHost ? path || '/' : `/${place.bucket}${path}`;
	for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
	return url;
}
