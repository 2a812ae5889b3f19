import { type ClientRequest, type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP } from 'node:net';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { lookupAny, lookupPublic, RefusedAddress } from './lookup.ts';
import { hostOf, isPublicAddress } from './public-address.ts';

/** Why there is no document. */
export type FetchFault =
	| 'bad-address'
	| 'refused-address'
	| 'no-connection'
	| 'timeout'
	| 'too-large'
	| 'bad-answer'
	| 'too-many-redirects'
	| 'insecure-redirect'
	| 'gone'
	| 'refused'
	| 'server-fault';

/** What was remembered of the last answer, to be told when nothing changed (RFC 9110, 13.1). */
export interface Validators {
	etag?: string | undefined;
	lastModified?: string | undefined;
}

export type Fetched =
	| {
			kind: 'document';
			body: Buffer;
			/** The header as it came; empty without one. */
			contentType: string;
			validators: Validators;
			/** Where it was found in the end. */
			address: string;
			/** Where all redirects on the way there were permanent: what to write down instead. */
			movedTo?: string;
			/** Seconds for which the server says that nothing will change. */
			freshFor?: number;
	  }
	| { kind: 'unchanged' }
	| { kind: 'fault'; fault: FetchFault; status?: number /** Seconds. */; retryAfter?: number };

export interface FetchRules {
	/** Milliseconds for the whole of it, redirects included. */
	timeout: number;
	/** Bytes that the document may have, counted packed and unpacked. */
	bytes: number;
	/** What is asked for: a header `accept`. */
	accept: string;
	/** Addresses that may be other than public: this machine, in a rehearsal that was told so. Each redirect is asked anew. */
	exempt?: (url: URL) => boolean;
	/** Addresses that may be asked at all, where not all of them may. Each redirect is asked anew. */
	only?: (url: URL) => boolean;
}

const mostRedirects = 5;

/**
 * Fetches a document from somebody else’s server. Only http and https; every address that a name has must be public, and the
 * connection goes to one that was looked at; each redirect is checked the same way, and none leads from https to http. No
 * proxy is asked, no cookie sent. Packed bodies are unpacked as they come and given up at the limit. Never throws.
 */
export async function fetchDocument(address: string, known: Validators, rules: FetchRules): Promise<Fetched> {
	const abort = new AbortController();
	const timer = setTimeout(() => abort.abort(), rules.timeout);
	try {
		return await follow(address, known, rules, abort.signal);
	} catch (error) {
		if (abort.signal.aborted) return { kind: 'fault', fault: 'timeout' };
		if (error instanceof RefusedAddress) return { kind: 'fault', fault: 'refused-address' };
		if (error instanceof TooLarge) return { kind: 'fault', fault: 'too-large' };
		if (error instanceof BadAnswer) return { kind: 'fault', fault: 'bad-answer' };
		return { kind: 'fault', fault: 'no-connection' };
	} finally {
		clearTimeout(timer);
	}
}

class TooLarge extends Error {}
class BadAnswer extends Error {}

async function follow(address: string, known: Validators, rules: FetchRules, signal: AbortSignal): Promise<Fetched> {
	const fault = (why: FetchFault): Fetched => ({ kind: 'fault', fault: why });
	let at = parse(address);
	let permanent = true;
	for (let redirects = 0; ; redirects += 1) {
		if (!at) return fault('bad-address');
		if (rules.only && !rules.only(at)) return fault('refused-address');
		const exempt = rules.exempt?.(at) ?? false;
		const host = hostOf(at);
		if (!exempt && isIP(host) !== 0 && !isPublicAddress(host)) return fault('refused-address');
		const { request, response } = await open(at, known, rules.accept, exempt, signal);
		try {
			const status = response.statusCode ?? 0;
			if (status === 304) return { kind: 'unchanged' };
			if ([301, 302, 303, 307, 308].includes(status)) {
				if (redirects === mostRedirects) return fault('too-many-redirects');
				const next = parse(response.headers.location ?? '', at);
				if (next?.protocol === 'http:' && at.protocol === 'https:') return fault('insecure-redirect');
				permanent &&= status === 301 || status === 308;
				at = next;
				continue;
			}
			if (status !== 200) return { ...refusedBy(status), ...retryOf(response) };
			const body = await read(response, rules.bytes);
			const { etag, 'last-modified': lastModified } = response.headers;
			const freshFor = freshnessOf(response.headers['cache-control']);
			return {
				kind: 'document',
				body,
				contentType: response.headers['content-type'] ?? '',
				validators: { etag: short(etag), lastModified: short(lastModified) },
				address: at.href,
				...(redirects > 0 && permanent ? { movedTo: at.href } : {}),
				...(freshFor === undefined ? {} : { freshFor }),
			};
		} finally {
			request.destroy();
		}
	}
}

