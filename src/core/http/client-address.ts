import type { IncomingMessage } from 'node:http';

/**
 * Whose request this is. With `trustedProxies` = n the n-th address from the right of X-Forwarded-For counts, since
 * those further left can be written by anyone.
 */
export function clientAddress(request: IncomingMessage, trustedProxies: number): string {
	const direct = request.socket.remoteAddress ?? '';
	if (trustedProxies === 0) return direct;
	const forwarded = String(request.headers['x-forwarded-for'] ?? '')
		.split(',')
		.map((part) => part.trim())
		.filter(Boolean);
	return forwarded.at(-trustedProxies) ?? direct;
}

/** What is limited together: one IPv4 address, or an IPv6 /64 (one household or desk). */
export function clientNetwork(address: string): string {
	// Some proxies write the port too, and an IPv6 address then in brackets.
	const v4 = /(?:^|:)(\d+\.\d+\.\d+\.\d+)(?::\d+)?$/.exec(address);
	if (v4?.[1]) return v4[1];
	const bare = (/^\[(.*)\](?::\d+)?$/.exec(address)?.[1] ?? address).replace(/%.*$/, '').toLowerCase();
	const [head = '', tail] = bare.split('::');
	const front = head === '' ? [] : head.split(':');
	const back = tail ? tail.split(':') : [];
	const zeros =
		tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
	const parts = [...front, ...zeros, ...back].slice(0, 4);
	return `${parts.map((part) => part.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}

/** Whether the request comes from this machine. */
export function isLoopback(address: string): boolean {
	return address === '::1' || /^(::ffff:)?127\./.test(address);
}
