import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inProject } from '../src/core/paths/index.ts';
import { sharedInstance, writeLargeInstance } from './lib/assignment-instances.ts';
import type { Benchmark, Figure } from './lib/bench.ts';
import { removeFolder, workFolder } from './lib/folder.ts';

interface Report {
	optimal: boolean;
	objective: number;
	minPaperScore: number;
	seconds: number;
	cpuSeconds: number;
	cpuSecondsWithStart: number;
	peakMemoryMB: number;
	fair?: { worstIsBest: boolean; belowBestWithWorst: number; belowBestWithOthers: number };
}

const rounds = 3;

/** Runs `orrery assign` as its users do, three times, and answers its reports. */
async function assign(folder: string, ...options: string[]): Promise<Report[]> {
	const files = ['papers', 'reviewers', 'scores', 'conflicts'].flatMap((name) => {
		const file = sharedFile(folder, name === 'scores' ? ['scores.csv', 'prefs.csv'] : [`${name}.csv`]);
		return file ? [`--${name}`, file] : [];
	});
	const typed = [inProject('bin', 'orrery.sh'), 'assign', ...files, ...options, '--json'];
	const reports: Report[] = [];
	for (let round = 0; round < rounds; round++) {
		const { stdout } = await promisify(execFile)('sh', typed, { maxBuffer: 1 << 26 });
		reports.push(JSON.parse(stdout));
	}
	return reports;
}

function sharedFile(folder: string, names: readonly string[]): string | undefined {
	return names.map((name) => join(folder, name)).find((file) => existsSync(file));
}

/** The figures of one run: its total, proven or not, and what it cost. */
function figuresOf(
	what: string,
	reports: readonly Report[],
	goal: { total: number; cpu?: number; wall?: number; memory?: number },
): Figure[] {
	const [first] = reports as [Report];
	const figure = (
		name: string,
		unit: string,
		read: (report: Report) => number,
		atMost: number | undefined,
		details = {},
	) => {
		const values = reports.map(read);
		return {
			what: `${what}: ${name}`,
			unit,
			value: Math.min(...values),
			rounds: values,
			...(atMost === undefined ? {} : { goal: { atMost } }),
			details,
		};
	};
	return [
		{
			what: `${what}: total${first.optimal ? ', proven' : ', NOT proven'}`,
			unit: 'points',
			value: first.optimal ? first.objective : 0,
			goal: { atLeast: goal.total, atMost: goal.total },
			details: { 'worst paper': first.minPaperScore },
		},
		figure('CPU, from files to proof', 's', ({ cpuSeconds }) => cpuSeconds, goal.cpu, {
			'with the start of the command': Math.min(...reports.map(({ cpuSecondsWithStart }) => cpuSecondsWithStart)),
		}),
		...(goal.wall ? [figure('wall, from files to proof', 's', ({ seconds }) => seconds, goal.wall)] : []),
		figure('peak memory', 'MB', ({ peakMemoryMB }) => peakMemoryMB, goal.memory),
	];
}

/** What fairness came to, how near that is to the best for certain, and what it cost of time. */
function fairFigures(
	what: string,
	reports: readonly Report[],
	goal: { worst?: number; total?: number; below?: number; cpu?: number },
): Figure[] {
	const [first] = reports as [Report];
	const { fair } = first;
	const costs = reports.map(({ cpuSeconds }) => cpuSeconds);
	return [
		{
			what: `${what}: worst paper${fair?.worstIsBest ? ', proven the best' : ''}`,
			value: first.minPaperScore,
			unit: 'points',
			...(goal.worst === undefined ? {} : { goal: { atLeast: goal.worst } }),
		},
		{
			what: `${what}: total`,
			value: first.objective,
			unit: 'points',
			...(goal.total === undefined ? {} : { goal: { atLeast: goal.total } }),
		},
		{
			what: `${what}: at most below the best with this worst paper`,
			value: fair?.belowBestWithWorst ?? 0,
			unit: 'points',
			...(goal.below === undefined ? {} : { goal: { atMost: goal.below } }),
			details: { 'with the others raised as well': fair?.belowBestWithOthers ?? 0 },
		},
		{
			what: `${what}: CPU`,
			value: Math.min(...costs),
			unit: 's',
			rounds: costs,
			...(goal.cpu === undefined ? {} : { goal: { atMost: goal.cpu } }),
		},
	];
}

