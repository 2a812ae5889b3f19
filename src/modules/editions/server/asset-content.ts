import { createHash } from 'node:crypto';
import { headBytes, mediaTypeOf } from '#core/files/index.ts';
import { cleanPicture, PictureFault } from '#core/pictures/index.ts';
import { type AssetContent, assetEndings } from '../bundle/index.ts';

/** Most bytes of a picture and of a document, as they are given. */
export const maxAssetBytes = { image: 15_000_000, document: 40_000_000 } as const;

/** What a file is, and its bytes as they are kept. */
export interface ReadAsset {
	content: AssetContent;
	bytes: Buffer;
	/** Whether something was left out: camera, place, author, comments. */
	cleaned: boolean;
}

/**
 * Judges a file as an asset: by its content, not by its name. Pictures lose everything but themselves; documents are kept
 * as they are. The same bytes give the same answer, and kept bytes are kept as they are.
 * @throws PictureFault why it is not taken; `file-type` also for what is neither a picture nor a document we know
 */
export async function readAsset(given: Buffer, name: string): Promise<ReadAsset> {
	const head = given.subarray(0, headBytes);
	const mediaType = given.length === 0 ? '' : await mediaTypeOf(head, name);
	const isDocument = !mediaType.startsWith('image/') && documentType(mediaType) && !looksDrawn(head);
	if (!isDocument) {
		if (given.length > maxAssetBytes.image) throw new PictureFault('file-too-large', { max: maxAssetBytes.image });
		const { bytes, mediaType: type, size } = await cleanPicture(given);
		return { content: { ...contentOf(bytes, type), ...size }, bytes, cleaned: !bytes.equals(given) };
	}
	if (given.length > maxAssetBytes.document) throw new PictureFault('file-too-large', { max: maxAssetBytes.document });
	return { content: contentOf(given, documentType(mediaType) as string), bytes: given, cleaned: false };
}

/** The type under which a document is kept; undefined for what is none. */
function documentType(mediaType: string): string | undefined {
	// Sources of LaTeX, Typst and Markdown are texts, and are served as such.
	if (['text/markdown', 'text/x-bibtex'].includes(mediaType)) return 'text/plain';
	return mediaType in assetEndings ? mediaType : undefined;
}

/** A drawing whose root comes late would pass for a text. */
function looksDrawn(head: Buffer): boolean {
	return /^\s*<[\s\S]*<?svg[\s>]/.test(head.toString('latin1'));
}

function contentOf(bytes: Buffer, mediaType: string): AssetContent {
	return { digest: createHash('sha256').update(bytes).digest('hex'), mediaType, bytes: bytes.length };
}
