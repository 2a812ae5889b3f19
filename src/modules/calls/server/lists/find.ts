import type { SQL } from 'drizzle-orm';
import type { Instant } from '#core/clock/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import type { SearchProblem } from '../../search/node.ts';
import { parse } from '../../search/parse.ts';
import { resolve } from '../../search/resolve.ts';
import type { Vocabulary } from '../../search/vocabulary.ts';
import { conditionOf } from './where.ts';

/** What a search asks of the database, and what is wrong with it; where something is, it finds nothing. */
export interface Found {
	condition: SQL | undefined;
	problems: SearchProblem[];
}

/** Reads a search for somebody. Pure but for what it is given. */
export function readSearch(text: string, vocabulary: Vocabulary, now: Instant): Found {
	const parsed = parse(text);
	const { criterion, problems } = resolve(parsed.query, vocabulary, now);
	return { condition: conditionOf(criterion), problems: [...parsed.problems, ...problems] };
}

/** A search that must be right: for exports and bulk acts, which must not do something else than was meant. @throws Refusal `invalid` at `query` */
export function demandSearch(text: string, vocabulary: Vocabulary, now: Instant): SQL | undefined {
	const { condition, problems } = readSearch(text, vocabulary, now);
	const [first] = problems;
	if (first === undefined) return condition;
	throw new Refusal('invalid', 'bad-search', {
		problems: problems.map(({ code, at, found = '', suggestions = [] }) => ({
			path: 'query',
			code,
			params: { from: at.from, to: at.to, found, suggestions: suggestions.join(', ') },
		})),
	});
}
