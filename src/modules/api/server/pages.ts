import { Refusal } from '#core/refusal/index.ts';
import type { Reply } from './endpoint.ts';

/** What every list is asked for. */
export interface PageAsked {
	cursor?: string | undefined;
	limit?: number | undefined;
}

const usual = 50;

/**
 * A page of a list that is at hand as a whole. The cursor names the last item of the page before, so what is added or
 * goes meanwhile moves nothing.
 * @throws Refusal `bad-cursor`
 */
export function pageOf<T>(
	items: readonly T[],
	asked: PageAsked,
	keyOf: (item: T) => string,
): { items: T[]; next: string | null } {
	const limit = asked.limit ?? usual;
	let from = 0;
	if (asked.cursor !== undefined) {
		const key = Buffer.from(asked.cursor, 'base64url').toString('utf8');
		from = items.findIndex((item) => keyOf(item) === key) + 1;
		if (from === 0) throw new Refusal('invalid', 'bad-cursor');
	}
	const page = items.slice(from, from + limit);
	const last = page.at(-1);
	const more = from + limit < items.length && last !== undefined;
	return { items: page, next: more ? Buffer.from(keyOf(last)).toString('base64url') : null };
}

/** A list as an answer: the same cursor in the body and in `Link`. */
export function listReply(path: string, query: object, page: { items: unknown[]; next: string | null }): Reply {
	if (page.next === null) return { body: page };
	const search = new URLSearchParams();
	for (const [name, value] of Object.entries(query)) {
		if (value !== undefined && name !== 'cursor') search.set(name, String(value));
	}
	search.set('cursor', page.next);
	return { body: page, headers: { link: `<${path}?${search}>; rel="next"` } };
}
