import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';

/** An answer whose body nobody has read yet: it is read, or dropped. */
export interface S3Answer {
	status: number;
	header(name: string): string | undefined;
	text(): Promise<string>;
	/** The body as it comes. Ends with an error when the connection does before it is whole. */
	body: AsyncIterable<Uint8Array>;
	/** Gives the connection back without reading. */
	drop(): void;
}

/** Sends one request and answers when the store begins to. @throws what the network says, or `no answer` after `patience` ms */
export function sendOnce(
	request: { method: string; url: URL; headers: Record<string, string>; body?: Uint8Array | undefined },
	patience: number,
): Promise<S3Answer> {
	// Not fetch: its parser ends the process when a store closes the connection while a slow reader holds the body back.
	const send = request.url.protocol === 'https:' ? secureRequest : plainRequest;
	const headers = { ...request.headers, 'content-length': String(request.body?.byteLength ?? 0) };
	return new Promise((resolve, reject) => {
		const sent = send(request.url, { method: request.method, headers }, (incoming) => {
			clearTimeout(timer);
			resolve(answerOf(incoming));
		});
		// Only until it begins to answer: a large file may take as long as it takes.
		const timer = setTimeout(() => sent.destroy(new Error('no answer')), patience);
		sent.on('error', (error) => {
			clearTimeout(timer);
			reject(error);
		});
		sent.end(request.body);
	});
}

function answerOf(incoming: IncomingMessage): S3Answer {
	return {
		status: incoming.statusCode ?? 0,
		header: (name) => {
			const value = incoming.headers[name];
			return Array.isArray(value) ? value[0] : value;
		},
		async text() {
			const pieces: Buffer[] = [];
			for await (const piece of incoming) pieces.push(piece);
			return Buffer.concat(pieces).toString('utf8');
		},
		body: incoming,
		drop: () => {
			incoming.on('error', () => undefined);
			incoming.resume();
		},
	};
}
