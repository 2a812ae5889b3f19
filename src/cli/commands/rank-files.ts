import type { Ballot, CriterionScore } from '#solvers/ranking/index.ts';
import { CommandFailed } from '../command.ts';

/*
 * The files that `rank` reads. What stands against one is named with its line, all of it at once.
 */

type Row = { line: number; cells: string[] };

/** Rows by the names of their columns; a missing column is said. */
function columnsOf(file: string, rows: readonly Row[], needed: readonly string[], optional: readonly string[] = []) {
	const head = rows[0]?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
	const missing = needed.filter((name) => !head.includes(name));
	if (missing.length > 0) throw new CommandFailed(`${file}: no column ${missing.join(', ')} in its first line.`);
	const places = [...needed, ...optional].map((name) => head.indexOf(name));
	return rows.slice(1).map(({ line, cells }) => ({
		line,
		cells: places.map((place) => (place < 0 ? '' : (cells[place] ?? '').trim())),
	}));
}

function complain(file: string, problems: readonly string[]): void {
	if (problems.length === 0) return;
	const more = problems.length > 20 ? [`… and ${problems.length - 20} more`] : [];
	throw new CommandFailed([`${file} was not read.`, ...problems.slice(0, 20), ...more].join('\n'));
}

/** A number as it is written in such files: 7, 7.5, -0.25, 1e3. */
const numeral = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?$/i;
const mostPoints = 1e12;

/** `item,juror,criterion,score[,confidence]`; a confidence of 0 leaves a score out of the adjusted figures. */
export function readScores(file: string, rows: readonly Row[]): CriterionScore[] {
	const problems: string[] = [];
	const seen = new Map<string, number>();
	const scores: CriterionScore[] = [];
	for (const { line, cells } of columnsOf(file, rows, ['item', 'juror', 'criterion', 'score'], ['confidence'])) {
		const [item = '', juror = '', criterion = '', score = '', confidence = ''] = cells;
		const say = (what: string) => problems.push(`${file}:${line}: ${what}`);
		if (item === '' || juror === '' || criterion === '') say('item, juror or criterion is empty');
		const value = numeral.test(score) ? Number(score) : Number.NaN;
		if (!(Math.abs(value) <= mostPoints)) say(`${score === '' ? 'an empty cell' : score} is no score`);
		const weight = confidence === '' ? 1 : numeral.test(confidence) ? Number(confidence) : Number.NaN;
		if (!(weight >= 0 && weight <= mostPoints)) say(`${confidence} is no confidence`);
		const key = JSON.stringify([item, juror, criterion]);
		const before = seen.get(key);
		if (before !== undefined) say(`${juror} scored ${item} for ${criterion} in line ${before} already`);
		seen.set(key, line);
		scores.push({ item, juror, criterion, value, weight });
	}
	complain(file, problems);
	return scores;
}

/** `juror,item,place`: whole places from 1, each once on a ballot. */
export function readBallots(file: string, rows: readonly Row[]): Ballot[] {
	const problems: string[] = [];
	const ballots = new Map<string, Map<number, string>>();
	const placed = new Set<string>();
	for (const { line, cells } of columnsOf(file, rows, ['juror', 'item', 'place'])) {
		const [juror = '', item = '', place = ''] = cells;
		const say = (what: string) => problems.push(`${file}:${line}: ${what}`);
		if (juror === '' || item === '') say('juror or item is empty');
		const at = /^\d{1,6}$/.test(place) ? Number(place) : 0;
		if (at < 1) say(`${place === '' ? 'an empty cell' : place} is no place from 1`);
		const ballot = ballots.get(juror) ?? new Map<number, string>();
		if (ballot.has(at)) say(`${juror} gives place ${at} twice`);
		const pair = JSON.stringify([juror, item]);
		if (placed.has(pair)) say(`${juror} places ${item} twice`);
		placed.add(pair);
		ballot.set(at, item);
		ballots.set(juror, ballot);
	}
	complain(file, problems);
	return [...ballots].map(([juror, ballot]) => ({
		juror,
		order: [...ballot].sort(([one], [other]) => one - other).map(([, item]) => item),
	}));
}

/** `clarity=2;novelty=1`. */
export function readWeights(text: string): Map<string, number> | undefined {
	const weights = new Map<string, number>();
	for (const part of text.split(';')) {
		const [, name = '', value = ''] = /^\s*(.+?)\s*=\s*(\S+)\s*$/.exec(part) ?? [];
		if (name === '' || !numeral.test(value) || Number(value) < 0) return undefined;
		weights.set(name, Number(value));
	}
	return weights;
}
