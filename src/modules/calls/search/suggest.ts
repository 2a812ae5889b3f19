/** A text as it is compared: case, width and surrounding blanks do not count. */
export function folded(text: string): string {
	return text.normalize('NFKC').trim().toLowerCase();
}

/**
 * What may have been meant: of the known words those that begin with or contain what was written, or differ from it in few
 * letters, the likeliest first.
 */
export function suggestions(written: string, known: Iterable<string>, most = 3): string[] {
	const wanted = folded(written);
	const allowed = Math.max(1, Math.floor(wanted.length / 3));
	const ranked: { word: string; rank: number }[] = [];
	const seen = new Set<string>();
	for (const word of known) {
		const own = folded(word);
		if (seen.has(own)) continue;
		seen.add(own);
		const rank = own.startsWith(wanted)
			? 0.5
			: own.includes(wanted) && wanted.length > 1
				? 0.8
				: distance(wanted.slice(0, 60), own.slice(0, 60));
		if (rank <= allowed) ranked.push({ word, rank });
	}
	return ranked
		.sort((a, b) => a.rank - b.rank)
		.slice(0, most)
		.map(({ word }) => word);
}

/** How many letters must be put in, taken out, replaced or swapped with their neighbour (Damerau–Levenshtein). */
function distance(a: string, b: string): number {
	const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		const above = rows[i - 1] as number[];
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1] ? 0 : 1;
			let least = Math.min((row[j - 1] as number) + 1, (above[j] as number) + 1, (above[j - 1] as number) + same);
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
				least = Math.min(least, (rows[i - 2]?.[j - 2] as number) + 1);
			}
			row.push(least);
		}
		rows.push(row);
	}
	return rows[a.length]?.[b.length] as number;
}
