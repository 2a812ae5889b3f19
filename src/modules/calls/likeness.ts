/*
 * How alike two applications are, from their titles and abstracts: the same work handed in twice, or by two people, is
 * found without comparing every text with every other. Pure.
 *
 * Of each text the smallest hashes of its pieces are kept (a bottom-k sketch): two texts share as much of their smallest
 * hashes as they share of their pieces. Pieces are runs of three characters of a title, of three words of an abstract; a
 * Han character counts as a word.
 */

const titleHashes = 16;
const abstractHashes = 24;

/** From here on two titles, or two abstracts, are shown as alike: shares of what they have together. */
export const alikeFrom = { title: 0.6, titleOfSamePerson: 0.4, abstract: 0.35 } as const;

/** The sketch of an application: hashes of its title are even, those of its abstract odd. */
export function likenessOf(title: string, abstract: string): number[] {
	const ofTitle = smallest([...titlePieces(title)].map(hash), titleHashes).map((value) => value & ~1);
	const ofAbstract = smallest([...abstractPieces(abstract)].map(hash), abstractHashes).map((value) => value | 1);
	return [...new Set([...ofTitle, ...ofAbstract])];
}

/** The share of pieces that two titles have in common, 0 to 1. */
export function titleLikeness(one: string, other: string): number {
	const [a, b] = [titlePieces(one), titlePieces(other)];
	const both = [...a].filter((piece) => b.has(piece)).length;
	const all = a.size + b.size - both;
	return all === 0 ? 0 : both / all;
}

/** The share of pieces that two abstracts have in common, as far as their sketches tell, 0 to 1. */
export function abstractLikeness(one: readonly number[], other: readonly number[]): number {
	const odd = (value: number) => (value & 1) === 1;
	const [a, b] = [new Set(one.filter(odd)), new Set(other.filter(odd))];
	if (a.size === 0 || b.size === 0) return 0;
	const union = smallest([...new Set([...a, ...b])], Math.min(abstractHashes, Math.max(a.size, b.size)));
	return union.filter((value) => a.has(value) && b.has(value)).length / union.length;
}

function wordsIn(text: string): string[] {
	return (
		text
			.normalize('NFKC')
			.toLowerCase()
			.match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? []
	);
}

function titlePieces(title: string): Set<string> {
	const text = ` ${wordsIn(title).join(' ')} `;
	const pieces = new Set<string>();
	const characters = [...text];
	for (let i = 0; i + 3 <= characters.length; i += 1) pieces.add(characters.slice(i, i + 3).join(''));
	return pieces;
}

function abstractPieces(abstract: string): Set<string> {
	const words = wordsIn(abstract);
	const pieces = new Set<string>();
	for (let i = 0; i + 3 <= words.length; i += 1) pieces.add(words.slice(i, i + 3).join(' '));
	return pieces;
}

function smallest(values: readonly number[], count: number): number[] {
	return [...new Set(values)].sort((a, b) => a - b).slice(0, count);
}

/** FNV-1a with a last mixing, as a signed 32-bit number. */
function hash(text: string): number {
	let value = 0x811c9dc5;
	for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
	value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
	return (value ^ (value >>> 13)) | 0;
}
