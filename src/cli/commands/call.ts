import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { typedPath } from '#core/config/index.ts';
import { type Command, CommandFailed, UsageError, exit, optionText } from '../command.ts';
import { withApp } from '../with-app.ts';

const owners = {
	edition: { type: 'string', value: 'EDITION', help: 'the edition whose call it is' },
	organisation: { type: 'string', value: 'ORGANISATION', help: 'the organisation whose standing call it is' },
} as const;

/** What stands against a file, one line for each problem; any other error as it is. */
async function failure(error: unknown, file: string): Promise<unknown> {
	const { Refusal } = await import('#core/refusal/index.ts');
	if (!(error instanceof Refusal)) return error;
	const { sayProblems } = await import('#modules/calls/ui/problem-sentences.ts');
	const lines = error.problems.map((problem) => {
		const { line, column } = problem.params ?? {};
		const at = line === undefined ? file : `${file}:${line}:${column}`;
		const [said] = sayProblems([problem], 'en');
		const detail = problem.params?.text ?? problem.params?.message ?? said?.message ?? problem.code;
		return `${at} ${problem.path}: ${detail}`;
	});
	return new CommandFailed([`${file} was not imported: ${error.code}. Nothing was written.`, ...lines].join('\n'));
}

export const callImport: Command = {
	name: 'call import',
	summary: 'Brings one call to what its file says.',
	details: [
		'With --edition it becomes a call of that edition, with --organisation a standing call; without either the file names its owner (“owner: ORGANISATION”). The slug is that of the file, or its name. The same file again changes nothing. An error is named with line and column.',
	],
	arguments: [{ name: 'FILE', help: 'the call as YAML' }],
	options: owners,
	examples: [
		'call import calls/star-enterprises.yaml',
		'call import travel.yaml --edition ipspace-2021',
		'call import grants.yaml --organisation csi',
	],
	async run(call) {
		const path = typedPath(call.arguments[0] ?? '');
		const [edition, organisation] = [optionText(call, 'edition'), optionText(call, 'organisation')];
		if (edition !== undefined && organisation !== undefined)
			throw new UsageError('call import: a call belongs to an edition or to an organisation, not to both.');
		const text = await readFile(path, 'utf8');
		const { importCallFile } = await import('#app/call-files.ts');
		const { system } = await import('#core/access/index.ts');
		const file = basename(path);
		const owner = edition !== undefined ? { edition } : organisation !== undefined ? { organisation } : undefined;
		return withApp('call import', async ({ ctx }) => {
			try {
				const done = await importCallFile(ctx, system('command-line'), { text, file, owner });
				call.terminal.say(`${done.slug} ${done.changed ? 'is what its file says now' : 'was what its file says'}.`);
				call.terminal.report(done);
				return exit.good;
			} catch (error) {
				throw await failure(error, file);
			}
		});
	},
};

export const callExport: Command = {
	name: 'call export',
	summary: 'Writes one call as a file, the same that call import reads.',
	arguments: [
		{ name: 'SLUG', help: 'last part of the call’s address' },
		{ name: 'FILE', help: 'the file to write; one of this name is replaced' },
	],
	options: { edition: owners.edition },
	examples: [
		'call export star-enterprises star-enterprises.yaml',
		'call export abstracts a.yaml --edition ipspace-2021',
	],
	async run(call) {
		const [slug = '', file = ''] = call.arguments;
		const { exportCallFile } = await import('#app/call-files.ts');
		return withApp('call export', async ({ ctx }) => {
			const edition = optionText(call, 'edition');
			const text = await exportCallFile(ctx, { slug, edition }).catch(() => {
				throw new CommandFailed(
					edition === undefined ? `There is no standing call "${slug}".` : `${edition} has no call "${slug}".`,
				);
			});
			await writeFile(typedPath(file), text);
			call.terminal.say(`${slug}: written to ${file}.`);
			call.terminal.report({ slug, file });
			return exit.good;
		});
	},
};
