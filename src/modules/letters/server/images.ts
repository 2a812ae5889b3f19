import { readFile } from 'node:fs/promises';
import type { Context } from '#core/context/index.ts';
import { readFileBytes } from '#core/files/index.ts';
import { inProject } from '#core/paths/index.ts';
import { digestOfLetterImage } from '#modules/editions/server/index.ts';
import type { LetterContent } from '../compose.ts';
import type { LetterImages } from './render.ts';

/** The pictures of a rehearsal: drawn by us and marked as samples. A committee's own are never among them. */
export const sampleSeal = 'sample-seal.svg';
export const sampleSignature = 'sample-signature.svg';

const files: Record<string, string> = {
	[sampleSeal]: 'src/modules/letters/samples/seal.svg',
	[sampleSignature]: 'src/modules/letters/samples/signature.svg',
};

/** The pictures that a letter names: samples, and those of its edition by the digest in their name. */
export async function imagesOf(ctx: Pick<Context, 'files'>, letter: LetterContent): Promise<LetterImages> {
	const names = new Set(letter.sheets.flatMap((sheet) => sheet.signatories.flatMap(({ image }) => image ?? [])));
	for (const name of [letter.seal, letter.logo]) if (name) names.add(name);
	return picturesNamed(ctx, names);
}

/** The same for anything else that is printed under the letterhead. */
export async function picturesNamed(ctx: Pick<Context, 'files'>, names: Iterable<string>): Promise<LetterImages> {
	const images: LetterImages = {};
	for (const name of names) {
		const digest = digestOfLetterImage(name);
		const path = files[name];
		if (digest) images[name] = await readFileBytes(ctx.files, digest);
		else if (path) images[name] = await readFile(inProject(path));
		else throw new Error(`a sheet names a picture that nobody has: ${name}`);
	}
	return images;
}
