import { readFile } from 'node:fs/promises';
import { inProject } from '#core/paths/index.ts';
import type { LetterContent } from '../compose.ts';
import type { LetterImages } from './render.ts';

/** The pictures of a rehearsal: drawn by us and marked as samples. A committee's own are never among them. */
export const sampleSeal = 'sample-seal.svg';
export const sampleSignature = 'sample-signature.svg';

const files: Record<string, string> = {
	[sampleSeal]: 'src/modules/letters/samples/seal.svg',
	[sampleSignature]: 'src/modules/letters/samples/signature.svg',
};

/** The pictures that a letter names. */
export async function imagesOf(letter: LetterContent): Promise<LetterImages> {
	const names = new Set(letter.sheets.flatMap((sheet) => sheet.signatories.flatMap(({ image }) => image ?? [])));
	if (letter.seal) names.add(letter.seal);
	const images: LetterImages = {};
	for (const name of names) {
		const path = files[name];
		if (!path) throw new Error(`the letter names a picture that nobody has: ${name}`);
		images[name] = await readFile(inProject(path));
	}
	return images;
}
