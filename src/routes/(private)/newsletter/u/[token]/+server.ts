import { redirect } from '@sveltejs/kit';
import { splitLocale } from '#core/i18n/index.ts';
import { managePath } from '#modules/newsletter/digest.ts';
import { unsubscribe } from '#modules/newsletter/server/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import type { RequestHandler } from './$types';

/** The address in `List-Unsubscribe`. Who opens it in a browser is shown his subscription; nothing changes by that. */
export const GET: RequestHandler = ({ params, url }) =>
	redirect(303, `${managePath(splitLocale(url.pathname).locale, params.token)}#end`);

/**
 * RFC 8058: the provider of a mailbox unsubscribes its user with a POST, without cookie and from wherever it likes. Whatever
 * it sends, the link alone says whom it means; an unknown one is answered as one that has done its work.
 */
export const POST: RequestHandler = async ({ locals, params }) => {
	try {
		await unsubscribe(locals.ctx, locals.actor, params.token, 'one-click');
	} catch (thrown) {
		if (!(thrown instanceof Refusal) || thrown.code !== 'link-gone') throw thrown;
	}
	return new Response('unsubscribed\n', { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
