import { previewCertificate } from '#modules/fulfilments/server/index.ts';
import { openFulfilments } from '../../open.ts';
import type { RequestHandler } from './$types';

/** A certificate as it would be given, under no number. */
export const GET: RequestHandler = async (event) => {
	await openFulfilments(event);
	const { ctx, actor } = event.locals;
	const pdf = await previewCertificate(ctx, actor, { fulfilment: event.params.fulfilment });
	return new Response(new Uint8Array(pdf), {
		headers: {
			'content-type': 'application/pdf',
			'content-disposition': 'inline; filename="preview.pdf"',
			'cache-control': 'private, no-store',
			'x-content-type-options': 'nosniff',
		},
	});
};
