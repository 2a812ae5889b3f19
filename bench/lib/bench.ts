import { loadavg } from 'node:os';

/** One figure of a benchmark. */
export interface Figure {
	what: string;
	value: number;
	unit: string;
	/** What it should be at most (or at least); absent for figures that only stand beside others. */
	goal?: { atMost?: number; atLeast?: number };
	/** All rounds, the best of which is the value. */
	rounds?: number[];
	/** `recorded`: not measured here and now, with its source. */
	recorded?: string;
	/** What else was measured with it, shown beside it. */
	details?: Record<string, number>;
}

export interface Benchmark {
	/** What `npm run bench -- NAME` takes. */
	name: string;
	title: string;
	run(say: (line: string) => void): Promise<Figure[]>;
}

/** Runs something three times and keeps the best round. */
export async function bestOf(
	best: 'least' | 'most',
	round: (number: number) => Promise<number>,
	rounds = 3,
): Promise<{ value: number; rounds: number[] }> {
	const values: number[] = [];
	for (let number = 1; number <= rounds; number += 1) values.push(await round(number));
	return { value: best === 'least' ? Math.min(...values) : Math.max(...values), rounds: values };
}

/** Whether a figure is what it should be; undefined without a goal. Pure. */
export function reached({ value, goal }: Figure): boolean | undefined {
	if (!goal) return undefined;
	return value <= (goal.atMost ?? Number.POSITIVE_INFINITY) && value >= (goal.atLeast ?? Number.NEGATIVE_INFINITY);
}

/** `12.3`, `1,234`: three digits that say something. Pure. */
export function shown(value: number): string {
	const digits =
		Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
	return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** The table of one benchmark, as text. Pure. */
export function tableOf(title: string, figures: readonly Figure[]): string {
	const rows = figures.map((figure) => {
		const { goal } = figure;
		const wanted =
			goal?.atMost !== undefined
				? `≤ ${shown(goal.atMost)}`
				: goal?.atLeast !== undefined
					? `≥ ${shown(goal.atLeast)}`
					: '';
		const verdict = reached(figure);
		const details = Object.entries(figure.details ?? {}).map(([name, value]) => `${name} ${shown(value)}`);
		const rounds = (figure.rounds ?? []).map(shown).join(' ');
		const note = figure.recorded ? `recorded: ${figure.recorded}` : [rounds, ...details].filter(Boolean).join(' · ');
		return [
			figure.what,
			shown(figure.value),
			figure.unit,
			wanted,
			verdict === undefined ? '' : verdict ? 'yes' : 'NO',
			note,
		];
	});
	const head = ['', 'value', 'unit', 'goal', 'met', 'rounds'];
	const widths = head.map((cell, column) => Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)));
	const line = (row: readonly string[]) =>
		row
			.map((cell, column) =>
				column === 1 || column === 3 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
			)
			.join('  ')
			.trimEnd();
	return [title, line(head), ...rows.map(line)].join('\n');
}

/** The load of the machine: a figure measured on a busy one says less. */
export function load(): string {
	return loadavg()
		.map((value) => value.toFixed(2))
		.join(' ');
}
