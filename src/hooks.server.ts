import { createHash } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import { visitor } from '#core/access/index.ts';
import { databaseIsAway } from '#core/database/index.ts';
import { storeIsAway } from '#core/files/index.ts';
import {
	clientNetwork,
	encode,
	encodingFor,
	guardFormData,
	heldFormBytes,
	isLoopback,
	isWorthCompressing,
	revisionOf,
	scopeWith,
	typedTexts,
} from '#core/http/index.ts';
import { identify } from '#core/identity/index.ts';
import { languageTag, localePath, splitLocale } from '#core/i18n/index.ts';
import { newId } from '#core/ids/index.ts';
import { Refusal, forbidden, notFound } from '#core/refusal/index.ts';
import { editionBySlug } from '#modules/editions/server/index.ts';
import { getRunning } from './app/running.ts';
import { finishPreview, previewOf, toRealPage } from './preview.ts';

/** In the build `app/serve.ts` has opened everything before; while developing nobody has. */
export const init: ServerInit = async () => {
	if (import.meta.env.DEV) await (await import('./app/develop.ts')).develop();
};

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

export const handle: Handle = async ({ event, resolve }) => {
	const app = getRunning();
	const { ctx } = app;
	const { locale, path: asked } = splitLocale(event.url.pathname);
	const preview = previewOf(asked);
	const path = preview?.path ?? asked;
	const ofSite = event.route.id?.startsWith('/(public)') ?? false;
	const isPublic = ofSite && !preview;
	Object.assign(event.locals, { ctx, locale, path, actor: visitor, client: event.getClientAddress() });

	// Programs: it says itself who asks (never by a cookie), what it refuses and how long that may be kept.
	if (event.route.id === '/api/v1/[...path]') return resolve(event);
	// PostgreSQL keeps no NUL, so nothing has such a name.
	if (event.url.href.includes('%00')) throw notFound();
	// A mailbox provider unsubscribes thousands from one network, however it writes the body, which nobody reads.
	const oneClick = event.route.id === '/(private)/newsletter/u/[token]';
	if (!safe.has(event.request.method) && !oneClick) {
		refuseOtherSites(event.request, event.url);
		refuseFloods(event.locals.client);
		guardFormData(event.request, () => heldFormBytes[event.locals.actor.kind === 'visitor' ? 'visitor' : 'signedIn']);
	}
	if (preview && event.route.id !== null && !(ofSite && safe.has(event.request.method))) {
		return toRealPage(preview, locale, event.url.search);
	}
	// A public page must not depend on who asks, so it is not even looked up.
	const setCookie = !isPublic || !safe.has(event.request.method) ? await identifyVisitor(event) : undefined;

	// Whether he may is asked where the drafts are read.
	const edition = preview && (await editionBySlug(ctx, preview.slug));
	if (edition) event.locals.preview = { slug: edition.slug, editionId: edition.id };

	// The revisions from before the page is read: a change in between makes it stale at once, never wrongly fresh.
	const seen = app.revisions.snapshot();
	const resolved = await resolve(event, {
		transformPageChunk: ({ html }) => html.replace('%lang%', languageTag[locale]).replace('%locale%', locale),
		filterSerializedResponseHeaders: (name) => name === 'content-type',
	});
	const isGone = event.locals.gone && resolved.status === 200;
	const response = isGone ? new Response(resolved.body, { status: 410, headers: resolved.headers }) : resolved;
	// Who signs in or out in this very request has set the cookie anew already.
	const anew = response.headers
		.getSetCookie()
		.some((cookie) => cookie.split('=', 1)[0] === setCookie?.split('=', 1)[0]);
	if (setCookie && !anew) response.headers.append('set-cookie', setCookie);
	if (response.status === 401 && event.request.method === 'GET' && wantsPage(event)) return toSignIn(event);
	if (preview) return finishPreview(response, preview);
	if (!isPublic) {
		if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-store');
		return response;
	}
	return finishPublic(event, response, seen);
};

/** Whether a person is waiting for a page (and not a script for data). */
function wantsPage(event: Parameters<Handle>[0]['event']): boolean {
	return !event.isDataRequest && (event.request.headers.get('accept') ?? '').includes('text/html');
}

/** Who must sign in first is led there, and back again afterwards. */
function toSignIn(event: Parameters<Handle>[0]['event']): Response {
	const next = encodeURIComponent(event.url.pathname + event.url.search);
	const location = `${localePath(event.locals.locale, '/sign-in')}?next=${next}`;
	return new Response(null, { status: 303, headers: { location, 'cache-control': 'private, no-store' } });
}

