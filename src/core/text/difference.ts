/** A stretch of two compared texts: in both, only in the first, or only in the second. */
export interface Part {
	kind: 'same' | 'removed' | 'added';
	text: string;
}

/** Words, Han and kana characters one each, white space, and single other characters. */
const tokens =
	/\s+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}\p{M}'’])+|[\s\S]/gu;

/** Beyond so many differing words the middle is shown as replaced: nobody reads such a comparison word by word. */
const maxEdits = 1500;

/**
 * What was removed and added between two texts, by words. The parts 'same' and 'removed' joined are the first text, 'same'
 * and 'added' joined the second.
 */
export function differenceByWords(before: string, after: string): Part[] {
	const a = before.match(tokens) ?? [];
	const b = after.match(tokens) ?? [];
	let start = 0;
	while (start < a.length && start < b.length && a[start] === b[start]) start++;
	let endA = a.length;
	let endB = b.length;
	while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
		endA--;
		endB--;
	}
	const middle = shortestEdit(a.slice(start, endA), b.slice(start, endB));
	return readable([
		{ kind: 'same', text: a.slice(0, start).join('') },
		...middle,
		{ kind: 'same', text: a.slice(endA).join('') },
	]);
}

/** Myers' greedy algorithm, token by token; falls back to 'all removed, all added' beyond `maxEdits`. */
function shortestEdit(a: readonly string[], b: readonly string[]): Part[] {
	const limit = Math.min(a.length + b.length, maxEdits);
	// reach[k] = how far into `a` the best path on diagonal k gets; one snapshot for each number of edits.
	const reach = new Int32Array(2 * limit + 3);
	const zero = limit + 1;
	const snapshots: Int32Array[] = [];
	for (let edits = 0; edits <= limit; edits++) {
		snapshots.push(reach.slice(zero - edits - 1, zero + edits + 2));
		for (let k = -edits; k <= edits; k += 2) {
			const down = k === -edits || (k !== edits && at(reach, zero + k - 1) < at(reach, zero + k + 1));
			let x = down ? at(reach, zero + k + 1) : at(reach, zero + k - 1) + 1;
			while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
			reach[zero + k] = x;
			if (x >= a.length && x - k >= b.length) return walkBack(a, b, snapshots);
		}
	}
	return [
		{ kind: 'removed', text: a.join('') },
		{ kind: 'added', text: b.join('') },
	];
}

function walkBack(a: readonly string[], b: readonly string[], snapshots: readonly Int32Array[]): Part[] {
	const parts: Part[] = [];
	let x = a.length;
	let y = b.length;
	for (let edits = snapshots.length - 1; edits >= 0; edits--) {
		const reach = snapshots[edits] as Int32Array;
		const zero = edits + 1;
		const k = x - y;
		const down = k === -edits || (k !== edits && at(reach, zero + k - 1) < at(reach, zero + k + 1));
		const fromX = edits === 0 ? 0 : down ? at(reach, zero + k + 1) : at(reach, zero + k - 1);
		const fromY = edits === 0 ? 0 : fromX - (down ? k + 1 : k - 1);
		const afterEditX = edits === 0 ? 0 : down ? fromX : fromX + 1;
		while (x > afterEditX) parts.push({ kind: 'same', text: a[--x] as string });
		if (edits === 0) break;
		y = fromY + (down ? 1 : 0);
		if (down) parts.push({ kind: 'added', text: b[--y] as string });
		else parts.push({ kind: 'removed', text: a[--x] as string });
		y = fromY;
	}
	return parts.reverse();
}

function at(array: Int32Array, index: number): number {
	return array[index] as number;
}

/** Joins neighbours, takes lone spaces between changes into them, and puts what was removed before what was added. */
function readable(parts: readonly Part[]): Part[] {
	const joined: Part[] = [];
	let removed = '';
	let added = '';
	const flush = () => {
		if (removed !== '') joined.push({ kind: 'removed', text: removed });
		if (added !== '') joined.push({ kind: 'added', text: added });
		removed = '';
		added = '';
	};
	const whole = parts.filter((part) => part.text !== '');
	whole.forEach((part, i) => {
		const next = whole[i + 1];
		const between = (removed !== '' || added !== '') && next !== undefined && next.kind !== 'same';
		if (part.kind === 'removed') removed += part.text;
		else if (part.kind === 'added') added += part.text;
		else if (between && /^[^\S\n]+$/.test(part.text)) {
			removed += part.text;
			added += part.text;
		} else {
			flush();
			const last = joined.at(-1);
			if (last?.kind === 'same') last.text += part.text;
			else joined.push({ ...part });
		}
	});
	flush();
	return joined;
}
