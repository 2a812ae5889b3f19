import { clientNetwork, isLoopback } from '#core/http/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { publicStatement, signatoriesCsv, signatoriesJson } from '#modules/statements/server/index.ts';
import { getRunning } from '../../../../../app/running.ts';
import { streamOf } from '../../../desk/[edition]/applications/export-input.ts';
import type { RequestHandler } from './$types';

/**
 * The named signatories as data, piece by piece: a hundred thousand of them are no page to keep in memory. Who asks twice is
 * answered twice, for somebody may have withdrawn in between.
 */
export const GET: RequestHandler = async ({ locals, params, request }) => {
	const { ctx } = locals;
	const one = await publicStatement(ctx, params.statement);
	if (!one || one.signsFrom === null || (params.format !== 'csv' && params.format !== 'json')) throw notFound();
	const wait = isLoopback(locals.client) ? 0 : getRunning().searches.take(clientNetwork(locals.client));
	if (wait > 0) throw new Refusal('too-many', 'too-many-requests', { params: { seconds: wait } });
	const csv = params.format === 'csv';
	const bytes = streamOf(csv ? signatoriesCsv(ctx, one) : signatoriesJson(ctx, one, getRunning().origin));
	const headers = {
		'content-type': csv ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
		'content-disposition': `${csv ? 'attachment' : 'inline'}; filename="${one.slug}-signatories.${params.format}"`,
		'cache-control': 'no-cache',
		'x-robots-tag': 'noindex',
		vary: 'accept-encoding',
	};
	if (!/\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) return new Response(bytes, { headers });
	const squeezed = bytes.pipeThrough(
		new CompressionStream('gzip') as unknown as TransformStream<Uint8Array, Uint8Array>,
	);
	return new Response(squeezed, { headers: { ...headers, 'content-encoding': 'gzip' } });
};
