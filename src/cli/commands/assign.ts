import { typedPath } from '#core/config/index.ts';
import { LockedConflict } from '#solvers/assignment/index.ts';
import { type ReadProblem, readProblem } from '../assign/read-problem.ts';
import { sayBlocking } from '../assign/say-blocking.ts';
import { sayFair, shown } from '../assign/say-fair.ts';
import { type Found, work } from '../assign/work.ts';
import { writePairs, writePrices } from '../assign/write-answer.ts';
import { type Call, type Command, CommandFailed, UsageError, exit, optionText } from '../command.ts';

const options = {
	reviewers: { type: 'string', value: 'FILE', help: 'reviewers: id[,topics][,min][,max]' },
	papers: { type: 'string', value: 'FILE', help: 'papers: id[,topics][,demand]' },
	scores: { type: 'string', value: 'FILE', help: 'what pairs are worth: paper,reviewer,score (or pref)' },
	conflicts: { type: 'string', value: 'FILE', help: 'pairs that must not be: paper,reviewer' },
	'per-paper': { type: 'string', value: 'N', help: 'reviewers of each paper (a column demand goes before)' },
	'max-load': { type: 'string', value: 'N', help: 'the most papers of a reviewer (a column max goes before)' },
	'min-load': { type: 'string', value: 'N', help: 'the fewest papers of a reviewer (a column min goes before)' },
	'default-score': {
		type: 'string',
		value: 'X',
		help: 'what a pair is worth that is not listed; without it, it is no candidate',
	},
	fair: {
		type: 'boolean',
		help: 'raise the paper that has least, at the smallest loss of total; says how near that is to the best',
	},
	randomise: { type: 'string', value: 'Q', help: 'no pair is more probable than Q (0 < Q ≤ 1); one draw is made' },
	seed: { type: 'string', value: 'N', help: 'seed of the draw, 0 to 4294967295; by chance when absent, and reported' },
	locks: { type: 'string', value: 'FILE', help: 'pairs that must be: paper,reviewer' },
	forbid: { type: 'string', value: 'FILE', help: 'further pairs that must not be: paper,reviewer' },
	out: { type: 'string', value: 'FILE', help: 'the assignment: paper,reviewer,score' },
	prices: { type: 'string', value: 'FILE', help: 'the proof: reviewer,price' },
	curve: { type: 'boolean', help: 'also report the largest total for ever wider ranges of load' },
} as const;

/** A whole number that was typed. */
function count(call: Call, name: string, most = 1_000_000_000): number | undefined {
	const text = optionText(call, name);
	if (text === undefined) return undefined;
	if (!/^\d+$/.test(text) || Number(text) > most)
		throw new UsageError(`assign: --${name} is a whole number from 0 to ${most}, not "${text}".`);
	return Number(text);
}

function fileOf(call: Call, name: string): string | undefined {
	const text = optionText(call, name);
	return text === undefined ? undefined : typedPath(text);
}

function needed(call: Call, name: string): string {
	const file = fileOf(call, name);
	if (file === undefined) throw new UsageError(`assign: --${name} is missing.`);
	return file;
}

/** A decimal that was typed. */
function decimal(call: Call, name: string): string | undefined {
	const text = optionText(call, name);
	if (text !== undefined && (text.trim() === '' || !Number.isFinite(Number(text))))
		throw new UsageError(`assign: --${name} is a number, not "${text}".`);
	return text?.trim();
}