/** What HotCRP 3.4 needed for the same, measured once on two cores; its objective is ordinal, its loads are equal. */
const hotcrp: Record<string, Figure[]> = {
	'1k': [
		{ what: 'HotCRP, 1k, 10 each: total', value: 48_246, unit: 'points', recorded: 'HotCRP 3.4, best of 13 runs' },
		{ what: 'HotCRP, 1k: CPU', value: 16.8, unit: 's', recorded: 'HotCRP 3.4, 16.8 to 20.5 s; 195 MB' },
	],
	'3k': [
		{ what: 'HotCRP, 3k, 10 each: total', value: 169_583, unit: 'points', recorded: 'HotCRP 3.4' },
		{ what: 'HotCRP, 3k: CPU', value: 656, unit: 's', recorded: 'HotCRP 3.4, 656 to 694 s; 1.3 GB' },
	],
};

const known: Record<string, { cpu: number; totals: Record<string, number> }> = {
	'1k': { cpu: 0.3, totals: { '0 12': 50_207, '9 11': 49_004, '10 10': 48_331 } },
	'3k': { cpu: 1.5, totals: { '0 12': 172_881, '9 11': 170_804, '10 10': 169_672 } },
};

export const assignment: Benchmark = {
	name: 'assignment',
	title: 'orrery assign: the largest total, proven, 3 reviews a paper (least of 3 runs)',
	async run(say) {
		const figures: Figure[] = [];
		for (const [size, { cpu, totals }] of Object.entries(known)) {
			const folder = sharedInstance('hotcrp-instance', size);
			if (!folder) {
				say(`SKIPPED ${size}: the folder of shared data beside the project is absent`);
				continue;
			}
			for (const [range, total] of Object.entries(totals)) {
				const [min = '', max = ''] = range.split(' ');
				const what = `${size}, loads ${min} to ${max}`;
				say(what);
				const options = ['--default-score', '0', '--per-paper', '3', '--min-load', min, '--max-load', max];
				figures.push(...figuresOf(what, await assign(folder, ...options), { total, cpu }));
			}
			figures.push(...(hotcrp[size] as Figure[]));
			say(`${size}, fair`);
			const options = ['--default-score', '0', '--per-paper', '3', '--max-load', '12', '--fair'];
			figures.push(...fairFigures(`${size}, fair`, await assign(folder, ...options), { cpu: 5 }));
		}
		figures.push(...(await midl(say)));
		figures.push(...(await large(say)));
		return figures;
	},
};

/** The scores of MIDL 2018 (Stelmakh, Shah, Singh 2019; Kobren, Saha, McCallum 2019). */
async function midl(say: (line: string) => void): Promise<Figure[]> {
	const folder = sharedInstance('midl');
	if (!folder) {
		say('SKIPPED MIDL: the folder of shared data beside the project is absent');
		return [];
	}
	say('MIDL');
	const options = ['--per-paper', '3', '--max-load', '4'];
	const [plain] = (await assign(folder, ...options)) as [Report];
	const fair = await assign(folder, ...options, '--fair');
	// Everybody two papers: fairness has much to do, and costs something.
	const even = await assign(folder, '--per-paper', '3', '--min-load', '2', '--max-load', '2', '--fair');
	const published = 'Kobren, Saha, McCallum 2019, table of MIDL';
	return [
		{
			what: `MIDL: total${plain.optimal ? ', proven' : ', NOT proven'}`,
			value: plain.optimal ? plain.objective : 0,
			unit: 'points',
			goal: { atLeast: 201.884, atMost: 201.886 },
			details: { 'worst paper': plain.minPaperScore },
		},
		...fairFigures('MIDL, fair', fair, { worst: 0.9448, total: 201.74, below: 0.001 }),
		...fairFigures('MIDL, two papers each, fair', even, { worst: 0.9448, below: 3 }),
		{ what: 'MIDL, FairIR: worst paper', value: 0.93, unit: 'points', recorded: `total 201.83; ${published}` },
		{ what: 'MIDL, PR4A: worst paper', value: 0.92, unit: 'points', recorded: `total 197.32, 294 s; ${published}` },
		{ what: 'MIDL, FairFlow: worst paper', value: 0.94, unit: 'points', recorded: `total 197.67; ${published}` },
	];
}

/** The size of the largest conferences. */
async function large(say: (line: string) => void): Promise<Figure[]> {
	const folder = workFolder('assignment');
	try {
		say('10,000 papers and 9,000 reviewers: writing the files');
		await writeLargeInstance(folder, 10_000, 9_000, 100);
		const what = '10,000 × 9,000, 100 candidates, 4 a paper, loads to 6';
		say(what);
		const reports = await assign(folder, '--per-paper', '4', '--max-load', '6');
		const [first] = reports as [Report];
		const [total, ...costs] = figuresOf(what, reports, { total: first.objective, wall: 3, memory: 600 });
		return [{ ...(total as Figure), goal: { atLeast: 1 } }, ...costs];
	} finally {
		await removeFolder(folder);
	}
}
