import { typedPath } from '#core/config/index.ts';
import { type Command, CommandFailed, exit } from '../command.ts';
import { withApp } from '../with-app.ts';

/** What stands against a folder, one line for each problem; any other error as it is. */
async function failure(error: unknown, folder: string): Promise<unknown> {
	const { Refusal } = await import('#core/refusal/index.ts');
	if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
		return new CommandFailed(`${folder} has no statement.yaml. Nothing was written.`);
	}
	if (!(error instanceof Refusal)) return error;
	const lines = error.problems.map(({ path, code, params }) => {
		const at = params?.line === undefined ? folder : `${folder}/statement.yaml:${params.line}`;
		return `${at} ${path}: ${params?.message ?? code}`;
	});
	return new CommandFailed([`${folder} was not imported: ${error.code}. Nothing was written.`, ...lines].join('\n'));
}

export const statementImport: Command = {
	name: 'statement import',
	summary: 'Brings a statement to what its folder says.',
	details: [
		'The folder holds statement.yaml and the texts en.md and zh.md, each beginning with its title; its name is the last part of the statement’s address. Settings and draft become what the files say. What is public changes at the desk alone: a new version asks everybody who signed.',
	],
	arguments: [{ name: 'DIR', help: 'folder of the statement' }],
	examples: ['statement import statements/space-technologies-responding-to-climate-change'],
	async run(call) {
		const folder = typedPath(call.arguments[0] ?? '');
		const { importStatement } = await import('#modules/statements/server/index.ts');
		const { system } = await import('#core/access/index.ts');
		return withApp('statement import', async ({ ctx }) => {
			try {
				const done = await importStatement(ctx, system('command-line'), folder);
				call.terminal.say(`${done.slug} ${done.changed ? 'is what its files say now' : 'was what its files say'}.`);
				call.terminal.report(done);
				return exit.good;
			} catch (error) {
				throw await failure(error, folder);
			}
		});
	},
};

export const statementExport: Command = {
	name: 'statement export',
	summary: 'Writes a statement as a folder, the same that statement import reads.',
	details: ['Settings and draft are written; signatures never are.'],
	arguments: [
		{ name: 'SLUG', help: 'last part of the statement’s address' },
		{ name: 'DIR', help: 'folder to write to; files of the same names are replaced' },
	],
	examples: ['statement export space-technologies-responding-to-climate-change /tmp/statement'],
	async run(call) {
		const [slug = '', dir = ''] = call.arguments;
		const folder = typedPath(dir);
		const { exportStatement } = await import('#modules/statements/server/index.ts');
		return withApp('statement export', async ({ ctx }) => {
			const files = await exportStatement(ctx, slug, folder).catch(() => {
				throw new CommandFailed(`There is no statement "${slug}".`);
			});
			call.terminal.say(`${slug}: ${files.join(', ')} written to ${dir}.`);
			call.terminal.report({ slug, folder, files });
			return exit.good;
		});
	},
};
