import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';

export interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	body: Buffer;
}

/** Asks as a client that trusts this authority alone, and finds the name on this machine whatever DNS says. */
export function ask(
	url: string,
	authority: string,
	options: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const outgoing = request(
			url,
			{
				ca: readFileSync(authority),
				lookup: (_, { all }, found) =>
					all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4),
				agent: false,
				...options,
			},
			(answer) => {
				const pieces: Buffer[] = [];
				answer.on('data', (piece: Buffer) => pieces.push(piece));
				answer.on('end', () =>
					resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(pieces) }),
				);
			},
		);
		outgoing.on('error', reject);
		outgoing.end();
	});
}
