import type { SQL } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import type { ListColumn } from '../../list-columns.ts';
import type { SearchProblem } from '../../search/node.ts';
import { parse } from '../../search/parse.ts';
import { resolve } from '../../search/resolve.ts';
import type { ListScope } from './scope.ts';
import { type ListScores, scoresAsked } from './scores.ts';
import { conditionOf } from './where.ts';

/** What a search asks of the database, and what is wrong with it; where something is, it finds nothing. */
export interface Found {
	condition: SQL | undefined;
	problems: SearchProblem[];
	/** What reviews come to, where the search or the columns ask for it; otherwise nothing. */
	scores: ListScores;
}

/** Reads a search for somebody. No query, unless it or the columns ask what reviews come to. */
export async function readSearch(
	ctx: Context,
	scope: ListScope,
	text: string,
	columns: readonly ListColumn[] = [],
): Promise<Found> {
	const parsed = parse(text);
	const { criterion, problems } = resolve(parsed.query, scope.vocabulary, ctx.clock.edition.now());
	const asked = scoresAsked(criterion, columns);
	const scores: ListScores = asked.size === 0 ? new Map() : await scope.scores(asked.has('rank'));
	return { condition: conditionOf(criterion, scores), problems: [...parsed.problems, ...problems], scores };
}

/** A search that must be right: for exports and bulk acts, which must not do something else than was meant. @throws Refusal `invalid` at `query` */
export async function demandSearch(
	ctx: Context,
	scope: ListScope,
	text: string,
	columns: readonly ListColumn[] = [],
): Promise<Found> {
	const found = await readSearch(ctx, scope, text, columns);
	if (found.problems.length === 0) return found;
	throw new Refusal('invalid', 'bad-search', {
		problems: found.problems.map(({ code, at, found: word = '', suggestions = [] }) => ({
			path: 'query',
			code,
			params: { from: at.from, to: at.to, found: word, suggestions: suggestions.join(', ') },
		})),
	});
}
