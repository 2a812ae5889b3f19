import { setTimeout as sleep } from 'node:timers/promises';
import { processNow } from '#core/clock/index.ts';
import { StoreAway, StoreRefuses } from '../store.ts';
import { type S3Answer, sendOnce } from './answer.ts';
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

/** Sends one request to the store. */
export type S3Send = (request: S3Request) => Promise<S3Answer>;

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

	async function attempt(request: S3Request): Promise<S3Answer | StoreAway> {
		const url = s3Url(place, request.key, request.query);
		const headers = signedHeaders({ ...request, url }, place, processNow());
		let answer: S3Answer;
		let fault: ReturnType<typeof parseFault>;
		try {
			answer = await sendOnce({ method: request.method, url, headers, body: request.body }, patience.answer);
			const good = answer.status >= 200 && answer.status < 300;
			if (good || request.also?.includes(answer.status)) return answer;
			fault = parseFault(await answer.text());
		} catch (error) {
			const { code, message } = error as NodeJS.ErrnoException;
			return new StoreAway(`The store ${name} can't be reached: ${code ?? message}`, { cause: error });
		}
		const said = fault ? `${fault.code}: ${fault.message}` : `status ${answer.status}`;
		if (later.has(answer.status)) return new StoreAway(`The store ${name} says ${said}`);
		throw new StoreRefuses(`The store ${name} refuses: ${said}`, fault?.code ?? String(answer.status));
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