/** Keeps a finished public page, so that the next reader gets it before the framework is asked. */
async function finishPublic(
	event: Parameters<Handle>[0]['event'],
	response: Response,
	seen: ReadonlyMap<string, number>,
): Promise<Response> {
	const { cache, ctx } = event.locals;
	// The data of a page has the page's address here, so it must never be kept in its place.
	const isPage = event.request.method === 'GET' && !event.isDataRequest;
	const keeps = isPage && response.status === 200 && cache && !response.headers.has('set-cookie');
	if (!keeps) {
		if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
		if (!isPage || response.status !== 200) return response;
		return compressed(event, response, Buffer.from(await response.arrayBuffer()));
	}
	const app = getRunning();
	const body = Buffer.from(await response.arrayBuffer());
	const scope = scopeWith(cache.scope, event.locals.framedBy);
	const revision = revisionOf(scope, (one) => seen.get(one) ?? 0);
	const headers: Record<string, string> = {};
	for (const [name, value] of response.headers) {
		if (!['etag', 'content-type', 'content-length', 'cache-control'].includes(name)) headers[name] = value;
	}
	// By what it says, not by the revision: a page that is made anew and reads the same is the same to every cache.
	// Weak: it goes out compressed in two ways, and not at all.
	const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
	const contentType = response.headers.get('content-type') ?? 'text/html; charset=utf-8';
	const { settled = false, fresh = false } = cache;
	const page = { scope, revision, until: cache.until, etag, contentType, headers, settled, fresh, body };
	// Every page has one address; whoever writes it in a hundred other ways (`/%61bout`) shall not push out what is kept.
	const itsOwn = event.url.search === '' && !event.url.pathname.includes('%');
	if (itsOwn && ctx.clock.edition.now() < cache.until) {
		app.pages.put(event.url.pathname, page);
	}
	response.headers.set('etag', etag);
	response.headers.set('cache-control', `public, max-age=${app.pages.maxAge(cache)}`);
	if (event.request.headers.get('if-none-match')?.includes(etag.slice(2))) {
		response.headers.set('vary', 'accept-encoding');
		return new Response(null, { status: 304, headers: response.headers });
	}
	return compressed(event, response, body);
}

/** A public answer that is not taken from the finished ones, in the encoding that the client wants. */
function compressed({ request }: Parameters<Handle>[0]['event'], { headers }: Response, body: Buffer): Response {
	headers.set('vary', 'accept-encoding');
	const encoding = encodingFor(request.headers.get('accept-encoding') ?? '');
	const type = headers.get('content-type') ?? '';
	if (!encoding || headers.has('content-encoding') || !isWorthCompressing(type, body.length)) {
		return new Response(new Uint8Array(body), { status: 200, headers });
	}
	headers.set('content-encoding', encoding);
	headers.delete('content-length');
	return new Response(new Uint8Array(encode(body, encoding)), { status: 200, headers });
}

/** Says who asks; answers the cookie that must be renewed or deleted, if any. */
async function identifyVisitor(event: Parameters<Handle>[0]['event']): Promise<string | undefined> {
	const { headers } = event.request;
	const found = await identify(event.locals.ctx, {
		cookie: headers.get('cookie'),
		authorization: headers.get('authorization'),
	});
	event.locals.actor = found.actor;
	if (found.sessionId) event.locals.sessionId = found.sessionId;
	if (found.seeing !== undefined) {
		event.locals.seeing = found.seeing;
		demandSeeable(event, found.seeing);
	}
	return found.setCookie;
}

/** Pages that are shown to whoever looks through somebody's eyes: what they show asks `can` of both. */
const seeable = [
	'/(private)/me/applications',
	'/(private)/me/applications/[application]',
	'/(private)/me/applications/[application]/files/[file]',
	'/(private)/me/letters/[letter]',
];
/** What he may do meanwhile. */
const stops = ['/(private)/see-as', '/(private)/sign-out'];

/**
 * Looking through somebody's eyes reads only, and only in the edition for which it was begun.
 * @throws Refusal `forbidden`; a redirect, where a person waits for a page
 */
function demandSeeable(event: Parameters<Handle>[0]['event'], edition: string): void {
	const { route, params, request, locals } = event;
	const id = route.id ?? '';
	if (stops.includes(id)) return;
	if (!safe.has(request.method)) throw forbidden('only-looking');
	if (id === '' || id.startsWith('/(public)') || seeable.includes(id)) return;
	if (id.startsWith('/(private)/desk/[edition]') && params.edition === edition) return;
	if (wantsPage(event)) redirect(303, localePath(locals.locale, '/see-as'));
	throw forbidden('only-looking');
}

/** The framework asks this of forms only; what comes as JSON changes something too. */
function refuseOtherSites({ headers }: Request, url: URL): void {
	const origin = headers.get('origin');
	if (headers.get('sec-fetch-site') === 'cross-site' || (origin !== null && origin !== url.origin)) {
		throw forbidden('cross-site');
	}
}

function refuseFloods(client: string): void {
	const app = getRunning();
	const wait = isLoopback(client) ? 0 : app.writes.take(clientNetwork(client));
	if (wait > 0) throw new Refusal('too-many', 'too-many-requests', { params: { seconds: wait } });
}

/** A refusal becomes its status and a sentence; anything else is a fault of ours, logged under an id that the page shows. */
export const handleError: HandleServerError = ({ kind, error: thrown, event }) => {
	// Whatever came of it: who sent a form gets back what he typed.
	const texts = event.request.method === 'POST' ? typedTexts(event.request) : [];
	const typed = texts.length > 0 ? { typed: texts } : {};
	if (thrown instanceof Refusal) {
		return { status: thrown.status, message: thrown.code, code: thrown.code, params: thrown.params, ...typed };
	}
	if (kind === 'app' || kind === 'framework') {
		return { message: thrown.message, code: thrown.status === 404 ? 'not-found' : 'refused', ...typed };
	}
	if (databaseIsAway(thrown) || storeIsAway(thrown))
		return { status: 503, message: 'unavailable', code: 'unavailable', ...typed };
	const id = newId();
	getRunning().ctx.log.error('request-failed', { id, route: event.route.id ?? '', error: thrown });
	return { message: 'internal', code: 'internal', id, ...typed };
};
