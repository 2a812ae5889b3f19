import { previewPlacement } from '#modules/fulfilments/server/index.ts';
import { openFulfilments } from '../../open.ts';
import type { RequestHandler } from './$types';

/** A logo as it would be shown on the public site, for the desk that approves it. */
export const GET: RequestHandler = async (event) => {
	await openFulfilments(event);
	const { ctx, actor } = event.locals;
	const { bytes, mediaType } = await previewPlacement(ctx, actor, { fulfilment: event.params.fulfilment });
	return new Response(new Uint8Array(bytes), {
		headers: {
			'content-type': mediaType,
			'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
			'cache-control': 'private, no-store',
			'x-content-type-options': 'nosniff',
		},
	});
};
