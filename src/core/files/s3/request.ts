import { setTimeout as sleep } from 'node:timers/promises';
import { processNow } from '#core/clock/index.ts';
import { StoreAway, StoreRefuses } from '../store.ts';
import { parseFault } from './answers.ts';
import { type S3Place, s3PlaceName, s3Url } from './place.ts';
import { signedHeaders } from './signature.ts';

export interface S3Request {
	method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
	/** Without the place's prefix; the bucket itself when absent. */
	key?: string;
	query?: Record<string, string>;
	headers?: Record<string, string>;
	body?: Uint8Array;
	/** Further statuses that are answers, not faults: 404 for what may not be there. */
	also?: readonly number[];
	/** Sent once only: for what must not be done a second time long after the first. */
	once?: boolean;
}

/** Sends one request to the store; answers a response whose body nobody has read yet. */
export type S3Send = (request: S3Request) => Promise<Response>;

/** How long the store is asked again: its hiccups are over by then, and a page can't wait longer. */
export interface Patience {
	/** Milliseconds before the second, third … time. */
	waits: readonly number[];
	/** Milliseconds that one answer may take to begin. */
	answer: number;
}

export const usualPatience: Patience = { waits: [150, 500, 1500], answer: 15_000 };

/** Statuses with which a store says: later. */
const later = new Set([408, 429, 500, 502, 503, 504]);

/**
 * Makes the sender of a place: signs, asks again while the store is away, and says in one kind of error that it is.
 * @throws (the sender) StoreAway when it can't be reached or says 'later' to the end; StoreRefuses for any other fault
 */
export function s3Sender(place: S3Place, patience: Patience = usualPatience): S3Send {
	const name = s3PlaceName(place);

	async function attempt(request: S3Request): Promise<Response | StoreAway> {
		const url = s3Url(place, request.key, request.query);
		const headers = signedHeaders({ ...request, url }, place, processNow());
		// Only until it begins to answer: a large file may take as long as it takes.
		const gaveUp = new AbortController();
		const timer = setTimeout(() => gaveUp.abort(), patience.answer);
		try {
			const response = await fetch(url, {
				method: request.method,
				headers,
				body: (request.body ?? null) as RequestInit['body'] & null,
				redirect: 'manual',
				signal: gaveUp.signal,
			});
			if (response.ok || request.also?.includes(response.status)) return response;
			const fault = parseFault(await response.text());
			const said = fault ? `${fault.code}: ${fault.message}` : `status ${response.status}`;
			if (later.has(response.status)) return new StoreAway(`The store ${name} says ${said}`);
			throw new StoreRefuses(`The store ${name} refuses: ${said}`, fault?.code ?? String(response.status));
		} catch (error) {
			if (error instanceof StoreRefuses) throw error;
			const { cause } = error as { cause?: { code?: string; message?: string } };
			const why = gaveUp.signal.aborted ? 'no answer' : (cause?.code ?? cause?.message ?? (error as Error).message);
			return new StoreAway(`The store ${name} can't be reached: ${why}`, { cause: error });
		} finally {
			clearTimeout(timer);
		}
	}

	return async (request) => {
		const waits = request.once ? [] : patience.waits;
		for (let tried = 0; ; tried += 1) {
			const answer = await attempt(request);
			if (!(answer instanceof StoreAway)) return answer;
			const wait = waits[tried];
			if (wait === undefined) throw answer;
			await sleep(wait);
		}
	};
}
