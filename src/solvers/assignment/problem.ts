/**
 * What is to be assigned, in numbers: papers and reviewers count from 0, scores are whole numbers (see `scale.ts`), the
 * candidates of a paper lie together, best first. Made by `problemOf`.
 */
export interface AssignmentProblem {
	papers: number;
	reviewers: number;
	/** How many reviewers each paper needs. */
	demand: Int32Array;
	/** The fewest and the most papers of each reviewer. */
	min: Int32Array;
	max: Int32Array;
	/** The candidates of paper i are those from `start[i]` up to `start[i + 1]`. */
	start: Int32Array;
	reviewer: Int32Array;
	score: Float64Array;
	/** What a pair is worth that is not listed; undefined: it is no candidate. */
	defaultScore: number | undefined;
	/** Per paper, who may not review it: those from `excludedStart[i]`, ascending. */
	excludedStart: Int32Array;
	excluded: Int32Array;
	/** Pairs that are fixed; they are among no candidates, and count in demand and loads. */
	locks: readonly Lock[];
	/** Scores that were given again later, and so do not count. */
	repeated: number;
}

export interface Lock {
	paper: number;
	reviewer: number;
	/** Filled in by `problemOf`: what the pair is listed with, else the default, else 0. */
	score: number;
}

/** Pairs as columns, so that millions of them take little memory. */
export interface PairColumns {
	paper: Int32Array;
	reviewer: Int32Array;
}

export interface ProblemInput {
	papers: number;
	reviewers: number;
	/** One for all, or one each. */
	demand: number | Int32Array;
	min?: number | Int32Array;
	max: number | Int32Array;
	/** Whole numbers. A pair that is there twice counts as it stands last. */
	scores: PairColumns & { score: Float64Array };
	defaultScore?: number;
	/** Conflicts of interest: never assigned. */
	conflicts?: PairColumns;
	/** Pairs that somebody does not want: never assigned either. */
	forbidden?: PairColumns;
	/** Pairs that must be. */
	locks?: PairColumns;
}

/** A lock that can't be: its pair is a conflict or forbidden. */
export class LockedConflict extends Error {
	override name = 'LockedConflict';
	readonly paper: number;
	readonly reviewer: number;
	constructor(paper: number, reviewer: number) {
		super(`The pair of paper ${paper} and reviewer ${reviewer} is locked and excluded at once.`);
		this.paper = paper;
		this.reviewer = reviewer;
	}
}

const none: PairColumns = { paper: new Int32Array(0), reviewer: new Int32Array(0) };

/**
 * Puts the candidates in order: by paper, best first; without the excluded and the locked.
 * @throws LockedConflict
 */
export function problemOf(input: ProblemInput): AssignmentProblem {
	const { papers, reviewers, scores } = input;
	const conflicts = input.conflicts ?? none;
	const forbidden = input.forbidden ?? none;
	const { excludedStart, excluded } = excludedOf(papers, [conflicts, forbidden]);
	const listed = byPaper(papers, [scores]);
	const locks = locksOf(input, excludedStart, excluded, listed);
	const locked = byPaper(papers, [columnsOf(locks)]);
	// The last of a pair counts: its place in the input, by reviewer, while a paper is read.
	const last = new Int32Array(reviewers).fill(-1);
	// For which paper somebody is left out.
	const out = new Int32Array(reviewers).fill(-1);
	const start = new Int32Array(papers + 1);
	const reviewer = new Int32Array(scores.paper.length);
	const score = new Float64Array(scores.paper.length);
	let count = 0;
	let repeated = 0;
	for (let i = 0; i < papers; i++) {
		for (let k = excludedStart[i] as number; k < (excludedStart[i + 1] as number); k++) out[excluded[k] as number] = i;
		for (let k = locked.start[i] as number; k < (locked.start[i + 1] as number); k++)
			out[locked.reviewer[k] as number] = i;
		const [from, to] = [listed.start[i] as number, listed.start[i + 1] as number];
		for (let k = from; k < to; k++) last[listed.reviewer[k] as number] = k;
		for (let k = from; k < to; k++) {
			const j = listed.reviewer[k] as number;
			if (last[j] !== k) {
				repeated++;
				continue;
			}
			if (out[j] === i) continue;
			reviewer[count] = j;
			score[count] = scores.score[listed.at[k] as number] as number;
			count++;
		}
		start[i + 1] = count;
	}
	const problem = {
		papers,
		reviewers,
		demand: spread(input.demand, papers),
		min: spread(input.min ?? 0, reviewers),
		max: spread(input.max, reviewers),
		start,
		reviewer: reviewer.subarray(0, count),
		score: score.subarray(0, count),
		defaultScore: input.defaultScore,
		excludedStart,
		excluded,
		locks,
		repeated,
	};
	sortCandidates(problem);
	return problem;
}

