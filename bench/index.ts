import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { inProject } from '../src/core/paths/index.ts';
import { affinity } from './affinity.ts';
import { analysis } from './analysis.ts';
import { assignment } from './assignment.ts';
import { deadlineRush } from './deadline-rush.ts';
import { applicationLists } from './application-lists.ts';
import { homePage } from './home-page.ts';
import { kills } from './kill.ts';
import { letters } from './letters.ts';
import { lighthouse } from './lighthouse.ts';
import { type Benchmark, type Figure, load, reached, tableOf } from './lib/bench.ts';
import { memory } from './memory.ts';
import { news } from './news.ts';
import { newsletter } from './newsletter.ts';
import { powerCuts } from './power-cut.ts';
import { publicLooks } from './public-looks.ts';
import { publicPagesBench } from './public-pages.ts';
import { ranking } from './ranking.ts';
import { signedInPage } from './signed-in-page.ts';
import { start } from './start.ts';
import { statements } from './statements.ts';
import { submissions } from './submissions.ts';

const benchmarks: readonly Benchmark[] = [
	start,
	memory,
	homePage,
	publicPagesBench,
	publicLooks,
	lighthouse,
	signedInPage,
	submissions,
	applicationLists,
	affinity,
	analysis,
	assignment,
	deadlineRush,
	letters,
	newsletter,
	news,
	kills,
	powerCuts,
	ranking,
	statements,
];

interface Result {
	title: string;
	/** When it was run, ISO 8601, and on what. */
	at: string;
	machine: string;
	load: { before: string; after: string };
	figures?: Figure[];
	failed?: string;
}

const file = inProject('bench', 'results.json');
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benchmarks.some((one) => one.name === name));
if (unknown.length > 0 || wanted.includes('--help')) {
	console.error(`npm run bench [-- NAME …]; the benchmarks: ${benchmarks.map(({ name }) => name).join(', ')}`);
	process.exit(2);
}

const results: Record<string, Result> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
let good = true;
console.log(`${machine}; best of 3 rounds; load over 1, 5 and 15 minutes in brackets\n`);
for (const { name, title, run } of benchmarks) {
	if (wanted.length > 0 && !wanted.includes(name)) continue;
	const before = load();
	const result: Result = { title, at: new Date().toISOString(), machine, load: { before, after: before } };
	try {
		result.figures = await run((line) => process.stderr.write(`  ${name}: ${line}\n`));
		if (result.figures.some((figure) => reached(figure) === false)) good = false;
	} catch (error) {
		good = false;
		result.failed = (error as Error).message;
		process.stderr.write(`${(error as Error).stack}\n`);
	}
	result.load.after = load();
	results[name] = result;
	writeFileSync(file, `${JSON.stringify(results, null, '\t')}\n`);
	const heading = `${name}: ${title} [load ${result.load.before} → ${result.load.after}]`;
	console.log(`${result.figures ? tableOf(heading, result.figures) : `${heading}\nFAILED: ${result.failed}`}\n`);
}
process.exitCode = good ? 0 : 1;
