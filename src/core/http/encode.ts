import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export type Encoding = 'br' | 'gzip';

const compressible = /^(text\/|application\/(json|xml|atom|rss|(ld|feed)\+json|javascript)|image\/svg)/;

/** Whether an answer of this type and length (bytes) is worth compressing. Pure. */
export function isWorthCompressing(contentType: string, length: number): boolean {
	return compressible.test(contentType) && length > 600;
}

/** How the client wants it, by its `Accept-Encoding`: the better one that it names without refusing it. Pure. */
export function encodingFor(accept: string): Encoding | undefined {
	const takes = (name: string) => new RegExp(`(^|[\\s,])${name}(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))`, 'i').test(accept);
	return takes('br') ? 'br' : takes('gzip') ? 'gzip' : undefined;
}

/** Compresses an answer that is made anew each time: quickly rather than small. */
export function encode(body: Buffer, encoding: Encoding): Buffer {
	return encoding === 'br'
		? brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
		: gzipSync(body, { level: 4 });
}
