import { typedPath } from '#core/config/index.ts';
import type { FileFinding } from '#modules/newsroom/article-file.ts';
import type { NewsReport } from '#modules/newsroom/server/index.ts';
import { type Command, CommandFailed, exit } from '../command.ts';
import { withApp } from '../with-app.ts';

export const newsImport: Command = {
	name: 'news import',
	summary: 'Brings articles to what their files say.',
	details: [
		'One folder for each article, named by its slug, with article.yaml, en.md, zh.md and pictures/. Articles whose time of publication has come are published at that time, later ones are planned, those without a time are drafts. The same files again change nothing; what changed in them becomes the next version. An article that the desk changed since the last import is left as it is and named (exit code 3). An error is named with file and line, and nothing is written.',
	],
	arguments: [{ name: 'DIR', help: 'folder of the articles' }],
	options: { 'dry-run': { type: 'boolean', help: 'say what would be done, write nothing' } },
	examples: ['news import news --dry-run', 'news import news'],
	async run({ arguments: [dir = ''], options, terminal }) {
		const dryRun = options['dry-run'] === true;
		const { importNews } = await import('#modules/newsroom/server/index.ts');
		const { sayFileFinding } = await import('#modules/newsroom/ui/file-messages.ts');
		const { system } = await import('#core/access/index.ts');
		return withApp('news import', async ({ ctx }) => {
			const report = await importNews(ctx, system('command-line'), typedPath(dir), { dryRun });
			for (const finding of report.findings) {
				terminal.note(`${placeOf(finding)} ${finding.severity} ${sayFileFinding(finding, 'en')}`);
			}
			terminal.report(report);
			const errors = report.findings.filter(({ severity }) => severity === 'error').length;
			if (errors > 0) throw new CommandFailed(`${dir} was not imported: ${errors} errors. Nothing was written.`);
			for (const { slug, outcome, state } of report.articles) {
				if (outcome !== 'unchanged') terminal.say(`${slug}: ${says[outcome]} (${state})`);
			}
			terminal.say(summary(report, dryRun));
			return report.articles.some(({ outcome }) => outcome === 'changed-here') ? exit.noSolution : exit.good;
		});
	},
};

const says = {
	created: 'new',
	updated: 'changed',
	unchanged: 'as its files say',
	'changed-here': 'changed at the desk, left as it is',
};

function placeOf({ file, line, column, path }: FileFinding): string {
	return [line === undefined ? file : `${file}:${line}:${column}`, path].filter((part) => part !== '').join(' ');
}

function summary({ articles }: NewsReport, dryRun: boolean): string {
	const count = (...outcomes: string[]) => articles.filter(({ outcome }) => outcomes.includes(outcome)).length;
	const [written, same, kept] = [count('created', 'updated'), count('unchanged'), count('changed-here')];
	const left = kept > 0 ? `, ${kept} changed at the desk and left` : '';
	return `${written} articles ${dryRun ? 'would be written' : 'written'}, ${same} as their files say${left}.`;
}

export const newsExport: Command = {
	name: 'news export',
	summary: 'Writes all articles as files, the same that news import reads.',
	details: [
		'Of a published article what readers have, of a planned one what goes out, else the draft. The folder must be empty, or hold articles only: it is then brought up to date.',
	],
	arguments: [{ name: 'DIR', help: 'folder to write to' }],
	examples: ['news export /tmp/news'],
	async run({ arguments: [dir = ''], terminal }) {
		const { exportNews } = await import('#modules/newsroom/server/index.ts');
		const { Refusal } = await import('#core/refusal/index.ts');
		return withApp('news export', async ({ ctx }) => {
			const files = await exportNews(ctx, typedPath(dir)).catch((error) => {
				if (!(error instanceof Refusal)) throw error;
				throw new CommandFailed(`${dir} was not written: it holds "${error.params.name}", which is no article.`);
			});
			terminal.say(`${files.length} files written to ${dir}.`);
			terminal.report({ files });
			return exit.good;
		});
	},
};
