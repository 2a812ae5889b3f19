import { BlockList, isIP } from 'node:net';

/*
 * Which addresses belong to the public internet. Whoever names an address that our server then calls must not reach by it
 * what only our server can reach (CWE-918). Ranges: IANA special-purpose registries (RFC 6890).
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

/** The host of an address as `isIP` and a lookup take it: without the brackets of IPv6. */
export function hostOf(url: URL): string {
	return url.hostname.replace(/^\[(.*)\]$/, '$1');
}
