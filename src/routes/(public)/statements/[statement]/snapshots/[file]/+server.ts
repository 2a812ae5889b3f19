import { error } from '@sveltejs/kit';
import { snapshotFile } from '#modules/statements/server/index.ts';
import type { RequestHandler } from './$types';

/** The PDF of a snapshot. Kept by nobody on the way: when a name on it is withdrawn, it is not given out any more. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const reference = /^([A-Z0-9-]{1,100})\.pdf$/.exec(params.file)?.[1];
	const found = reference && (await snapshotFile(locals.ctx, { slug: params.statement, reference }));
	if (!found) error(404, 'not-found');
	return new Response(found.stream, {
		headers: {
			'content-type': 'application/pdf',
			'content-length': String(found.bytes),
			'content-disposition': `inline; filename="${found.name}"`,
			'cache-control': 'no-store',
			'x-robots-tag': 'noindex',
		},
	});
};
