/* What a search says, as the parser reads it: words, terms (`track:T3`, `words>400`), and how they are joined. */

/** A stretch of the text, `from` included, `to` not: in UTF-16 units, as fields of a page count. */
export interface Span {
	from: number;
	to: number;
}

export type Relation = ':' | '>' | '>=' | '<' | '<=';

/** One value of a term. What stands in quotes is meant as it is written. */
export interface Value {
	text: string;
	quoted: boolean;
	at: Span;
}

export type Query =
	/** All of these; none of them is the whole list. */
	| { kind: 'all'; of: Query[] }
	| { kind: 'any'; of: Query[] }
	| { kind: 'not'; of: Query }
	| { kind: 'words'; text: string; quoted: boolean; at: Span }
	/** `name:value`, or one of several values: `name:a,b`. */
	| { kind: 'term'; name: string; nameAt: Span; relation: Relation; values: Value[]; at: Span };

export type Term = Extract<Query, { kind: 'term' }>;

/** What is wrong with a search, where, and what may have been meant. */
export interface SearchProblem {
	code: SearchProblemCode;
	at: Span;
	/** What stands there. */
	found?: string;
	/** The name whose value it is. */
	name?: string;
	/** What may be written instead, the likeliest first. */
	suggestions?: string[];
}

export const searchProblemCodes = [
	'too-long',
	'too-deep',
	'too-many-terms',
	'quote-open',
	'bracket-open',
	'bracket-stray',
	'bracket-empty',
	'operand-missing',
	'value-missing',
	'sign-stray',
	'unknown-name',
	'unknown-value',
	'not-comparable',
	'number-wanted',
	'date-wanted',
] as const;
export type SearchProblemCode = (typeof searchProblemCodes)[number];

export const everything: Query = { kind: 'all', of: [] };

/** Joins searches: one alone is itself, and what is joined in the same way within them is one with them. */
export function joined(kind: 'all' | 'any', parts: readonly Query[]): Query {
	const of = parts.flatMap((part) => (part.kind === kind ? part.of : [part]));
	return of.length === 1 ? (of[0] as Query) : { kind: of.length === 0 ? 'all' : kind, of };
}
