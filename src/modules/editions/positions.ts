import { inOrder, type RecordKind, type Records, splitKey } from './records.ts';

/**
 * Gives every record of the lists in which one was moved its place: what was not moved keeps its order, what was moved or
 * is new stands where it wants to, the others make room. So a list never depends on ties. Pure; the records are not
 * changed.
 * @param moved keys whose `position` was asked for
 */
export function arrange(records: Records, moved: Iterable<string>): Records {
	const arranged = { ...records };
	const lists = new Map<string, { kind: RecordKind; keys: Set<string> }>();
	for (const key of moved) {
		if (typeof records[key]?.position !== 'number') continue;
		const list = listOf(key);
		const known = lists.get(list) ?? { kind: splitKey(key).kind, keys: new Set() };
		known.keys.add(key);
		lists.set(list, known);
	}
	for (const [list, { kind, keys }] of lists) {
		const own = inOrder(records, kind)
			.map(({ code }) => `${kind}/${code}`)
			.filter((key) => listOf(key) === list);
		const order = own.filter((key) => !keys.has(key));
		for (const key of own.filter((one) => keys.has(one))) {
			order.splice(Number(records[key]?.position), 0, key);
		}
		order.forEach((key, position) => {
			if (records[key]?.position !== position) arranged[key] = { ...records[key], position };
		});
	}
	return arranged;
}

/** The list that a record stands in: all of its kind, or the rooms of its site. */
export function listOf(key: string): string {
	const { kind, code } = splitKey(key);
	return kind === 'room' ? `room/${code.slice(0, code.indexOf('/'))}` : kind;
}