/** An address that may be asked at all. */
function parse(text: string, base?: URL): URL | undefined {
	if (text === '' || text.length > 2000) return undefined;
	let url: URL;
	try {
		url = new URL(text, base);
	} catch {
		return undefined;
	}
	if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '' || url.hostname === '')
		return undefined;
	url.hash = '';
	return url;
}

function open(
	url: URL,
	known: Validators,
	accept: string,
	exempt: boolean,
	signal: AbortSignal,
): Promise<{ request: ClientRequest; response: IncomingMessage }> {
	const send = url.protocol === 'https:' ? requestSecure : requestPlain;
	return new Promise((resolve, reject) => {
		const request = send(url, {
			method: 'GET',
			agent: false,
			signal,
			lookup: exempt ? lookupAny : lookupPublic,
			headers: {
				accept,
				'accept-encoding': 'gzip, deflate, br',
				'user-agent': 'Orrery/1 (feed reader)',
				connection: 'close',
				...(known.etag === undefined ? {} : { 'if-none-match': known.etag }),
				...(known.lastModified === undefined ? {} : { 'if-modified-since': known.lastModified }),
			},
		});
		request.on('error', reject);
		request.on('response', (response) => resolve({ request, response }));
		request.end();
	});
}

async function read(response: IncomingMessage, most: number): Promise<Buffer> {
	if (Number(response.headers['content-length'] ?? 0) > most) throw new TooLarge();
	const unpack = unpackerOf(response.headers['content-encoding']);
	const parts: Buffer[] = [];
	const collect = async (source: AsyncIterable<Buffer>) => {
		for await (const part of counted(source, most)) parts.push(part);
	};
	if (!unpack) {
		await pipeline(response, collect);
	} else {
		unpack.on('error', () => undefined);
		await pipeline(response, (source: AsyncIterable<Buffer>) => counted(source, most), unpack, collect).catch(
			(error) => {
				throw String(error?.code).startsWith('Z_') || String(error?.code).startsWith('ERR__') ? new BadAnswer() : error;
			},
		);
	}
	return Buffer.concat(parts);
}

async function* counted(source: AsyncIterable<Buffer>, most: number): AsyncGenerator<Buffer> {
	let bytes = 0;
	for await (const part of source) {
		bytes += part.byteLength;
		if (bytes > most) throw new TooLarge();
		yield part;
	}
}

/** One layer of packing at most: layers upon layers are how bombs are built. */
function unpackerOf(header: string | undefined): Transform | undefined {
	const encoding = (header ?? 'identity').trim().toLowerCase();
	if (encoding === 'identity' || encoding === '') return undefined;
	if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
	if (encoding === 'deflate') return createInflate();
	if (encoding === 'br') return createBrotliDecompress();
	throw new BadAnswer();
}

function refusedBy(status: number): { kind: 'fault'; fault: FetchFault; status: number } {
	const fault = status === 410 ? 'gone' : status >= 500 ? 'server-fault' : status >= 400 ? 'refused' : 'bad-answer';
	return { kind: 'fault', fault, status };
}

function retryOf(response: IncomingMessage): { retryAfter?: number } {
	const seconds = Number(response.headers['retry-after']);
	return Number.isFinite(seconds) && seconds > 0 ? { retryAfter: seconds } : {};
}

/** Seconds of `max-age`. Pure. */
function freshnessOf(header: string | undefined): number | undefined {
	const found = /(?:^|[\s,])max-age=(\d{1,9})/i.exec(header ?? '')?.[1];
	return found === undefined ? undefined : Number(found);
}

const short = (value: string | undefined) => (value !== undefined && value.length <= 500 ? value : undefined);
