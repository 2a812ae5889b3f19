/**
 * Rows of repeating lists (people, budgets, products) in a posted form, moved, removed and added for browsers without
 * script. Pure: names and values in, names and values out. With script the page does the same by itself.
 */

/** Names of the buttons at a list; their values are `field`, `field:row` and `field:row:up` or `field:row:down`. */
export const rowButtons = { add: 'row-add', remove: 'row-remove', move: 'row-move' } as const;

/** A posted form after one of the buttons. */
export interface ChangedRows {
	entries: [string, string][];
	/** How many empty rows each list shall show beside those that were given. */
	empty: Record<string, number>;
}

/**
 * @param pressed what the button said, by its name
 * @returns the entries as they would have been typed; unchanged for anything that is no such button
 */
export function changeRows(
	entries: readonly (readonly [string, string])[],
	pressed: ReadonlyMap<string, string>,
): ChangedRows {
	const same: ChangedRows = { entries: entries.map(([name, value]) => [name, value]), empty: {} };
	const add = pressed.get(rowButtons.add);
	if (add) return { ...same, empty: { [add]: 1 } };
	const remove = /^([\w-]+):(\d+)$/.exec(pressed.get(rowButtons.remove) ?? '');
	if (remove?.[1] !== undefined) {
		const gone = Number(remove[2]);
		return renumber(same.entries, remove[1], (at) => (at === gone ? null : at > gone ? at - 1 : at));
	}
	const move = /^([\w-]+):(\d+):(up|down)$/.exec(pressed.get(rowButtons.move) ?? '');
	if (move?.[1] !== undefined) {
		const from = Number(move[2]);
		const to = move[3] === 'up' ? from - 1 : from + 1;
		// The first row has nothing above it.
		if (to < 0) return same;
		return renumber(same.entries, move[1], (at) => (at === from ? to : at === to ? from : at));
	}
	return same;
}

function renumber(
	entries: readonly (readonly [string, string])[],
	field: string,
	place: (at: number) => number | null,
): ChangedRows {
	const changed = entries.flatMap(([name, value]): [string, string][] => {
		// The one who presents is named by the number of the row.
		if (name === `${field}.presenter`) {
			const to = place(Number(value));
			return to === null ? [] : [[name, String(to)]];
		}
		const part = name.startsWith(`${field}.`) ? /^(\d+)\.([\w-]+)$/.exec(name.slice(field.length + 1)) : null;
		if (!part) return [[name, value]];
		const to = place(Number(part[1]));
		return to === null ? [] : [[`${field}.${to}.${part[2]}`, value]];
	});
	return { entries: changed, empty: {} };
}