export const assign: Command = {
	name: 'assign',
	summary: 'Finds the best assignment of reviewers to papers, from plain files, with a proof.',
	details: [
		'The total of scores is the largest there is under the demands, loads and conflicts: “optimal” in the report says that the prices of the reviewers’ time prove it (docs/operator/assignment.md says how). Needs no server and no data folder.',
		'Files are CSV in UTF-8. Topics are a list within a cell, separated by “;”; they do not count in the total. Scores may be negative and have decimals; they are summed as whole numbers, exactly, and the report says when they had to be rounded. A pair that is there twice counts as it stands last. A conflict goes before a score. What names nobody that is known is left out, and said.',
		'Without a solution the exit code is 3, and the report names the papers and reviewers that stand against it, with their numbers.',
	],
	options,
	examples: [
		'assign --reviewers r.csv --papers p.csv --scores s.csv --conflicts c.csv --per-paper 3 --max-load 12 --out a.csv',
		'assign --reviewers r.csv --papers p.csv --scores s.csv --default-score 0 --per-paper 3 --max-load 12 --min-load 9 --fair --json',
		'assign --reviewers r.csv --papers p.csv --scores s.csv --per-paper 3 --max-load 6 --randomise 0.8 --seed 7 --out a.csv',
	],
	async run(call) {
		const began = { at: performance.now(), cpu: cpuSeconds() };
		const randomise = decimal(call, 'randomise');
		if (randomise !== undefined && !(Number(randomise) > 0 && Number(randomise) <= 1))
			throw new UsageError(`assign: --randomise is above 0 and at most 1, not "${randomise}".`);
		const fair = call.options.fair === true;
		if (fair && randomise !== undefined)
			throw new UsageError('assign: --fair and --randomise exclude each other: a draw keeps no floor under a paper.');
		const seed = count(call, 'seed', 2 ** 32 - 1);
		if (seed !== undefined && randomise === undefined) throw new UsageError('assign: --seed goes with --randomise.');
		const progress = call.terminal.progress;
		const read = await readProblem(
			{
				papers: needed(call, 'papers'),
				reviewers: needed(call, 'reviewers'),
				scores: needed(call, 'scores'),
				conflicts: fileOf(call, 'conflicts'),
				locks: fileOf(call, 'locks'),
				forbidden: fileOf(call, 'forbid'),
			},
			{
				perPaper: count(call, 'per-paper'),
				minLoad: count(call, 'min-load') ?? 0,
				maxLoad: count(call, 'max-load'),
				defaultScore: decimal(call, 'default-score'),
				progress,
			},
		);
		const answer = plainLocks(read, () =>
			work(read, {
				fair,
				randomise: randomise === undefined ? undefined : Number(randomise),
				seed,
				curve: call.options.curve === true,
				progress,
			}),
		);
		for (const note of read.notes) call.terminal.note(note);
		if (answer.kind === 'none') {
			const blocking = answer.blocking.map((one) => sayBlocking(one, read.paperIds, read.reviewerIds));
			call.terminal.say(`There is no assignment: ${answer.missing} reviews can't be given.`);
			for (const { explanation } of blocking) call.terminal.say(explanation);
			call.terminal.report({ feasible: false, missing: answer.missing, blocking, notes: read.notes, ...spent(began) });
			return exit.noSolution;
		}
		const { found } = answer;
		const [out, prices] = [fileOf(call, 'out'), fileOf(call, 'prices')];
		if (prices && found.random) throw new UsageError('assign: --prices prove an assignment, not a draw.');
		if (out) await writePairs(out, read, found);
		if (prices) await writePrices(prices, read, found);
		say(call, found);
		const { assignment, prices: _, fairPrices: __, ...measured } = found;
		call.terminal.report({
			feasible: true,
			...measured,
			papers: read.paperIds.length,
			reviewers: read.reviewerIds.length,
			pairs: assignment.paper.length,
			exact: read.exact,
			decimals: read.decimals,
			notes: read.notes,
			...spent(began),
		});
		return exit.good;
	},
};

/** Runs it; a lock on a conflict is told without a stack. */
function plainLocks<T>({ paperIds, reviewerIds }: ReadProblem, run: () => T): T {
	try {
		return run();
	} catch (error) {
		if (!(error instanceof LockedConflict)) throw error;
		const [paper, reviewer] = [paperIds[error.paper], reviewerIds[error.reviewer]];
		throw new CommandFailed(`Paper ${paper} and reviewer ${reviewer} are locked, and a conflict or forbidden at once.`);
	}
}

function cpuSeconds(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1e6;
}

/** Seconds and CPU seconds since the files were opened, CPU seconds and peak memory of the whole process. */
function spent(began: { at: number; cpu: number }) {
	const whole = cpuSeconds();
	return {
		seconds: (performance.now() - began.at) / 1000,
		cpuSeconds: whole - began.cpu,
		cpuSecondsWithStart: whole,
		peakMemoryMB: process.resourceUsage().maxRSS / 1024,
	};
}

function say({ terminal }: Call, found: Found): void {
	const { loads } = found;
	terminal.say(`${found.assignment.paper.length} pairs, total ${shown(found.objective)}`);
	if (found.optimal) terminal.say('No assignment has more: proven.');
	else if (!found.random) terminal.say(`No assignment has more than ${shown(found.bound)}.`);
	terminal.say(`Papers: worst ${shown(found.minPaperScore)}, mean ${shown(found.meanPaperScore)}`);
	terminal.say(`Loads: ${loads.min} to ${loads.max}, mean ${loads.mean.toFixed(2)}, ${loads.idle} without any`);
	if (found.fair) for (const line of sayFair(found.fair)) terminal.say(line);
	if (found.random) {
		const { probability, seed, expected, optimal } = found.random;
		terminal.say(
			`Drawn with seed ${seed}, no pair more probable than ${probability}; on average ${shown(expected)}${optimal ? ', proven the most' : ''}`,
		);
	}
	for (const { min, max, total, worst, idle } of found.curve ?? [])
		terminal.say(
			`Loads ${min} to ${max}: ${total === undefined ? 'none' : `${shown(total)}, worst ${shown(worst ?? null)}, ${idle} idle`}`,
		);
}
