import type { Answer, Answers } from '#modules/calls/answers.ts';
import type { Criterion } from '#modules/calls/stage.ts';

/*
 * Points by criterion and what they come to. Pure: the same on the page, where the total runs along, and on the server.
 */

/** Whole points by the id of their criterion. */
export type Points = Record<string, number>;

/** What whoever scores writes beside the points. */
export interface Comments {
	'to-applicant'?: string;
	'to-panel'?: string;
}

export type PointProblem = {
	path: string;
	code: 'points-missing' | 'points-out-of-range';
	params?: Record<string, number>;
};

/** The criteria that people score; the others follow from answers. */
export function scoredCriteria(criteria: readonly Criterion[]): Criterion[] {
	return criteria.filter((criterion) => criterion.computed === undefined);
}

/** Whether points are chosen from all that there are: few, or not many of which some have a meaning of their own. */
export function isChosen({ min, max, anchors }: Pick<Criterion, 'min' | 'max' | 'anchors'>): boolean {
	return max - min <= (anchors.length > 0 ? 20 : 10);
}

/** Points that follow from answers, for the criteria that are computed. */
export function computedPoints(criteria: readonly Criterion[], answers: Answers): Points {
	const points: Points = {};
	for (const { id, computed, min, max } of criteria) {
		if (!computed) continue;
		const found = keysOf(answers[computed.field]).flatMap((key) =>
			Object.hasOwn(computed.points, key) ? [computed.points[key] as number] : [],
		);
		// Of several options the one that gives most counts.
		const value = found.length > 0 ? Math.max(...found) : computed.otherwise;
		points[id] = Math.min(Math.max(value, min), max);
	}
	return points;
}

function keysOf(answer: Answer | undefined): string[] {
	if (typeof answer === 'string') return [answer];
	if (typeof answer === 'number') return [String(answer)];
	if (typeof answer === 'boolean') return [answer ? 'yes' : 'no'];
	return Array.isArray(answer) ? answer.filter((value): value is string => typeof value === 'string') : [];
}

/**
 * Reads points as they were posted (`points.{criterion}`); what is no whole number is absent, except as a problem. While
 * they are being written, those outside the range are kept as they were typed.
 */
export function readPoints(
	criteria: readonly Criterion[],
	posted: ReadonlyMap<string, string>,
	options: { complete: boolean },
): { points: Points; problems: PointProblem[] } {
	const points: Points = {};
	const problems: PointProblem[] = [];
	for (const { id, min, max } of scoredCriteria(criteria)) {
		const path = `points.${id}`;
		const text = (posted.get(path) ?? '').trim();
		if (text === '') {
			if (options.complete) problems.push({ path, code: 'points-missing' });
			continue;
		}
		const value = /^-?\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
		const kept = options.complete ? value >= min && value <= max : Number.isInteger(value);
		if (kept) points[id] = value;
		else problems.push({ path, code: 'points-out-of-range', params: { min, max } });
	}
	return { points, problems };
}

/**
 * The weighted total on 0–100: each criterion by its share of the way from its least to its most. Null while a criterion
 * lacks its points, and for a stage without criteria. Weights that are all zero count the same.
 */
export function totalOf(criteria: readonly Criterion[], points: Points): number | null {
	if (criteria.length === 0) return null;
	const even = criteria.every(({ weight }) => weight === 0);
	let sum = 0;
	let weights = 0;
	for (const { id, weight, min, max } of criteria) {
		const value = points[id];
		if (value === undefined) return null;
		const share = even ? 1 : weight;
		sum += share * ((value - min) / (max - min));
		weights += share;
	}
	return Math.min(100, Math.max(0, (sum / weights) * 100));
}
