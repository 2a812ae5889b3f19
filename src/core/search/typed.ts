import { plain, type Run, runs } from './lexemes.ts';

/** A query is so long at most, in characters, and has so many parts; the rest is not looked for. */
export const maxQuery = 200;
const maxParts = 10;
/** Runs of Han characters between commas are one part: they are counted too. */
const maxRuns = 20;

/** One thing looked for. */
export interface QueryPart {
	runs: Run[];
	/** Its words stand side by side, in this order. */
	phrase: boolean;
	/** Pages that have it are left out. */
	without: boolean;
}

/**
 * What somebody typed: words that must all be there, `"words side by side"`, `-word` to leave out. Anything else is words:
 * no text is a fault, and none is an operator of the database. Pure.
 */
export function typedQuery(typed: string): QueryPart[] {
	const parts: QueryPart[] = [];
	let left = maxRuns;
	const text = plain(typed)
		.slice(0, maxQuery)
		.replace(/[“”„«»「」『』]/g, '"');
	for (const [, minus, quoted, bare] of text.matchAll(/(?:(?<=^|\s)(-))?(?:"([^"]*)"|([^\s"]+))/g)) {
		const found = runs(quoted ?? bare ?? '')
			.filter((run) => /[\p{L}\p{N}]/u.test(run.text))
			.slice(0, left);
		left -= found.length;
		if (found.length > 0) parts.push({ runs: found, phrase: quoted !== undefined, without: minus !== undefined });
		if (parts.length === maxParts) break;
	}
	return parts;
}

/** Whether there is anything to look for: pages without a word are not a search. Pure. */
export function looksFor(parts: readonly QueryPart[]): boolean {
	return parts.some((part) => !part.without);
}
