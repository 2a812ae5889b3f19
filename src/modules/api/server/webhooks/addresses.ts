import { isIP } from 'node:net';
import { isLoopbackHost } from '#core/config/index.ts';
import { hostOf, isPublicAddress } from '#core/outbound/index.ts';

/*
 * Where messages may go. Whoever sets a webhook up chooses an address that our server then calls: it must not become a
 * way to what only our server can reach.
 */

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
	const host = hostOf(url);
	if (isLoopbackHost(url.host) || (isIP(host) !== 0 && !isPublicAddress(host))) return 'webhook-url-private';
	return undefined;
}
