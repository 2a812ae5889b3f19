// npm run bench [-- NAME …]: the benchmarks; a table on stdout, all figures in bench/results.json.
import { build, install } from './prepare.mjs';
import { node24, root, run } from './node24.mjs';

try {
	install();
	build();
	process.exitCode = await run(node24(), ['bench/index.ts', ...process.argv.slice(2)], { cwd: root });
} catch (error) {
	process.stderr.write(`\n${error.message}\n\n`);
	process.exitCode = 1;
}
