import { BlockList, isIP } from 'node:net';
import { isLoopbackHost } from '#core/config/index.ts';

/*
 * Where messages may go. Whoever sets a webhook up chooses an address that our server then calls: it must not become a
 * way to what only our server can reach.
 */

const notPublic = new BlockList();
for (const [network, prefix] of [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.88.99.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 4],
	['240.0.0.0', 4],
] as const) {
	notPublic.addSubnet(network, prefix, 'ipv4');
}
// Of IPv6 only what is handed out to the public (2000::/3) is one, without the ranges in it that lead elsewhere.
const handedOut = new BlockList();
handedOut.addSubnet('2000::', 3, 'ipv6');
for (const [network, prefix] of [
	['2001::', 23],
	['2001:db8::', 32],
	['2002::', 16],
	['3fff::', 20],
] as const) {
	notPublic.addSubnet(network, prefix, 'ipv6');
}

/** Whether an IP address belongs to the public internet. */
export function isPublicAddress(address: string): boolean {
	const family = isIP(address);
	if (family === 4) return !notPublic.check(address, 'ipv4');
	if (family === 6) return handedOut.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
	return false;
}

export type UrlProblem = 'webhook-url-bad' | 'webhook-url-https' | 'webhook-url-private';

/**
 * What is wrong with an address for messages, before anything is sent there; undefined when nothing is. Over https, to
 * another machine; a rehearsal may also name this very machine, over http.
 */
export function urlProblem(text: string, rehearsal: boolean): UrlProblem | undefined {
	let url: URL;
	try {
		url = new URL(text);
	} catch {
		return 'webhook-url-bad';
	}
	if (url.username !== '' || url.password !== '' || text.length > 2000) return 'webhook-url-bad';
	if (rehearsal && isLoopbackHost(url.host)) return /^https?:$/.test(url.protocol) ? undefined : 'webhook-url-bad';
	if (url.protocol !== 'https:') return 'webhook-url-https';
	const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
	if (isLoopbackHost(url.host) || (isIP(host) !== 0 && !isPublicAddress(host))) return 'webhook-url-private';
	return undefined;
}
