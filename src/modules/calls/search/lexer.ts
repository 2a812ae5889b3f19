import type { Relation, SearchProblem, Span, Value } from './node.ts';

/* A search as a row of tokens. Takes the signs of both keyboards: `：（），“”` are as good as `:(),""`. */

export type Token =
	| { kind: 'open' | 'close' | 'not' | 'or' | 'and'; at: Span }
	| { kind: 'words'; text: string; quoted: boolean; at: Span }
	| { kind: 'term'; name: string; nameAt: Span; relation: Relation; values: Value[]; at: Span };

/** What may stand without quotes and mean nothing else. */
const plain = /^[\p{L}\p{N}#][^\s()"“”（），、,]*$/u;
const name = /#?\p{L}[\p{L}\p{N}._-]*/uy;
const bare = /[^\s()"“”（）]+/uy;
const bareValue = /[^\s()"“”（），、,]+/uy;
const quote = /["“”]((?:[^"“”\\]|\\.)*)(["“”])?/suy;
const adjacent = /([:：])\s*(>=|<=|[><=≥≤＞＜＝])?|(>=|<=|[><=≥≤＞＜＝])=?/uy;
const apart = /\s+(>=|<=|[><≥≤＞＜])/uy;
const operators: Record<string, 'and' | 'or' | 'not'> = { AND: 'and', OR: 'or', NOT: 'not' };

/** Whether a text can be written without quotes, as a word or as a value. */
export function isPlain(text: string): boolean {
	return plain.test(text) && !Object.hasOwn(operators, text);
}

/** Whether a text can be written without quotes as the name of a term. */
export function isPlainName(text: string): boolean {
	return matchAt(name, text, 0)?.[0].length === text.length && text.length > 0;
}

/** Cuts a search into tokens. Never throws; what is wrong is said with its place. */
export function lex(text: string): { tokens: Token[]; problems: SearchProblem[] } {
	const tokens: Token[] = [];
	const problems: SearchProblem[] = [];
	let i = 0;
	const span = (from: number): Span => ({ from, to: i });
	const quoted = (): string => {
		const from = i;
		const [whole, inner = '', end] = matchAt(quote, text, i) as RegExpExecArray;
		i += whole.length;
		if (end === undefined) {
			i = text.length;
			problems.push({ code: 'quote-open', at: { from, to: from + 1 } });
			return unescaped(text.slice(from + 1));
		}
		return unescaped(inner);
	};
	const isQuote = () => /["“”]/.test(text[i] ?? '');

	/** The sign after a name, and the values after it. */
	const term = (from: number, called: string, nameAt: Span): boolean => {
		const sign = matchAt(adjacent, text, i) ?? matchAt(apart, text, i);
		if (!sign) return false;
		i += sign[0].length;
		const relation = relationOf(sign[0]);
		const signAt = { from: i - sign[0].trimStart().length, to: i };
		const values: Value[] = [];
		for (;;) {
			const before = i;
			while (/\s/.test(text[i] ?? '')) i++;
			const start = i;
			if (isQuote()) {
				const value = quoted();
				if (value.trim() !== '') values.push({ text: value, quoted: true, at: span(start) });
				else problems.push({ code: 'value-missing', at: span(start), name: called });
			} else {
				const word = matchAt(bareValue, text, i)?.[0];
				if (word === undefined || Object.hasOwn(operators, word)) {
					i = before;
					problems.push({ code: 'value-missing', at: signAt, name: called });
					break;
				}
				i += word.length;
				values.push({ text: word, quoted: !isPlain(word), at: span(start) });
			}
			if (!/[，、,]/.test(text[i] ?? '')) break;
			i++;
		}
		if (values.length > 0) tokens.push({ kind: 'term', name: called, nameAt, relation, values, at: span(from) });
		return true;
	};

	while (i < text.length) {
		const from = i;
		const sign = text[i] as string;
		if (/\s/.test(sign)) i++;
		else if (/[(（]/.test(sign)) tokens.push({ kind: 'open', at: { from, to: ++i } });
		else if (/[)）]/.test(sign)) tokens.push({ kind: 'close', at: { from, to: ++i } });
		else if (/[-－−]/.test(sign)) tokens.push({ kind: 'not', at: { from, to: ++i } });
		else if (isQuote()) {
			const words = quoted();
			const at = span(from);
			if (term(from, words, at)) continue;
			if (words.trim() !== '') tokens.push({ kind: 'words', text: words, quoted: true, at });
		} else {
			const called = matchAt(name, text, i)?.[0];
			if (called !== undefined && !Object.hasOwn(operators, called)) {
				i += called.length;
				if (term(from, called, span(from))) continue;
				i = from;
			}
			const word = (matchAt(bare, text, i) as RegExpExecArray)[0];
			i += word.length;
			const operator = Object.hasOwn(operators, word) ? operators[word] : undefined;
			if (operator) tokens.push({ kind: operator, at: span(from) });
			else if (/^[:：><=≥≤＞＜＝]/.test(word)) problems.push({ code: 'sign-stray', at: span(from), found: word });
			else tokens.push({ kind: 'words', text: word, quoted: !isPlain(word), at: span(from) });
		}
	}
	return { tokens, problems };
}

function matchAt(expression: RegExp, text: string, at: number): RegExpExecArray | null {
	expression.lastIndex = at;
	return expression.exec(text);
}

function unescaped(text: string): string {
	return text.replace(/\\(.)/gsu, '$1');
}

function relationOf(sign: string): Relation {
	if (/[≥]|[>＞][=＝]/.test(sign)) return '>=';
	if (/[≤]|[<＜][=＝]/.test(sign)) return '<=';
	if (/[>＞]/.test(sign)) return '>';
	return /[<＜]/.test(sign) ? '<' : ':';
}
