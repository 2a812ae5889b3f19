/**
 * Moves, removes and adds rows of a list of people in a posted form, for browsers without script. Pure: names and
 * values in, names and values out.
 * @param pressed what the button said: `people-add` = field, `people-remove` = field:row, `people-move` = field:row:up|down
 * @returns the entries, and how many empty rows each list shall show
 */
export function changePeopleRows(
	entries: readonly [string, string][],
	pressed: ReadonlyMap<string, string>,
): { entries: [string, string][]; empty: Record<string, number> } {
	const add = pressed.get('people-add');
	if (add) return { entries: [...entries], empty: { [add]: 1 } };
	const remove = /^([\w-]+):(\d+)$/.exec(pressed.get('people-remove') ?? '');
	if (remove?.[1] !== undefined) {
		const [, field, row] = remove;
		const gone = Number(row);
		return renumber(entries, field, (at) => (at === gone ? null : at > gone ? at - 1 : at));
	}
	const move = /^([\w-]+):(\d+):(up|down)$/.exec(pressed.get('people-move') ?? '');
	if (move?.[1] !== undefined) {
		const [, field, row, way] = move;
		const from = Number(row);
		const to = way === 'up' ? from - 1 : from + 1;
		return renumber(entries, field, (at) => (at === from ? to : at === to ? from : at));
	}
	return { entries: [...entries], empty: {} };
}

function renumber(
	entries: readonly [string, string][],
	field: string,
	place: (at: number) => number | null,
): { entries: [string, string][]; empty: Record<string, number> } {
	const changed = entries.flatMap(([name, value]): [string, string][] => {
		if (name === `${field}.presenter`) {
			const to = place(Number(value));
			return to === null ? [] : [[name, String(to)]];
		}
		const part = name.startsWith(`${field}.`) ? /^(\d+)\.(\w+)$/.exec(name.slice(field.length + 1)) : null;
		if (!part) return [[name, value]];
		const to = place(Number(part[1]));
		return to === null ? [] : [[`${field}.${to}.${part[2]}`, value]];
	});
	return { entries: changed, empty: {} };
}
