import type { Locale } from '#core/i18n/index.ts';
import { localePath } from '#core/i18n/index.ts';

/** A public page of an edition as it would be with the drafts of its desk published. */
export interface PreviewAddress {
	/** The edition whose drafts are shown. */
	slug: string;
	/** The path of the public page, without language. */
	path: string;
}

/**
 * What a path (without language) previews: `/desk/{edition}/preview/{rest}` is the public page `/{edition}/{rest}`;
 * undefined for any other path. Pure.
 */
export function previewOf(path: string): PreviewAddress | undefined {
	const found = /^\/desk\/([^/]+)\/preview(\/.*)?$/.exec(path);
	if (!found?.[1]) return undefined;
	const rest = found[2] === '/' ? '' : (found[2] ?? '');
	return { slug: found[1], path: `/${found[1]}${rest}` };
}

/** The path of a preview, without language: the inverse of `previewOf`. */
export function previewPath({ slug, path }: PreviewAddress): string {
	return `/desk/${slug}/preview${path.slice(slug.length + 1)}`;
}

/** Attributes that hold addresses, as the pages write them. */
const addresses = /\b(href|src|srcset|imagesrcset)="([^"]*)"/g;

/** A page whose links and pictures of the edition stay inside the preview, in either language. Pure. */
export function keepInside(html: string, slug: string): string {
	const own = new RegExp(`(^|[\\s,])(/zh)?/${escape(slug)}(?=[/?#\\s,]|$)`, 'g');
	return html.replace(addresses, (_, name: string, value: string) => {
		const inside = value.replace(own, (__, before: string, zh = '') => `${before}${zh}/desk/${slug}/preview`);
		return `${name}="${inside}"`;
	});
}

function escape(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/**
 * Finishes the answer of a preview: it belongs to whoever asked, is never kept by anybody, found by no search engine, and
 * leads on within the preview.
 */
export async function finishPreview(response: Response, { slug }: PreviewAddress): Promise<Response> {
	const headers = new Headers(response.headers);
	headers.set('cache-control', 'private, no-store');
	headers.set('x-robots-tag', 'noindex, nofollow');
	for (const name of ['etag', 'last-modified', 'content-length', 'link']) headers.delete(name);
	const isPage = headers.get('content-type')?.startsWith('text/html') && response.status === 200;
	const body = isPage ? keepInside(await response.text(), slug) : response.body;
	return new Response(body, { status: response.status, statusText: response.statusText, headers });
}

/** Where a preview leads that is no public page (a form to apply with): to the real one, which shows no drafts. */
export function toRealPage({ path }: PreviewAddress, locale: Locale, search: string): Response {
	const location = localePath(locale, path) + search;
	return new Response(null, { status: 303, headers: { location, 'cache-control': 'private, no-store' } });
}
