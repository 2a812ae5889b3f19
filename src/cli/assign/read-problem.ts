import { type ProblemInput, wholeScores } from '#solvers/assignment/index.ts';
import { CommandFailed } from '../command.ts';
import { PairList } from './growing.ts';
import { decimalsOf, readDecimal } from './decimals.ts';
import { IdIndex } from './id-index.ts';
import type { TakeBytes } from './plain-rows.ts';
import { readTable } from './read-table.ts';

export interface Files {
	papers: string;
	reviewers: string;
	scores: string;
	conflicts?: string;
	locks?: string;
	forbidden?: string;
}

export interface Wishes {
	/** For papers and reviewers that say nothing themselves. */
	perPaper: number | undefined;
	minLoad: number;
	maxLoad: number | undefined;
	/** As it was typed. */
	defaultScore: string | undefined;
	progress: (step: string, done: number, of: number) => void;
}

/** The files as a problem in whole numbers, and what is needed to speak of it in their words. */
export interface ReadProblem {
	input: ProblemInput;
	paperIds: string[];
	reviewerIds: string[];
	/** Scores of the problem are those of the files times this. */
	scale: number;
	/** No decimal was lost; otherwise scores were rounded to so many. */
	exact: boolean;
	decimals: number;
	/** What was odd in the files, for people. */
	notes: string[];
}

/**
 * Reads everything that `orrery assign` is given.
 * @throws CommandFailed with file and line of what can't be understood
 */
export async function readProblem(files: Files, wishes: Wishes): Promise<ReadProblem> {
	const notes: string[] = [];
	const papers = await readPapers(files.papers, wishes);
	const reviewers = await readReviewers(files.reviewers, wishes, notes);
	const pairs = pairReader(papers, reviewers, wishes, notes);
	const scores = await pairs(files.scores, true);
	const [conflicts, locks, forbidden] = [
		files.conflicts ? await pairs(files.conflicts, false) : undefined,
		files.locks ? await pairs(files.locks, false) : undefined,
		files.forbidden ? await pairs(files.forbidden, false) : undefined,
	];
	if (papers.ids.length === 0) notes.push(`${files.papers} has no papers.`);
	if (reviewers.ids.length === 0) notes.push(`${files.reviewers} has no reviewers.`);
	const defaultScore = wishes.defaultScore === undefined ? undefined : Number(wishes.defaultScore);
	const decimals = Math.max(scores.decimals, decimalsOf(wishes.defaultScore ?? '0') ?? 0);
	const reviews = papers.demand.reduce((sum, one) => sum + one, 0);
	const terms = papers.ids.length + reviewers.ids.length + reviews;
	const listed = scores.list.columns();
	const whole = wholeScores(listed.score, decimals, terms, defaultScore);
	if (!whole.exact)
		notes.push(`Scores have ${decimals} decimals, more than can be summed exactly: rounded to ${whole.decimals}.`);
	return {
		input: {
			papers: papers.ids.length,
			reviewers: reviewers.ids.length,
			demand: papers.demand,
			min: reviewers.min,
			max: reviewers.max,
			scores: { ...listed, score: whole.score },
			defaultScore: defaultScore === undefined ? undefined : Math.round(defaultScore * whole.scale),
			conflicts: conflicts?.list.columns(),
			locks: locks?.list.columns(),
			forbidden: forbidden?.list.columns(),
		},
		paperIds: papers.ids,
		reviewerIds: reviewers.ids,
		scale: whole.scale,
		exact: whole.exact,
		decimals: whole.decimals,
		notes,
	};
}

/** A count in a cell, or what holds when it is empty. */
function countIn(cell: string, fallback: number | undefined, file: string, line: number, what: string): number {
	if (cell === '') {
		if (fallback === undefined) throw new CommandFailed(`${file}:${line}: ${what}`);
		return fallback;
	}
	if (!/^\d{1,9}$/.test(cell)) throw new CommandFailed(`${file}:${line}: "${cell}" is no count.`);
	return Number(cell);
}

/** Notes the place of an id; the same row twice is read once, another row of the same id is refused. */
function placer(file: string) {
	const places = new Map<string, number>();
	const rows: string[] = [];
	const ids: string[] = [];
	return {
		places,
		ids,
		/** Whether it is new. */
		add(id: string, row: readonly string[], line: number): boolean {
			if (id === '') throw new CommandFailed(`${file}:${line}: the id is empty.`);
			const known = places.get(id);
			const text = JSON.stringify(row);
			if (known !== undefined) {
				if (rows[known] !== text) throw new CommandFailed(`${file}:${line}: "${id}" is there twice, and not alike.`);
				return false;
			}
			places.set(id, ids.length);
			ids.push(id);
			rows.push(text);
			return true;
		},
	};
}

