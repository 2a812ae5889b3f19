import { readFile } from 'node:fs/promises';
import { typedPath } from '#core/config/index.ts';
import type { BallotResult, CriteriaRanking, Ranking } from '#solvers/ranking/index.ts';
import { type Command, CommandFailed, exit, optionText, type Terminal, UsageError } from '../command.ts';
import { readBallots, readScores, readWeights } from './rank-files.ts';

export const rank: Command = {
	name: 'rank',
	summary: 'Ranks what several jurors scored, with intervals and the strictness of each; or counts full ballots.',
	details: [
		'Scores: a CSV file with the columns item, juror, criterion, score and, if wanted, confidence (a weight from 0; 0 leaves a score out). By the total (mean of the criteria, by --weights) and by each criterion: raw mean beside the adjusted score (additive mixed model with shrinkage), 95 % interval, rank, tie group; bias of each juror; agreement; pools that no score links; what would change without each juror.',
		'With --top K: the probability of each to belong to the best K, and the tie band at the cut. It is drawn with --seed, so the same files give the same figures.',
		'Ballots: a CSV file with the columns juror, item, place (1 is best). Bradley–Terry beside the Condorcet winner, the exact Kemeny order up to ten items, and Plackett–Luce; where they differ it is said.',
		'The method with its references stands in docs/organiser/ranking.md.',
	],
	options: {
		scores: { type: 'string', value: 'FILE', help: 'the scores as CSV' },
		ballots: { type: 'string', value: 'FILE', help: 'the ballots as CSV, instead of scores' },
		top: { type: 'string', value: 'K', help: 'how many are taken' },
		weights: { type: 'string', value: 'LIST', help: 'weights of criteria, as clarity=2;novelty=1; the others weigh 1' },
		seed: { type: 'string', value: 'N', help: 'seed of the draws behind the probabilities; 1 when absent' },
	},
	examples: ['rank --scores scores.csv --top 6', 'rank --scores scores.csv --json', 'rank --ballots final.csv'],
	async run(call) {
		const { terminal } = call;
		const [scores, ballots] = [optionText(call, 'scores'), optionText(call, 'ballots')];
		if ((scores === undefined) === (ballots === undefined)) {
			throw new UsageError('rank: one of --scores and --ballots is needed.');
		}
		const top = whole(optionText(call, 'top'), 'top', 1);
		const seed = whole(optionText(call, 'seed'), 'seed', 0) ?? 1;
		const { parseCsv } = await import('#core/spreadsheet/index.ts');
		const solver = await import('#solvers/ranking/index.ts');
		const rowsOf = async (file: string) =>
			parseCsv(
				await readFile(typedPath(file), 'utf8').catch((error: NodeJS.ErrnoException) => {
					throw new CommandFailed(`${file} can’t be read: ${error.code ?? error.message}.`);
				}),
			);
		if (ballots !== undefined) {
			const cast = readBallots(ballots, await rowsOf(ballots));
			const result = solver.countBallots(
				cast,
				cast.flatMap(({ order }) => order),
			);
			terminal.report(result);
			sayBallots(terminal, result);
			return exit.good;
		}
		const text = optionText(call, 'weights');
		const weights = text === undefined ? undefined : readWeights(text);
		if (text !== undefined && !weights) throw new UsageError('rank: --weights is a list as clarity=2;novelty=1.');
		const read = readScores(scores as string, await rowsOf(scores as string));
		const unknown = [...(weights?.keys() ?? [])].filter((name) => !read.some(({ criterion }) => criterion === name));
		if (unknown.length > 0) throw new UsageError(`rank: no score is for the criterion ${unknown.join(', ')}.`);
		const ranking = solver.rankCriteria(read, {
			top,
			seed,
			influence: true,
			...(weights ? { weights } : {}),
		});
		terminal.report(reportOf(ranking));
		sayRanking(terminal, ranking);
		return exit.good;
	},
};

function whole(text: string | undefined, name: string, least: number): number | undefined {
	if (text === undefined) return undefined;
	if (!/^\d{1,9}$/.test(text) || Number(text) < least) {
		throw new UsageError(`rank: --${name} is a whole number from ${least}.`);
	}
	return Number(text);
}

/** One ranking as data: the juror's severity under the name of the contract, and tie groups as lists too. */
function dataOf({ jurors, ...ranking }: Ranking) {
	const groups = Map.groupBy(
		ranking.items.filter(({ tieGroup }) => tieGroup !== null),
		({ tieGroup }) => tieGroup,
	);
	return {
		...ranking,
		jurors: jurors.map(({ severity, ...juror }) => ({ ...juror, bias: severity })),
		tieGroups: [...groups.values()].map((group) => group.map(({ item }) => item)),
	};
}

