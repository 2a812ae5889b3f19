import type { ModelFault } from './wire.ts';

/** What came back: the body of a good answer, or why there is none. Nothing of a refusal's text is kept: some repeat the key. */
export type Posted = { body: string; status: number } | { fault: ModelFault; status?: number; retryAfter?: number };

/**
 * Posts JSON and reads the answer, within a time and a length, following nothing.
 * @param limits.patience milliseconds for the whole of it
 * @param limits.bytes of the body, counted unpacked
 */
export async function postJson(
	address: string,
	key: string | undefined,
	body: string,
	limits: { patience: number; bytes: number },
): Promise<Posted> {
	const signal = AbortSignal.timeout(limits.patience);
	let answer: Response;
	try {
		answer = await fetch(address, {
			method: 'POST',
			body,
			redirect: 'manual',
			credentials: 'omit',
			signal,
			headers: {
				'content-type': 'application/json',
				accept: 'application/json',
				'user-agent': 'Orrery/1',
				...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
			},
		});
	} catch {
		return { fault: signal.aborted ? 'too-slow' : 'unreachable' };
	}
	const { status } = answer;
	if (status < 200 || status >= 300) {
		await answer.body?.cancel().catch(() => undefined);
		const retryAfter = Number(answer.headers.get('retry-after'));
		return {
			fault: faultOfStatus(status),
			status,
			...(retryAfter > 0 ? { retryAfter: retryAfter * 1000 } : {}),
		};
	}
	const read = await readBody(answer, limits.bytes, signal);
	return typeof read === 'string' ? { body: read, status } : { ...read, status };
}

function faultOfStatus(status: number): ModelFault {
	if (status >= 300 && status < 400) return 'redirected';
	if (status === 401 || status === 403) return 'key-refused';
	if (status === 429) return 'busy';
	return status >= 500 ? 'server-fault' : 'refused';
}

async function readBody(answer: Response, most: number, signal: AbortSignal): Promise<string | { fault: ModelFault }> {
	if (!answer.body) return { fault: 'not-an-answer' };
	const reader = answer.body.getReader();
	const parts: Uint8Array[] = [];
	let bytes = 0;
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) break;
			bytes += value.byteLength;
			if (bytes > most) {
				await reader.cancel().catch(() => undefined);
				return { fault: 'too-large' };
			}
			parts.push(value);
		}
	} catch {
		return { fault: signal.aborted ? 'too-slow' : 'broken-off' };
	}
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
	} catch {
		return { fault: 'not-an-answer' };
	}
}