async function readPapers(file: string, { perPaper }: Wishes) {
	const { places, ids, add } = placer(file);
	const demand: number[] = [];
	const columns = { id: ['id'], demand: ['demand', 'reviews'] };
	await readTable(file, { columns, needed: ['id'] }, (row, line) => {
		const [id = '', own = ''] = row;
		if (add(id, row, line)) demand.push(countIn(own, perPaper, file, line, 'say --per-paper, or fill "demand".'));
	});
	return { places, ids, demand: Int32Array.from(demand) };
}

async function readReviewers(file: string, { minLoad, maxLoad }: Wishes, notes: string[]) {
	const { places, ids, add } = placer(file);
	const [min, max]: [number[], number[]] = [[], []];
	let lowered = 0;
	const columns = { id: ['id'], min: ['min'], max: ['max'] };
	await readTable(file, { columns, needed: ['id'] }, (row, line) => {
		const [id = '', least = '', most = ''] = row;
		if (!add(id, row, line)) return;
		const own = countIn(most, maxLoad, file, line, 'say --max-load, or fill "max".');
		// Who can take less than everybody must is asked for all that he can.
		if (least === '' && minLoad > own && most !== '') lowered++;
		max.push(own);
		min.push(least === '' && most !== '' ? Math.min(minLoad, own) : countIn(least, minLoad, file, line, ''));
	});
	if (lowered > 0)
		notes.push(`${lowered} reviewers can take less than --min-load: their minimum is their own maximum.`);
	return { places, ids, min: Int32Array.from(min), max: Int32Array.from(max) };
}

interface Known {
	places: ReadonlyMap<string, number>;
	ids: readonly string[];
}

/** Reads files of pairs: scores, conflicts, locks. */
function pairReader(papers: Known, reviewers: Known, { progress }: Wishes, notes: string[]) {
	const [paperIndex, reviewerIndex] = [new IdIndex(papers.ids), new IdIndex(reviewers.ids)];
	return async (file: string, scored: boolean) => {
		const list = new PairList();
		let decimals = 0;
		let strangers = 0;
		let stranger = '';
		let empty = 0;
		const columns = { paper: ['paper'], reviewer: ['reviewer'], ...(scored ? { score: ['score', 'pref'] } : {}) };
		const decimal = { value: 0, decimals: 0 };
		const take = (row: readonly string[], line: number) => {
			const [paper = '', reviewer = '', cell = ''] = row;
			const [i, j] = [papers.places.get(paper), reviewers.places.get(reviewer)];
			if (i === undefined || j === undefined) {
				const who = i === undefined ? `paper "${paper}"` : `reviewer "${reviewer}"`;
				if (strangers++ === 0) stranger = `${file}:${line}: ${who}`;
				return;
			}
			if (!scored) list.add(i, j);
			else if (cell === '') empty++;
			else {
				const bytes = Buffer.from(cell);
				if (!readDecimal(bytes, 0, bytes.length, decimal))
					throw new CommandFailed(`${file}:${line}: "${cell}" is no number.`);
				if (decimal.decimals > decimals) decimals = decimal.decimals;
				list.add(i, j, decimal.value);
			}
		};
		// What is good is taken here; all else comes once more as texts, to be spoken of.
		const takeBytes: TakeBytes = (bytes, starts, ends) => {
			const i = paperIndex.placeOf(bytes, starts[0] as number, ends[0] as number);
			const j = reviewerIndex.placeOf(bytes, starts[1] as number, ends[1] as number);
			if (i < 0 || j < 0) return false;
			if (!scored) {
				list.add(i, j);
				return true;
			}
			const [from, to] = [starts[2] as number, ends[2] as number];
			if (from === to || !readDecimal(bytes, from, to, decimal)) return false;
			if (decimal.decimals > decimals) decimals = decimal.decimals;
			list.add(i, j, decimal.value);
			return true;
		};
		const step = `reading ${file}: bytes`;
		await readTable(
			file,
			{ columns, needed: Object.keys(columns), progress: (at, of) => progress(step, at, of), takeBytes },
			take,
		);
		if (strangers > 0)
			notes.push(`${strangers} rows name nobody that is known and were left out; the first: ${stranger}.`);
		if (empty > 0) notes.push(`${file}: ${empty} rows without a score were left out.`);
		return { list, decimals };
	};
}
