/** Page numbers to show around the current one: first, last, its neighbours; `null` stands for a gap. */
export function pageNumbers(current: number, last: number): (number | null)[] {
	const shown = [...new Set([1, current - 1, current, current + 1, last])]
		.filter((page) => page >= 1 && page <= last)
		.sort((a, b) => a - b);
	const numbers: (number | null)[] = [];
	for (const page of shown) {
		const before = numbers.at(-1);
		// A gap of one page is that page.
		if (typeof before === 'number' && page - before === 2) numbers.push(before + 1);
		else if (typeof before === 'number' && page - before > 2) numbers.push(null);
		numbers.push(page);
	}
	return numbers;
}
