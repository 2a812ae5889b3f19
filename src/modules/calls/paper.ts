import type { FileAnswer } from './answers.ts';

/** Width and height upright, in points of 1/72 inch. */
const papers = { a4: [595.28, 841.89], letter: [612, 792] } as const;
/** Programs round; a millimetre is not quite three points. */
const tolerance = 3;

/** The paper that all of these page sizes are, upright or lying; `other` when they are of several, or of another. */
export function paperOf(sizes: readonly { width: number; height: number }[]): NonNullable<FileAnswer['paper']> {
	for (const paper of ['a4', 'letter'] as const) {
		const [short, long] = papers[paper];
		const fits = ({ width, height }: { width: number; height: number }) =>
			Math.abs(Math.min(width, height) - short) <= tolerance && Math.abs(Math.max(width, height) - long) <= tolerance;
		if (sizes.length > 0 && sizes.every(fits)) return paper;
	}
	return 'other';
}
