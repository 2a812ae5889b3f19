import { type ClientRequest, type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP } from 'node:net';
import { hostOf, isPublicAddress, lookupAny, lookupPublic, RefusedAddress } from '#core/outbound/index.ts';

/** What came of one attempt. */
export interface Posted {
	/** Null when there was no answer. */
	status: number | null;
	/** The beginning of the answer. */
	text: string;
	/** Why there was none. */
	fault: PostFault | null;
}
export type PostFault = 'timeout' | 'refused-address' | 'no-connection' | 'bad-answer';

export interface PostRules {
	/** Milliseconds for the whole of it. */
	timeout: number;
	/** This machine is meant: a rehearsal that was told so. */
	loopback: boolean;
}

/** So much of an answer is read and kept, in bytes. */
const mostRead = 4096;

/**
 * Posts a body. No redirect is followed and no proxy asked. The name is resolved here, every address it has must be
 * public, and the connection goes to one of those that were looked at: a name that changes in between changes nothing.
 */
export function post(url: string, headers: Record<string, string>, body: string, rules: PostRules): Promise<Posted> {
	return new Promise((done) => {
		const at = new URL(url);
		const host = hostOf(at);
		if (!rules.loopback && isIP(host) !== 0 && !isPublicAddress(host)) {
			return done({ status: null, text: '', fault: 'refused-address' });
		}
		const send = at.protocol === 'https:' ? requestSecure : requestPlain;
		let request: ClientRequest | undefined;
		let settled = false;
		const settle = (posted: Posted) => {
			if (settled) return;
			settled = true;
			clearTimeout(timer);
			request?.destroy();
			done(posted);
		};
		const timer = setTimeout(() => settle({ status: null, text: '', fault: 'timeout' }), rules.timeout);
		request = send(at, {
			method: 'POST',
			headers: { ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' },
			agent: false,
			lookup: rules.loopback ? lookupAny : lookupPublic,
		});
		request.on('response', (response) => {
			readStart(response).then(
				(text) => settle({ status: response.statusCode ?? null, text, fault: null }),
				() => settle({ status: null, text: '', fault: 'bad-answer' }),
			);
		});
		request.on('error', (error) => {
			const fault = error instanceof RefusedAddress ? 'refused-address' : 'no-connection';
			settle({ status: null, text: '', fault });
		});
		request.end(body);
	});
}

async function readStart(response: IncomingMessage): Promise<string> {
	const parts: Buffer[] = [];
	let length = 0;
	for await (const part of response as AsyncIterable<Buffer>) {
		parts.push(part);
		length += part.byteLength;
		if (length >= mostRead) break;
	}
	return Buffer.concat(parts).subarray(0, mostRead).toString('utf8').replaceAll('\0', '').toWellFormed();
}
