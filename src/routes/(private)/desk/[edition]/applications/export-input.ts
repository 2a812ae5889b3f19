import { scoreDoor } from '#app/score-door.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { ExportInput } from '#modules/calls/server/index.ts';
import { readListQuery } from './list-query.ts';

const heads = ['words', 'both', 'ids'] as const;

/**
 * What the address of an export asks for: the search and columns of the list, every answer where none are chosen;
 * `head` says how the first row calls the columns.
 */
export function exportInput(url: URL, desk: { id: string; zone: string }, locale: Locale): ExportInput {
	const { query, columns } = readListQuery(url.searchParams);
	const head = heads.find((one) => one === url.searchParams.get('head')) ?? 'words';
	return { edition: desk.id, zone: desk.zone, query, columns, locale, head, scores: scoreDoor };
}

/** Pieces as the body of an answer, made as fast as they are taken. */
export function streamOf(pieces: AsyncGenerator<string | Uint8Array>): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	return new ReadableStream({
		async pull(controller) {
			const { value, done } = await pieces.next();
			if (done) controller.close();
			else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value);
		},
		async cancel() {
			await pieces.return(undefined);
		},
	});
}

/** The answer that carries an export. */
export function fileResponse(pieces: AsyncGenerator<string | Uint8Array>, type: string, name: string): Response {
	return new Response(streamOf(pieces), {
		headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
	});
}