function reportOf({ total, criteria, incomplete }: CriteriaRanking) {
	return {
		...dataOf(total),
		criteria: criteria.map(({ criterion, ranking }) => ({ criterion, ...dataOf(ranking) })),
		incomplete,
	};
}

const figure = (value: number | null, digits = 2) => (value === null ? '–' : value.toFixed(digits));
const percent = (value: number | null) => (value === null ? '–' : `${Math.round(100 * value)} %`);

/** Lines of columns, numbers to the right. */
function sayTable(terminal: Terminal, head: readonly string[], rows: readonly (readonly string[])[]): void {
	const widths = head.map((cell, column) => Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)));
	for (const row of [head, ...rows]) {
		const cells = row.map((cell, i) =>
			i === 1 || i === row.length - 1 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0),
		);
		terminal.say(cells.join('  ').trimEnd());
	}
}

function sayRanking(terminal: Terminal, { total, criteria, incomplete }: CriteriaRanking): void {
	const { cut } = total;
	sayTable(
		terminal,
		['rank', 'item', 'n', 'raw', 'by raw', 'adjusted', 'from', 'to', ...(cut ? ['in top'] : []), 'group', 'flags'],
		total.items.map((row) => [
			row.rank === null ? '–' : String(row.rank),
			row.item,
			String(row.n),
			figure(row.rawMean),
			row.rawRank === null ? '–' : String(row.rawRank),
			figure(row.adjusted),
			figure(row.low),
			figure(row.high),
			...(cut ? [percent(row.inTop)] : []),
			row.tieGroup === null ? '–' : String(row.tieGroup),
			row.flags.join(' '),
		]),
	);
	terminal.say();
	sayTable(
		terminal,
		['n', 'juror', 'raw', 'bias', 'from', 'to', 'flags'],
		total.jurors.map((row) => [
			String(row.n),
			row.juror,
			figure(row.rawMean),
			figure(row.severity),
			figure(row.low),
			figure(row.high),
			row.flags.join(' '),
		]),
	);
	terminal.say();
	const { iccSingle, iccMean, alpha } = total.agreement;
	terminal.say(
		`Agreement: ICC of one score ${figure(iccSingle)}, of the mean ${figure(iccMean)}, Krippendorff’s alpha ${figure(alpha)}.`,
	);
	if (total.pools.length > 1) {
		terminal.say(
			`Not connected: ${total.pools.map(({ items }) => `${items.length} items`).join(' | ')}. No figure compares them fairly.`,
		);
	}
	if (cut) {
		terminal.say(
			cut.band.length === 0
				? `The cut at ${cut.top} is clear.`
				: `Tie at the cut: ${cut.band.join(', ')} for ${cut.places} of the ${cut.top} places. The jury decides.`,
		);
		for (const { juror, enters, leaves } of total.influence) {
			if (enters.length + leaves.length > 0) {
				terminal.say(`Without ${juror}: in ${enters.join(', ') || '–'}, out ${leaves.join(', ') || '–'}.`);
			}
		}
	}
	if (incomplete.length > 0) terminal.say(`${incomplete.length} pairs lack a criterion; the others stand for it.`);
	if (criteria.length > 0)
		terminal.say(`By criterion (--json): ${criteria.map(({ criterion }) => criterion).join(', ')}.`);
	if (total.flags.length > 0) terminal.say(`Flags: ${total.flags.join(', ')}.`);
}

function sayBallots(terminal: Terminal, result: BallotResult): void {
	sayTable(
		terminal,
		['rank', 'item', 'strength', 'error', 'mean place', 'wins', 'losses'],
		result.standings.map((row) => [
			String(row.rank),
			row.item,
			figure(row.strength),
			figure(row.error),
			figure(row.meanPlace),
			String(row.wins),
			String(row.losses),
		]),
	);
	terminal.say();
	terminal.say(
		`Ballots: ${result.ballots}. Condorcet winner: ${result.condorcetWinner ?? `none; among ${result.smithSet.join(', ')}`}.`,
	);
	for (const order of result.kemeny?.orders ?? []) terminal.say(`Kemeny: ${order.join(' > ')}`);
	if (result.flags.length > 0) terminal.say(`Flags: ${result.flags.join(', ')}.`);
}
