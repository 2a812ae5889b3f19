/** 24 letters: no I and no O, which are taken for figures. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Who reads, of what: people go by other letters for another reader, and at another application. */
export interface PseudonymPlace {
	/** The id of the person who reads, or a word for all who must read the same: `applicant`, `panel`. */
	reader: string;
	application: string;
}

/** A keyed hash (HMAC-SHA-256 with a secret of the server), at least 8 bytes. */
export type KeyedHash = (text: string) => Uint8Array;

/**
 * The letters by which hidden people go for one reader at one application. Without the secret nothing leads from a letter
 * to a person, or from one reader's or application's letters to another's. Everybody tries the 24 letters in an order that
 * his hash shuffles; whoever came earlier keeps his, so that a letter stays for good while new people come. More than 24
 * go on with `A2`.
 * @param people ids in the order in which they were assigned, with those whose assignment has ended; repeated ones count once
 * @returns letters by person. Show people in the order of their letters: the order in which they came tells who they are.
 */
export function pseudonyms(hash: KeyedHash, place: PseudonymPlace, people: readonly string[]): Map<string, string> {
	const given = new Map<string, string>();
	const taken = new Set<string>();
	for (const person of new Set(people)) {
		const round = Math.floor(taken.size / letters.length) + 1;
		const names = shuffled(hash(JSON.stringify([place.reader, place.application, person]))).map((letter) =>
			round === 1 ? letter : `${letter}${round}`,
		);
		const name = names.find((one) => !taken.has(one)) as string;
		taken.add(name);
		given.set(person, name);
	}
	return given;
}

/** The letters in an order that follows from the bytes alone (Fisher-Yates, drawn by Numerical Recipes' linear generator). */
function shuffled(bytes: Uint8Array): string[] {
	let state = 0;
	for (const byte of bytes.subarray(0, 8)) state = (Math.imul(state, 31) + byte * 2654435761) >>> 0;
	const order = [...letters];
	for (let at = order.length - 1; at > 0; at -= 1) {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		const other = Math.floor((state / 2 ** 32) * (at + 1));
		[order[at], order[other]] = [order[other] as string, order[at] as string];
	}
	return order;
}
