import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Clock, Instant } from '#core/clock/index.ts';
import { isWorthCompressing } from './encode.ts';
import type { Revisions } from './revisions.ts';

/** A finished public page. It depends on nothing but its address, the revision of its scope and the edition's time. */
export interface CachedPage {
	/** One scope, or several with spaces between them: the front page shows an edition, and which one is decided elsewhere. */
	scope: string;
	revision: number;
	/** Edition time from which it may read differently (a call opens or closes). */
	until: Instant;
	etag: string;
	contentType: string;
	headers: Record<string, string>;
	/** Nothing of it changes any more but by a decision: shared caches may keep it for an hour. */
	settled?: boolean;
	/** What is on it may be taken back at any moment: shared caches ask every time. */
	fresh?: boolean;
	body: Buffer;
	gzip: Buffer;
	br: Buffer;
}

export interface PageCache {
	get(key: string): CachedPage | undefined;
	/** Keeps a page (the oldest go when it is full) and answers what it kept. */
	put(
		key: string,
		page: Pick<
			CachedPage,
			'scope' | 'revision' | 'until' | 'etag' | 'contentType' | 'headers' | 'settled' | 'fresh'
		> & {
			body: Buffer;
		},
	): CachedPage;
	/** Seconds for which a shared cache may keep a page without asking again. */
	maxAge(page: Pick<CachedPage, 'until' | 'settled' | 'fresh'>): number;
	size(): number;
}

/** The revision of one or several scopes; each of them only rises, so that the sum is the same only while all are. Pure. */
export function revisionOf(scope: string, of: (scope: string) => number): number {
	return scope.split(' ').reduce((sum, one) => sum + of(one), 0);
}

/** The same scopes and these, each once. Pure. */
export function scopeWith(scope: string, ...more: (string | undefined)[]): string {
	return [...new Set([...scope.split(' '), ...more.flatMap((one) => one ?? [])])].join(' ');
}

/**
 * @param most how many bytes of pages (uncompressed) are kept
 */
export function createPageCache(clock: Clock, revisions: Revisions, most = 48 * 1024 * 1024): PageCache {
	const pages = new Map<string, CachedPage>();
	let bytes = 0;
	const weigh = (page: CachedPage) => page.body.length + page.gzip.length + page.br.length;
	const drop = (key: string) => {
		const page = pages.get(key);
		if (!page) return;
		bytes -= weigh(page);
		pages.delete(key);
	};
	return {
		get(key) {
			const page = pages.get(key);
			if (!page) return undefined;
			if (page.revision !== revisionOf(page.scope, revisions.of) || clock.edition.now() >= page.until) {
				drop(key);
				return undefined;
			}
			return page;
		},
		put(key, page) {
			drop(key);
			const squeeze = isWorthCompressing(page.contentType, page.body.length);
			const kept: CachedPage = {
				...page,
				gzip: squeeze ? gzipSync(page.body, { level: 6 }) : page.body,
				br: squeeze ? brotliCompressSync(page.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }) : page.body,
			};
			pages.set(key, kept);
			bytes += weigh(kept);
			for (const oldest of pages.keys()) {
				if (bytes <= most || oldest === key) break;
				drop(oldest);
			}
			return kept;
		},
		// A rehearsal's dial may be turned at any moment, so there shared caches always ask.
		maxAge: ({ until, settled = false, fresh = false }) => {
			if (clock.rehearsal || fresh) return 0;
			// A settled page says nothing that depends on the hour.
			return settled ? 3600 : Math.max(0, Math.min(60, Math.floor((until - clock.edition.now()) / 1000)));
		},
		size: () => pages.size,
	};
}
