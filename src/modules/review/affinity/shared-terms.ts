import { type Background, frequency, rarity } from './background.ts';
import { isPair, isUnspaced } from './terms.ts';

/** So many terms are named. */
const most = 5;

/**
 * The terms that a submission shares with somebody's publications, the weightiest first, as people would say them: 'bed
 * rest' instead of 'bed' and 'rest', and characters of Chinese joined to the words they come from. Pure.
 * @param said what the submission says, as `plainText`
 * @param submission its terms
 * @param publications the terms of each, the best fit first
 */
export function sharedTerms(
	background: Background,
	said: string,
	submission: ReadonlyMap<string, number>,
	publications: readonly ReadonlyMap<string, number>[],
): string[] {
	const weights = new Map<string, number>();
	let share = 1;
	for (const publication of publications) {
		for (const [term, times] of publication) {
			const own = submission.get(term);
			if (own === undefined) continue;
			const weight =
				(1 + Math.log(own)) *
				(1 + Math.log(times)) *
				rarity(background.papers, frequency(background, term)) ** 2 *
				share;
			weights.set(term, (weights.get(term) ?? 0) + weight);
		}
		share *= 0.7;
	}
	const ranked = joined(weights, said).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
	const named: string[] = [];
	for (const [term] of ranked) {
		if (named.length === most) break;
		// A word that stands in what is named already adds nothing.
		if (!named.some((other) => holds(other, term) || holds(term, other))) named.push(term);
	}
	return named;
}

function holds(longer: string, term: string): boolean {
	return isUnspaced(term) ? longer.includes(term) : ` ${longer} `.includes(` ${term} `);
}

/** Two characters and the two that overlap them are one word: 滑坡, 坡预, 预警 are 滑坡预警. At most six characters. */
function joined(weights: ReadonlyMap<string, number>, said: string): [string, number][] {
	const rest = new Map([...weights].filter(([term]) => isUnspaced(term)));
	const words: [string, number][] = [...weights].filter(([term]) => !isUnspaced(term));
	for (const [start] of [...rest].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))) {
		let weight = rest.get(start);
		if (weight === undefined) continue;
		rest.delete(start);
		let word = start;
		for (let grown = true; grown && [...word].length < 6; ) {
			grown = false;
			for (const [term, more] of rest) {
				const [first, last] = [...term];
				const characters = [...word];
				if (!first || !last) continue;
				const longer = first === characters.at(-1) ? word + last : last === characters[0] ? first + word : undefined;
				if (!longer || !said.includes(longer)) continue;
				word = longer;
				weight = Math.max(weight, more);
				rest.delete(term);
				grown = true;
				break;
			}
		}
		words.push([word, weight]);
	}
	// Pairs first where they weigh as much as their words.
	return words.map(([term, weight]): [string, number] => [term, isPair(term) ? weight * 1.5 : weight]);
}
