import { lex, type Token } from './lexer.ts';
import { everything, joined, type Query, type SearchProblem } from './node.ts';

/** A search is at most so long, in characters. */
export const longestSearch = 2000;
const mostTerms = 200;
const deepest = 40;

export interface Parsed {
	/** What could be read of it, also when something is wrong. */
	query: Query;
	/** Empty when nothing is. Every place lies within the text. */
	problems: SearchProblem[];
}

/**
 * Reads a search: what stands side by side must all be true, `OR` joins alternatives (and binds less), `-` and `NOT` turn
 * round, brackets group. Never throws.
 */
export function parse(text: string): Parsed {
	if (text.length > longestSearch) {
		return { query: everything, problems: [{ code: 'too-long', at: { from: longestSearch, to: text.length } }] };
	}
	const { tokens, problems } = lex(text);
	const terms = tokens.filter(({ kind }) => kind === 'words' || kind === 'term');
	const surplus = terms[mostTerms];
	if (surplus) {
		return { query: everything, problems: [...problems, { code: 'too-many-terms', at: surplus.at }] };
	}
	const query = new Reader(tokens, problems).all();
	return { query, problems: problems.sort((a, b) => a.at.from - b.at.from) };
}

/** Reads tokens from left to right, one rule a method. */
class Reader {
	private place = 0;
	private readonly tokens: readonly Token[];
	private readonly problems: SearchProblem[];

	constructor(tokens: readonly Token[], problems: SearchProblem[]) {
		this.tokens = tokens;
		this.problems = problems;
	}

	/** Everything there is, stray brackets left out. */
	all(): Query {
		const parts: Query[] = [];
		for (;;) {
			const part = this.alternatives(0);
			if (part) parts.push(part);
			const stray = this.tokens[this.place];
			if (!stray) return joined('all', parts);
			this.problems.push({ code: 'bracket-stray', at: stray.at });
			this.place++;
		}
	}

	private alternatives(depth: number): Query | undefined {
		const parts: Query[] = [];
		for (;;) {
			const part = this.together(depth);
			if (part) parts.push(part);
			const token = this.tokens[this.place];
			if (token?.kind !== 'or') return parts.length === 0 ? undefined : joined('any', parts);
			this.place++;
			if (!part || !this.somethingFollows()) this.problems.push({ code: 'operand-missing', at: token.at, found: 'OR' });
		}
	}

	private together(depth: number): Query | undefined {
		const parts: Query[] = [];
		for (;;) {
			const token = this.tokens[this.place];
			if (!token || token.kind === 'or' || token.kind === 'close') break;
			if (token.kind === 'and') {
				this.place++;
				if (parts.length === 0 || !this.somethingFollows())
					this.problems.push({ code: 'operand-missing', at: token.at, found: 'AND' });
				continue;
			}
			const part = this.one(depth);
			if (part) parts.push(part);
		}
		return parts.length === 0 ? undefined : joined('all', parts);
	}

	private one(depth: number): Query | undefined {
		const token = this.tokens[this.place] as Token;
		this.place++;
		if (token.kind === 'words' || token.kind === 'term') return token;
		if (depth >= deepest) {
			this.problems.push({ code: 'too-deep', at: token.at });
			this.place = this.tokens.length;
			return undefined;
		}
		if (token.kind === 'not') {
			if (!this.somethingFollows()) {
				this.problems.push({ code: 'operand-missing', at: token.at, found: 'NOT' });
				return undefined;
			}
			const of = this.one(depth + 1);
			return of && { kind: 'not', of };
		}
		const inner = this.alternatives(depth + 1);
		const end = this.tokens[this.place];
		if (end?.kind === 'close') this.place++;
		else if (!this.problems.some(({ code }) => code === 'too-deep'))
			this.problems.push({ code: 'bracket-open', at: token.at });
		if (!inner && end?.kind === 'close')
			this.problems.push({ code: 'bracket-empty', at: { from: token.at.from, to: end.at.to } });
		return inner;
	}

	/** Whether the next token can begin something. */
	private somethingFollows(): boolean {
		const kind = this.tokens[this.place]?.kind;
		return kind !== undefined && kind !== 'close' && kind !== 'or' && kind !== 'and';
	}
}
