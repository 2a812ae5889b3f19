import { redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { lateWayFor, openLateLink } from '#modules/calls/server/index.ts';

/*
 * A personal link holds a secret in its address. It goes into a cookie at once and out of the address, so that no page,
 * log or referrer ever shows it; from then on the draft that is begun with it knows its link.
 */

const lifetime = 60 * 24 * 3600;

function cookieOf(call: string): string {
	return `orrery-late-${call}`;
}

/** The secret of the personal link that this browser holds for a call. */
export function lateSecret(event: RequestEvent, call: string): string | undefined {
	return event.cookies.get(cookieOf(call));
}

/** Takes a personal link out of the address, when it has one: the page is shown again without it. */
export async function takeLateLink(
	event: RequestEvent,
	call: { id: string },
	at: { base: string; token: string | undefined },
): Promise<void> {
	const secret = event.url.searchParams.get('late');
	if (secret === null) return;
	const { ctx, actor, locale } = event.locals;
	// No other site is told of it. (Not 'no-referrer': browsers would then send forms without origin.)
	event.setHeaders({ 'referrer-policy': 'same-origin' });
	const way = await openLateLink(ctx, actor, { call: call.id, secret, token: at.token });
	if (way) {
		event.cookies.set(cookieOf(call.id), secret, {
			path: '/',
			httpOnly: true,
			sameSite: 'lax',
			secure: event.url.protocol === 'https:',
			maxAge: lifetime,
		});
	}
	redirect(303, localePath(locale, `${at.base}/apply${way ? '' : '?link=void'}`));
}

/** How long whoever opens this page may still apply although the call has closed; null when he may not. */
export async function lateUntil(
	event: RequestEvent,
	call: { id: string; state: string },
	draft: { lateLinkId: string | null } | undefined,
): Promise<number | null> {
	if (call.state !== 'closed') return null;
	const way = await lateWayFor(event.locals.ctx, { call: call.id, secret: lateSecret(event, call.id), draft });
	return way?.expiresAt ?? null;
}

/** The link has done its work. */
export function dropLateLink(event: RequestEvent, call: string): void {
	if (lateSecret(event, call) !== undefined) event.cookies.delete(cookieOf(call), { path: '/' });
}
