import { tick, untrack } from 'svelte';

/** A row with a key of its own: its controls keep what was typed when it moves. */
export interface Row<T> {
	key: number;
	value: T;
}

/** As many empty rows as are needed are offered, but no long page of them. */
const mostOffered = 3;

/** How many rows of a list stand in the page at least: as many as must be filled in, one where none must. */
export function leastRows({ min }: { min: number }, required: boolean): number {
	return required ? Math.min(Math.max(min, 1), mostOffered) : 1;
}

/**
 * The rows of a repeating list while it is written. What the server answers (after a refusal, or a change on another
 * device) replaces them; one's own typing does not. Call it while a component is made.
 */
export function createRows<T>(options: {
	/** The rows that are given. */
	given: () => readonly T[];
	/** How many empty ones are shown beside them. */
	spare: () => number;
	/** How many there are at least. */
	least: () => number;
	blank: () => T;
	/** The element around the list. */
	around: () => HTMLElement | undefined;
}) {
	let lastKey = 0;
	const rowOf = (value: T): Row<T> => ({ key: ++lastKey, value });
	const made = () => {
		const given = options.given();
		const empty = Math.max(options.spare(), options.least() - given.length, 0);
		return [...given.map((one) => ({ ...one })), ...Array.from({ length: empty }, options.blank)].map(rowOf);
	};
	let shown = untrack(options.given);
	let rows = $state<Row<T>[]>(untrack(made));
	$effect.pre(() => {
		if (options.given() === shown) return;
		shown = options.given();
		rows = made();
	});

	/** Tells the form that it changed, and puts the focus where one goes on. */
	async function settle(focus: string): Promise<void> {
		await tick();
		const element = options.around();
		element?.dispatchEvent(new Event('change', { bubbles: true }));
		element?.querySelector<HTMLElement>(focus)?.focus();
	}

	return {
		get list() {
			return rows;
		},
		add(event: Event): void {
			event.preventDefault();
			rows.push(rowOf(options.blank()));
			void settle(`[data-row="${rows.length - 1}"] :is(input, select, textarea)`);
		},
		remove(event: Event, at: number): void {
			event.preventDefault();
			rows.splice(at, 1);
			void settle(
				rows.length > 1 ? `[data-row="${Math.min(at, rows.length - 1)}"] [data-do="remove"]` : '[data-do="add"]',
			);
		},
		move(event: Event, at: number, by: 1 | -1): void {
			event.preventDefault();
			const [row] = rows.splice(at, 1);
			if (row) rows.splice(at + by, 0, row);
			// At the end of the list there is no further button of this kind: the other one stands in its place.
			const to = at + by;
			const way = by < 0 ? (to > 0 ? 'up' : 'down') : to < rows.length - 1 ? 'down' : 'up';
			void settle(`[data-row="${to}"] [data-do="${way}"]`);
		},
	};
}
