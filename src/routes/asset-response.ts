import type { FileStore } from '#core/files/index.ts';
import { downloadHeaders } from '#core/files/index.ts';
import type { NamedFile } from '#modules/editions/server/index.ts';

/**
 * The file of an asset as an answer. Its address holds its digest, so that whoever has it need never ask again; a drawing
 * opened by itself runs nothing and fetches nothing.
 * @param kept how long it may be kept, and by whom: the value of `cache-control`
 */
export async function assetResponse(
	request: Request,
	files: FileStore,
	file: NamedFile,
	kept: string,
): Promise<Response> {
	const isDrawing = file.mediaType === 'image/svg+xml';
	const headers = {
		...downloadHeaders(file, { inline: true }),
		...(isDrawing ? { 'content-type': file.mediaType, 'content-disposition': 'inline' } : {}),
		'cache-control': kept,
		etag: `"${file.digest.slice(0, 32)}"`,
	};
	if (request.headers.get('if-none-match')?.includes(headers.etag)) {
		const { 'content-length': _, ...rest } = headers as Record<string, string>;
		return new Response(null, { status: 304, headers: rest });
	}
	const opened = await files.get(file.digest);
	if (!opened) throw new Error(`the bytes of asset ${file.name} (${file.digest}) are not in the store`);
	return new Response(opened.stream, { headers });
}
