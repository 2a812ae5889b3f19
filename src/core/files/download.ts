import { safeFileName } from './names.ts';

/** What a browser may show by itself. Everything else is offered for saving, whatever it says it is. */
const shown = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'text/plain']);
const savedAs = new Set([
	'application/pdf',
	'application/zip',
	'text/csv',
	'text/markdown',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	'application/vnd.openxmlformats-officedocument.presentationml.presentation',
]);

/** RFC 6266: an ASCII name for old readers, the real one in UTF-8 (RFC 8187). */
function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
	const safe = safeFileName(name);
	const ascii = safe.replace(/[^\x20-\x7e]|[%\\"]/g, '_');
	const encoded = encodeURIComponent(safe).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
	return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

export interface Download {
	name: string;
	mediaType: string;
	bytes: number;
}

/**
 * The headers of a file that someone uploaded: a type that cannot become a page of ours, a name, no sniffing, no
 * scripts, and nobody keeps a copy on the way. With `inline`, pictures, plain text and PDFs are shown.
 */
export function downloadHeaders(file: Download, options: { inline?: boolean } = {}): Record<string, string> {
	const isPdf = file.mediaType === 'application/pdf';
	const inline = options.inline === true && (isPdf || shown.has(file.mediaType));
	const known = shown.has(file.mediaType) || savedAs.has(file.mediaType);
	const type = known ? file.mediaType : 'application/octet-stream';
	return {
		'content-type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
		'content-length': String(file.bytes),
		'content-disposition': contentDisposition(inline ? 'inline' : 'attachment', file.name),
		'x-content-type-options': 'nosniff',
		// Browsers refuse to show a PDF in a sandboxed document; its viewer is a sandbox of its own.
		'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'${inline && isPdf ? '' : '; sandbox'}`,
		'cross-origin-resource-policy': 'same-origin',
		'cache-control': 'private, no-store',
		'referrer-policy': 'no-referrer',
	};
}
