import { type RequestEvent, fail, redirect } from '@sveltejs/kit';
import { getRunning } from '#app/running.ts';
import { demand, personOf } from '#core/access/index.ts';
import { type CookieKind, type Site, cookieName, cookieOptions, localNext } from '#core/identity/index.ts';
import { type Locale, localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { problemMessages, sayProblem } from '#modules/people/ui/problem-messages.ts';

/*
 * What the pages of signing in share: the browser's cookies, where it goes next, and how a refusal is said.
 */

/** The secret of one of our cookies, if the browser sent it. */
export function cookieOf(event: RequestEvent, kind: CookieKind): string | undefined {
	return event.cookies.get(cookieName(event.locals.ctx.config, kind));
}

/** Gives the browser a secret to keep. */
export function setCookie(event: RequestEvent, kind: CookieKind, secret: string): void {
	const { config } = event.locals.ctx;
	event.cookies.set(cookieName(config, kind), secret, cookieOptions(config, kind));
}

/** Takes a cookie back. */
export function dropCookie(event: RequestEvent, kind: CookieKind): void {
	const { config } = event.locals.ctx;
	const { secure, httpOnly, sameSite, path } = cookieOptions(config, kind);
	event.cookies.delete(cookieName(config, kind), { path, secure, httpOnly, sameSite });
}

/** The browser as the list of sessions shows it; its old session ends when it signs in anew. */
export function clientOf(event: RequestEvent) {
	return {
		ip: event.locals.client,
		browser: event.request.headers.get('user-agent') ?? '',
		oldSecret: cookieOf(event, 'session'),
	};
}

/** Where passkeys belong: this site as the browser reaches it. */
export function siteOf(event: RequestEvent): Site {
	return { origin: event.url.origin, name: event.locals.ctx.config.nameEn };
}

/** Our address in mails: as the operator set it, never as a request claims. */
export function publicOrigin(): string {
	return getRunning().origin;
}

/** A local path in the language of the page, unless it names one itself. */
export function pathIn(locale: Locale, path: string): string {
	return path === '/zh' || path.startsWith('/zh/') ? path : localePath(locale, path);
}

/** Signs the browser in and sends it where it wanted to go: a path of this site, else its own pages. */
export function enter(event: RequestEvent, signedIn: { secret: string; next: string | null }): never {
	setCookie(event, 'session', signedIn.secret);
	dropCookie(event, 'window');
	redirect(303, pathIn(event.locals.locale, localNext(signedIn.next) ?? '/me'));
}

/** The person who is signed in; others are sent to sign in and come back. A token must be allowed to read his data. */
export function signedInPerson(event: RequestEvent): string {
	const personId = personOf(event.locals.actor);
	if (personId !== undefined) {
		demand(event.locals.ctx, event.locals.actor, 'person.read-own', { within: {}, owners: [personId] });
		return personId;
	}
	const back = event.request.method === 'GET' ? event.locals.path + event.url.search : event.locals.path;
	redirect(303, localePath(event.locals.locale, `/sign-in?next=${encodeURIComponent(back)}`));
}

/** What a form shows after a refusal: sentences at their fields, or one for the whole, and what was typed. */
export interface Refused<V> {
	values: V;
	errors: { path: string; message: string }[];
	message?: string;
}

/**
 * A refusal as an answer to a form. Anything else that was thrown goes on its way.
 * @param values what was typed, to be shown again
 */
export function refused<V extends Record<string, unknown>>(event: RequestEvent, thrown: unknown, values: V) {
	if (!(thrown instanceof Refusal) || thrown.kind === 'signed-out') throw thrown;
	if (thrown.params.seconds !== undefined) event.setHeaders({ 'retry-after': String(thrown.params.seconds) });
	const messages = problemMessages[event.locals.locale];
	const errors = thrown.problems.map(({ path, code, params }) => ({
		path,
		message: sayProblem(messages, code, params),
	}));
	const answer: Refused<V> = { values, errors };
	if (errors.length === 0) answer.message = sayProblem(messages, thrown.code, thrown.params);
	return fail(thrown.status, answer);
}

/** A field of a form as text. */
export function textOf(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
}
