import { emptyPerson, type PersonEntry } from './answers.ts';

/** What a page without JavaScript lets its buttons do with a list of people. */
export const listMoves = ['add', 'remove', 'up', 'down'] as const;
export type ListMove = (typeof listMoves)[number];

/** The list after one move; a move that is impossible (the first one up) changes nothing. */
export function moveInList(people: readonly PersonEntry[], move: ListMove, index: number): PersonEntry[] {
	if (move === 'add') return [...people, { ...emptyPerson }];
	if (people[index] === undefined) return [...people];
	if (move === 'remove') return people.filter((_, i) => i !== index);
	const other = move === 'up' ? index - 1 : index + 1;
	const [here, there] = [people[index], people[other]];
	if (there === undefined) return [...people];
	return people.map((person, i) => (i === index ? there : i === other ? (here as PersonEntry) : person));
}

/** Reads the value of such a button: `authors.2.up`, `authors.add`. Null for anything else. */
export function readListMove(value: string): { field: string; move: ListMove; index: number } | null {
	const match = /^([a-zA-Z][a-zA-Z0-9-]*)\.(?:(add)|(\d{1,4})\.(remove|up|down))$/.exec(value);
	if (!match) return null;
	return { field: match[1] as string, move: (match[2] ?? match[4]) as ListMove, index: Number(match[3] ?? 0) };
}