const spread = (value: number | Int32Array, length: number) =>
	typeof value === 'number' ? new Int32Array(length).fill(value) : value;

function columnsOf(pairs: readonly Lock[]): PairColumns {
	return {
		paper: Int32Array.from(pairs, ({ paper }) => paper),
		reviewer: Int32Array.from(pairs, ({ reviewer }) => reviewer),
	};
}

/** Pairs grouped by paper (a counting sort that keeps their order), and where each came from. */
function byPaper(papers: number, parts: readonly PairColumns[]) {
	const length = parts.reduce((sum, { paper }) => sum + paper.length, 0);
	const start = new Int32Array(papers + 1);
	for (const { paper } of parts) for (let k = 0; k < paper.length; k++) (start[(paper[k] as number) + 1] as number)++;
	for (let i = 0; i < papers; i++) (start[i + 1] as number) += start[i] as number;
	const next = start.slice();
	const reviewer = new Int32Array(length);
	const at = new Int32Array(length);
	for (const part of parts) {
		for (let k = 0; k < part.paper.length; k++) {
			const i = part.paper[k] as number;
			const place = next[i] as number;
			next[i] = place + 1;
			reviewer[place] = part.reviewer[k] as number;
			at[place] = k;
		}
	}
	return { start, reviewer, at };
}

/** Conflicts and forbidden pairs by paper, each once and ascending. */
function excludedOf(papers: number, parts: readonly PairColumns[]) {
	const { start, reviewer } = byPaper(papers, parts);
	const excludedStart = new Int32Array(papers + 1);
	let count = 0;
	for (let i = 0; i < papers; i++) {
		const own = reviewer.subarray(start[i], start[i + 1]).sort();
		const from = count;
		// What is written lies before what is still to be read.
		for (const j of own) {
			if (count > from && reviewer[count - 1] === j) continue;
			reviewer[count] = j;
			count++;
		}
		excludedStart[i + 1] = count;
	}
	return { excludedStart, excluded: reviewer.subarray(0, count) };
}

function locksOf(
	{ locks = none, scores, defaultScore }: ProblemInput,
	excludedStart: Int32Array,
	excluded: Int32Array,
	listed: ReturnType<typeof byPaper>,
): Lock[] {
	const seen = new Set<string>();
	const found: Lock[] = [];
	for (let k = 0; k < locks.paper.length; k++) {
		const [paper, reviewer] = [locks.paper[k] as number, locks.reviewer[k] as number];
		if (seen.has(`${paper} ${reviewer}`)) continue;
		seen.add(`${paper} ${reviewer}`);
		if (excluded.subarray(excludedStart[paper], excludedStart[paper + 1]).includes(reviewer))
			throw new LockedConflict(paper, reviewer);
		let score = defaultScore ?? 0;
		for (let e = listed.start[paper] as number; e < (listed.start[paper + 1] as number); e++)
			if (listed.reviewer[e] === reviewer) score = scores.score[listed.at[e] as number] as number;
		found.push({ paper, reviewer, score });
	}
	return found;
}

/**
 * Each paper's candidates, best first, equals in the order in which they came. A score and its place go into one number,
 * which the engine sorts natively; where they are too large for that (`scale.ts` keeps them small), places are sorted.
 */
function sortCandidates({ papers, start, reviewer, score }: AssignmentProblem): void {
	let widest = 1;
	for (let i = 0; i < papers; i++) widest = Math.max(widest, (start[i + 1] as number) - (start[i] as number));
	const keys = new Float64Array(widest);
	const people = new Int32Array(widest);
	const scores = new Float64Array(widest);
	let largest = 0;
	for (let k = 0; k < score.length; k++) largest = Math.max(largest, Math.abs(score[k] as number));
	const fits = (largest + 1) * widest < 2 ** 53;
	for (let i = 0; i < papers; i++) {
		const from = start[i] as number;
		const size = (start[i + 1] as number) - from;
		let sorted = true;
		for (let k = 0; k < size; k++) {
			const value = score[from + k] as number;
			people[k] = reviewer[from + k] as number;
			scores[k] = value;
			keys[k] = fits ? k - value * widest : k;
			if (k > 0 && value > (scores[k - 1] as number)) sorted = false;
		}
		if (sorted) continue;
		const order = keys.subarray(0, size);
		if (fits) order.sort();
		else order.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
		for (let k = 0; k < size; k++) {
			const key = keys[k] as number;
			const place = fits ? key - Math.floor(key / widest) * widest : key;
			reviewer[from + k] = people[place] as number;
			score[from + k] = scores[place] as number;
		}
	}
}
