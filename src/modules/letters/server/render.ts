import { qrSvg, type Typesetter } from '#core/typesetting/index.ts';
import type { LetterContent } from '../compose.ts';
import { letterWords } from '../ui/messages.ts';

/** The pictures of a letter (seal, signatures) by the name that its content gives them. */
export type LetterImages = Record<string, Uint8Array | string>;

const template = 'src/modules/letters/templates/letter.typ';

/**
 * The letter as PDF/A. Its bytes depend on the content and the pictures only, so that a letter set again after a crash
 * has the digest it had before.
 */
export function renderLetter(
	ctx: { typesetter: Typesetter },
	letter: LetterContent,
	images: LetterImages = {},
): Promise<Uint8Array> {
	return ctx.typesetter.pdf({
		template,
		data: { letter, words: letterWords },
		files: { ...images, 'code.svg': qrSvg(letter.verifyUrl) },
	});
}
