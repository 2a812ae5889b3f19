import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Criterion } from '../../search/criterion.ts';
import { isScoreColumn, type ListColumn, type ScoreColumn } from '../../list-columns.ts';
import type { StoredCall } from '../stored-call.ts';

/** What the reviews of an application come to, at the last scored stage that it has come to. */
export interface ListScore {
	/** Mean of the totals as they were given, 0–100; null without one. */
	score: number | null;
	/** Reviews that have a total. */
	reviews: number;
	/** These, and those that are still awaited. */
	expected: number;
	/** Place by the adjusted score, from 1; null without one, or where it was not asked for. */
	rank: number | null;
}

/** By application; one of which this person may not read the reviews, or not yet, is absent. */
export type ListScores = ReadonlyMap<string, ListScore>;

/** How lists learn what reviews come to, without calls knowing of reviews. */
export interface ScoreDoor {
	/** Those of these calls of which this person may read some reviews. Asks nothing of the database. */
	readable(ctx: Context, actor: Actor, calls: readonly StoredCall[]): string[];
	/**
	 * What he may read, of whole calls: the same as in their tables of decisions. The number of queries depends on the calls and
	 * their stages alone.
	 * @param rank whether places are wanted, which takes the adjustment of all scores
	 */
	read(ctx: Context, actor: Actor, input: { calls: readonly string[]; rank: boolean }): Promise<ListScores>;
}

/** Scores with one decimal, as they are shown. */
export function shownScore(column: ScoreColumn, of: ListScore | undefined): number | null {
	if (!of) return null;
	const value = of[column];
	return column === 'score' && value !== null ? Math.round(value * 10) / 10 : value;
}

/** The scores that a search or columns ask of, as far as they do. */
export function scoresAsked(criterion: Criterion, columns: readonly Pick<ListColumn, 'id'>[]): Set<ScoreColumn> {
	const asked = new Set<ScoreColumn>(columns.flatMap(({ id }) => (isScoreColumn(id) ? [id] : [])));
	const look = (at: Criterion): void => {
		if ('all' in at) at.all.forEach(look);
		else if ('any' in at) at.any.forEach(look);
		else if ('not' in at) look(at.not);
		else if ('scored' in at) asked.add(at.scored);
	};
	look(criterion);
	return asked;
}

/** The applications whose score lies in a range, as it is shown. */
export function scoredWithin(
	scores: ListScores,
	{ scored, range }: Extract<Criterion, { scored: ScoreColumn }>,
): string[] {
	const { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = range;
	return [...scores].flatMap(([id, of]) => {
		const value = shownScore(scored, of);
		return value !== null && value >= from && value < until ? [id] : [];
	});
}
