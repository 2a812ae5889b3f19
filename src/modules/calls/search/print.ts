import { isPlain, isPlainName } from './lexer.ts';
import type { Query, Value } from './node.ts';

/** A search as it is written, in one form: reading it again gives the same search. */
export function print(query: Query): string {
	switch (query.kind) {
		case 'all':
			return query.of.map((part) => (part.kind === 'any' ? `(${print(part)})` : print(part))).join(' ');
		case 'any':
			return query.of.map((part) => (part.kind === 'all' ? `(${print(part)})` : print(part))).join(' OR ');
		case 'not':
			return query.of.kind === 'words' || query.of.kind === 'term' ? `-${print(query.of)}` : `-(${print(query.of)})`;
		case 'words':
			return query.quoted ? quoted(query.text) : query.text;
		case 'term': {
			const name = isPlainName(query.name) ? query.name : quoted(query.name);
			return `${name}${query.relation}${query.values.map(printValue).join(',')}`;
		}
	}
}

/** One term as it is written; the value in quotes where it needs them. */
export function printTerm(name: string, value: string, relation = ':'): string {
	return `${isPlainName(name) ? name : quoted(name)}${relation}${isPlain(value) ? value : quoted(value)}`;
}

function printValue({ text, quoted: inQuotes }: Value): string {
	return inQuotes ? quoted(text) : text;
}

function quoted(text: string): string {
	return `"${text.replace(/(["“”\\])/g, '\\$1')}"`;
}
