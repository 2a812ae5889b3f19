import { joined, type Query } from './node.ts';
import { parse } from './parse.ts';
import { print, printTerm } from './print.ts';

/* Shortcuts beside the search field: each is a term that is put into the search or taken out of it. Pure. */

/** Whether the search asks for this beside whatever else it asks for. */
export function asksFor(text: string, name: string, value: string): boolean {
	return partsOf(text).some((part) => print(part) === printTerm(name, value));
}

/** The search with this term, or without it where it stands there; another value of the same name gives way. */
export function toggled(text: string, name: string, value: string): string {
	const { query, problems } = parse(text);
	const term = printTerm(name, value);
	// What can't be read is left as it is written.
	if (problems.length > 0) return `${text.trim()} ${term}`.trim();
	const parts = query.kind === 'all' ? query.of : [query];
	const rest = parts.filter((part) => !(part.kind === 'term' && part.name === name && part.relation === ':'));
	const there = parts.some((part) => print(part) === term);
	return print(joined('all', there ? rest : [...rest, parse(term).query]));
}

function partsOf(text: string): readonly Query[] {
	const { query } = parse(text);
	return query.kind === 'all' ? query.of : [query];
}
