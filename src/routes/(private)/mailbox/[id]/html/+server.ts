import { mailboxMessage } from '#core/mail/index.ts';
import type { RequestHandler } from './$types';

/** What a mail may do in the browser: show itself. Links open in a tab of their own. */
const policy = [
	"default-src 'none'",
	"style-src 'unsafe-inline'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'self'",
	'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ');

export const GET: RequestHandler = async ({ locals, params }) => {
	const { html } = await mailboxMessage(locals.ctx, locals.actor, params.id);
	return new Response(html.replace('<head>', '<head><base target="_blank">'), {
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'content-security-policy': policy,
			'x-frame-options': 'SAMEORIGIN',
			'x-content-type-options': 'nosniff',
			'referrer-policy': 'no-referrer',
			'cache-control': 'private, no-store',
		},
	});
};
