import { fileTypeFromBuffer } from 'file-type';

/** How many bytes from its beginning tell a file's type. */
export const headBytes = 8192;

export const unknownType = 'application/octet-stream';

/** The markup that browsers would run, by how it begins. */
const markup: readonly [RegExp, string][] = [
	[/^<!doctype html|^<html|^<head|^<body|^<script|^<iframe/i, 'text/html'],
	[/^(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!doctype svg[^>]*>\s*)?<svg[\s>]/i, 'image/svg+xml'],
	[/^<\?xml[\s>]/i, 'application/xml'],
	[/^#!/, 'text/x-script'],
];

/** Plain texts that only their name tells apart; the name is believed only where nothing can come of a lie. */
const plainByEnding: Record<string, string> = { csv: 'text/csv', md: 'text/markdown', bib: 'text/x-bibtex' };

function asText(head: Uint8Array): string | undefined {
	try {
		// `stream` forgives a character that the end of the head cuts in two.
		const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
		// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what makes it no text
		return /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/.test(text) ? undefined : text;
	} catch {
		return undefined;
	}
}

/**
 * The media type of a file by its content: `head` are its first bytes (`headBytes` are enough), `name` only tells plain
 * texts apart. A PDF has its header at the very beginning (readers would
 * look further in, which lets an executable pass for one); what is neither known
 * nor text is `application/octet-stream`.
 */
export async function mediaTypeOf(head: Uint8Array, name = ''): Promise<string> {
	if (head.byteLength === 0) return unknownType;
	if (/^(\u00ef\u00bb\u00bf)?\s{0,8}%PDF-/.test(Buffer.from(head.subarray(0, 16)).toString('latin1')))
		return 'application/pdf';
	const text = asText(head);
	if (text !== undefined) {
		const beginning = text.trimStart();
		for (const [pattern, type] of markup) if (pattern.test(beginning)) return type;
	}
	const found = await fileTypeFromBuffer(head).catch(() => undefined);
	// What begins with half a PDF header is none: the rule above has said so.
	if (found) return found.mime === 'application/pdf' ? unknownType : found.mime;
	if (text === undefined) return unknownType;
	return plainByEnding[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'text/plain';
}

/** Whether a type is in a list such as `['application/pdf', 'image/*']`. */
export function typeAccepted(mediaType: string, accept: readonly string[]): boolean {
	return accept.some((entry) =>
		entry.endsWith('/*') ? mediaType.startsWith(entry.slice(0, -1)) : entry === mediaType,
	);
}
