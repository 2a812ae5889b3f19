import { lookup } from 'node:dns/promises';
import { isPublicName } from '#core/config/index.ts';
import { type Finding, finding } from '../findings.ts';

/** The header of `/healthz` that says which installation answers. */
export const markHeader = 'orrery-installation';

const certificate = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|ALTNAME/;

/**
 * Asks our own public address who answers there, as a reader's browser would reach it: name, port, certificate, proxy.
 * From inside a network the way back in may be closed although the world gets through; the sentences say so.
 * @param mark what this installation answers in the header
 * @param patience milliseconds
 */
export async function checkAddress(address: string, mark: string, patience = 8000): Promise<Finding[]> {
	const url = new URL(address);
	const found: Finding[] = [];
	if (url.protocol === 'http:' && isPublicName(url.host)) found.push(finding('address-plain', 'bad', { address }));
	const host = url.hostname.replace(/^\[|\]$/g, '');
	try {
		await lookup(host);
	} catch {
		return [...found, finding('address-unknown', 'bad', { host })];
	}
	try {
		const answer = await fetch(`${address}/healthz`, { redirect: 'manual', signal: AbortSignal.timeout(patience) });
		await answer.body?.cancel();
		if (answer.status >= 300 && answer.status < 400) {
			const to = answer.headers.get('location') ?? '';
			return [...found, finding('address-redirects', 'bad', { address, to })];
		}
		const seen = answer.headers.get(markHeader);
		const ours = answer.status === 200 && seen === mark;
		found.push(ours ? finding('address-good', 'good', { address }) : finding('address-other', 'bad', { address }));
	} catch (error) {
		found.push(whyNot(error, address));
	}
	return found;
}

function whyNot(error: unknown, address: string): Finding {
	if ((error as Error).name === 'TimeoutError') return finding('address-silent', 'bad', { address });
	const { code = '', message = '' } = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
	if (code === 'ECONNREFUSED') return finding('address-refused', 'bad', { address });
	if (/TIMEDOUT|TIMEOUT|UNREACH/.test(code)) return finding('address-silent', 'bad', { address });
	if (certificate.test(code)) return finding('address-certificate', 'bad', { address, why: message });
	return finding('address-broken', 'bad', { address, why: message || code });
}
