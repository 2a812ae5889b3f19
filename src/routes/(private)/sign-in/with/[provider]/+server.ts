import { redirect } from '@sveltejs/kit';
import { personOf } from '#core/access/index.ts';
import { beginOpenId, configuredProviders } from '#core/identity/index.ts';
import { newSecret } from '#core/ids/index.ts';
import { localePath } from '#core/i18n/index.ts';
import { Refusal, notFound } from '#core/refusal/index.ts';
import { cookieOf, publicOrigin, setCookie } from '../../browser.ts';
import type { RequestHandler } from './$types';

/**
 * Sends the browser to a provider. By GET, since the policy of our pages lets no form lead elsewhere; it changes nothing of
 * anybody's. With `?link` the person who is signed in links the provider to himself.
 */
export const GET: RequestHandler = async (event) => {
	const { ctx, actor, locale, client } = event.locals;
	const provider = configuredProviders(ctx.config).find((one) => one.provider === event.params.provider)?.provider;
	if (!provider) throw notFound();
	const window = cookieOf(event, 'window') ?? newSecret();
	const linking = event.url.searchParams.has('link') && actor.kind === 'person' && actor.via === 'session';
	let away: string;
	try {
		away = await beginOpenId(ctx, {
			provider,
			redirectUri: `${publicOrigin()}/sign-in/with/${provider}/return`,
			window,
			personId: linking ? personOf(actor) : undefined,
			next: linking ? localePath(locale, '/me/security?linked') : event.url.searchParams.get('next'),
			ip: client,
		});
	} catch (thrown) {
		if (!(thrown instanceof Refusal) || thrown.kind === 'not-found') throw thrown;
		redirect(303, localePath(locale, `/sign-in?failed=${thrown.code}`));
	}
	setCookie(event, 'window', window);
	redirect(303, away, { external: [new URL(away).origin] });
};
