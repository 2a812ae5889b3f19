import { type Background, frequency, rarity } from './background.ts';
import { isPair } from './terms.ts';

/** A pair of words is rarer than its words, and says less for that: it counts so much of a word. */
const pairWeight = 0.7;

/** A paper as numbers: terms by their number, with weights; with those terms that it alone has, their squares sum to one. */
export interface Vector {
	terms: Int32Array;
	weights: Float32Array;
}

/** Gives each term that may be shared a number, in order of appearance. */
export class Vocabulary {
	readonly #numbers = new Map<string, number>();
	readonly #rarities: number[] = [];
	readonly #background: Background;
	readonly #once: number;

	/** @param background what is rare among all papers, these among them */
	constructor(background: Background) {
		this.#background = background;
		this.#once = rarity(background.papers, 1);
	}

	/** How many terms have a number. */
	get size(): number {
		return this.#numbers.size;
	}

	/** (1 + ln tf) · idf, normalised: `ltc` of Salton and Buckley, "Term-weighting approaches in automatic text retrieval", 1988. */
	vector(counts: ReadonlyMap<string, number>): Vector {
		const terms = new Int32Array(counts.size);
		const weights = new Float32Array(counts.size);
		let squares = 0;
		let length = 0;
		for (const [term, times] of counts) {
			const number = this.#number(term);
			const rare = number < 0 ? this.#once * (isPair(term) ? pairWeight : 1) : (this.#rarities[number] as number);
			const weight = (1 + Math.log(times)) * rare;
			squares += weight * weight;
			if (number < 0) continue;
			terms[length] = number;
			weights[length++] = weight;
		}
		const norm = Math.sqrt(squares) || 1;
		for (let i = 0; i < length; i++) weights[i] = (weights[i] as number) / norm;
		return { terms: terms.subarray(0, length), weights: weights.subarray(0, length) };
	}

	/** The number of a term; -1 for what occurs in one paper only. */
	#number(term: string): number {
		const known = this.#numbers.get(term);
		if (known !== undefined) return known;
		const times = frequency(this.#background, term);
		if (times < 2) return -1;
		const number = this.#numbers.size;
		this.#numbers.set(term, number);
		this.#rarities.push(rarity(this.#background.papers, times) * (isPair(term) ? pairWeight : 1));
		return number;
	}
}

/** Papers by term: for each term who has it and with which weight (compressed rows). */
export interface PostingLists {
	starts: Int32Array;
	papers: Int32Array;
	weights: Float32Array;
}

/** Turns vectors around, so that a paper is compared only with those that share a term with it. Pure. */
export function postingLists(vectors: readonly Vector[], size: number): PostingLists {
	const starts = new Int32Array(size + 1);
	let total = 0;
	for (const { terms } of vectors) {
		total += terms.length;
		for (const term of terms) starts[term + 1] = (starts[term + 1] as number) + 1;
	}
	for (let i = 0; i < size; i++) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number);
	const papers = new Int32Array(total);
	const weights = new Float32Array(total);
	const next = starts.slice();
	vectors.forEach((vector, paper) => {
		for (let i = 0; i < vector.terms.length; i++) {
			const term = vector.terms[i] as number;
			const place = next[term] as number;
			next[term] = place + 1;
			papers[place] = paper;
			weights[place] = vector.weights[i] as number;
		}
	});
	return { starts, papers, weights };
}

/** Cosines of one paper with all of the lists, written into `into`. A term beyond the lists occurs in none of them. */
export function cosines(lists: PostingLists, vector: Vector, into: Float32Array): void {
	into.fill(0);
	const { starts, papers, weights } = lists;
	for (let i = 0; i < vector.terms.length; i++) {
		const term = vector.terms[i] as number;
		if (term + 1 >= starts.length) continue;
		const weight = vector.weights[i] as number;
		const end = starts[term + 1] as number;
		for (let at = starts[term] as number; at < end; at++) {
			const paper = papers[at] as number;
			into[paper] = (into[paper] as number) + weight * (weights[at] as number);
		}
	}
}
