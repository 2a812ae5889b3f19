import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { isAbsolute, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { typedPath } from '#core/config/index.ts';
import type { ImportReport } from '#modules/editions/server/index.ts';
import {
	type Call,
	type Command,
	CommandFailed,
	type ExitCode,
	type Terminal,
	UsageError,
	exit,
	optionText,
} from '../command.ts';
import { withApp } from '../with-app.ts';

/** Writes a file that is there whole or not at all. @returns its bytes */
async function writeWhole(path: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
	const unfinished = `${path}.unfinished`;
	try {
		await pipeline(pieces, createWriteStream(unfinished));
		await rename(unfinished, path);
	} finally {
		await rm(unfinished, { force: true });
	}
	return (await stat(path)).size;
}

/** A path as the caller would write it. */
function shown(path: string): string {
	const near = relative(typedPath('.'), path);
	return near.startsWith('..') || isAbsolute(near) ? path : near || '.';
}

function sentence(value: unknown): string {
	const text = value === undefined ? '(nothing)' : typeof value === 'string' ? value : JSON.stringify(value);
	return text.length > 160 ? `${text.slice(0, 157)}…` : text;
}

/** Says what an import does, or would do. Pure but for writing. */
export function sayImport(terminal: Terminal, report: ImportReport): void {
	const marks = { add: '+', change: '~', remove: '-' } as const;
	for (const change of report.changes) {
		terminal.say(`${marks[change.kind]} ${change.key}`);
		if (change.kind !== 'change') continue;
		for (const field of change.fields)
			terminal.say(`    ${field.path}: ${sentence(field.from)} → ${sentence(field.to)}`);
	}
	for (const kept of report.kept) {
		for (const field of kept.fields)
			terminal.say(`= ${kept.key} ${field.path} stays as the desk wrote it: ${sentence(field.to)}`);
	}
	for (const conflict of report.conflicts) {
		terminal.say(`! ${conflict.id}`);
		terminal.say(`    at the last import: ${sentence(conflict.base)}`);
		terminal.say(`    in the files:       ${sentence(conflict.file)}`);
		terminal.say(`    in the desk:        ${sentence(conflict.database)}`);
	}
}

/** The choice for each conflict named. @throws UsageError when nothing is named */
function choices(call: Call): Record<string, 'file' | 'database'> {
	const take = optionText(call, 'take');
	const paths = call.arguments.slice(1);
	if (take === undefined) {
		if (paths.length > 0) throw new UsageError('edition import: PATH is for --take file or --take ours.');
		return {};
	}
	if (paths.length === 0)
		throw new UsageError(`edition import: --take ${take} needs the conflicts it is for, as the import names them.`);
	return Object.fromEntries(paths.map((path) => [path, take === 'file' ? 'file' : 'database']));
}

function finish(call: Call, folder: string, report: ImportReport, dryRun: boolean): ExitCode {
	const { terminal } = call;
	sayImport(terminal, report);
	for (const warning of report.warnings) terminal.note(`${warning.file}:${warning.line} ${warning.message}`);
	terminal.report(report);
	if (report.conflicts.length > 0) {
		terminal.say(
			`${report.conflicts.length} conflicts: files and desk changed the same things since the last import. Nothing was written.`,
		);
		terminal.say(
			`Decide with: edition import ${shown(folder)} --take file|ours ${report.conflicts.map(({ id }) => `'${id}'`).join(' ')}`,
		);
		return exit.noSolution;
	}
	if (report.changes.length === 0) terminal.say(`${report.slug} is what its files say; nothing was written.`);
	else if (dryRun) terminal.say(`${report.changes.length} changes would be made to ${report.slug}.`);
	else
		terminal.say(
			`${report.slug}: ${report.changes.length} changes made${report.created ? '; the edition is new' : ''}.`,
		);
	return exit.good;
}

export const editionImport: Command = {
	name: 'edition import',
	summary: 'Brings an edition to what its files say, and shows the difference.',
	details: [
		'Three states are compared: the files at the last import, the files now, and the desk. What only the files changed is taken; what only the desk changed stays; what both changed is a conflict: nothing is written, the exit code is 3, and you decide with --take for each path. The same files again change nothing. An error in the files is named with file and line.',
	],
	arguments: [
		{ name: 'DIR', help: 'folder of the edition’s files, or the ZIP of one' },
		{ name: 'PATH', help: 'conflicts that --take decides, as the import names them', optional: true, rest: true },
	],
	options: {
		'dry-run': { type: 'boolean', help: 'compare only, write nothing' },
		take: {
			type: 'string',
			oneOf: ['file', 'ours'],
			help: 'for the PATHs: take what the files say, or keep ours (the desk)',
		},
	},
	examples: [
		'edition import editions/ipspace-2021 --dry-run',
		'edition import ipspace-2021.zip',
		"edition import editions/ipspace-2021 --take ours 'page/venue:title.en'",
	],
	async run(call) {
		const path = typedPath(call.arguments[0] ?? '');
		if (!isZip(path)) return importFolder(call, path, path);
		const { withUnpackedBundle } = await import('#modules/editions/server/index.ts');
		try {
			return await withUnpackedBundle(path, (folder) => importFolder(call, path, folder));
		} catch (error) {
			throw await zipFailure(path, error);
		}
	},
};

function isZip(path: string): boolean {
	return path.toLowerCase().endsWith('.zip');
}

/** What stands against a ZIP, in a sentence; any other error as it is. */
async function zipFailure(path: string, error: unknown): Promise<unknown> {
	const { ZipFault } = await import('#core/zip/index.ts');
	if (!(error instanceof ZipFault)) return error;
	const { saysOfFile } = await import('#modules/editions/file-refusals.ts');
	return new CommandFailed(`${shown(path)} was not imported: ${saysOfFile(error, 'en')} Nothing was written.`);
}

/** @param path what the caller named; `folder` where its files lie */
async function importFolder(call: Call, path: string, folder: string): Promise<ExitCode> {
	const dryRun = call.options['dry-run'] === true;
	const resolve = choices(call);
	const { ImportConflict, formatFindings, importBundle, loadBundle } = await import(
		'#modules/editions/server/index.ts'
	);
	const { system } = await import('#core/access/index.ts');
	const { callsDoor } = await import('#app/calls-door.ts');
	const { bundle, errors } = await loadBundle(folder);
	if (!bundle) {
		call.terminal.note(formatFindings(errors));
		call.terminal.report({ errors });
		throw new CommandFailed(
			`${shown(path)} was not imported: ${errors.length} errors in the files. Nothing was written.`,
		);
	}
	return withApp('edition import', async ({ ctx }) => {
		try {
			const report = await importBundle(ctx, system('command-line'), folder, { calls: callsDoor, dryRun, resolve });
			return finish(call, path, report, dryRun);
		} catch (error) {
			if (error instanceof ImportConflict) return finish(call, path, error.report, dryRun);
			throw error;
		}
	});
}

export const editionExport: Command = {
	name: 'edition export',
	summary: 'Writes an edition as files, the same that edition import reads.',
	details: [
		'The folder must be empty, or hold this edition’s files, which are then brought up to date (comments in them are lost). A name that ends in .zip makes one ZIP instead; a file of that name is replaced.',
	],
	arguments: [
		{ name: 'EDITION', help: 'its short name in addresses, such as ipspace-2021' },
		{ name: 'DIR', help: 'folder to write to, or a file.zip' },
	],
	examples: ['edition export ipspace-2021 /tmp/ipspace-2021', 'edition export ipspace-2021 ipspace-2021.zip'],
	async run(call) {
		const [slug = '', dir = ''] = call.arguments;
		const folder = typedPath(dir);
		const { exportBundle, exportZip } = await import('#modules/editions/server/index.ts');
		const { system } = await import('#core/access/index.ts');
		const { callsDoor } = await import('#app/calls-door.ts');
		return withApp('edition export', async ({ ctx }) => {
			if (isZip(folder)) {
				const pieces = await exportZip(ctx, system('command-line'), slug, { calls: callsDoor });
				const bytes = await writeWhole(folder, pieces);
				call.terminal.say(`${slug}: ${shown(folder)} written, ${bytes} bytes.`);
				call.terminal.report({ edition: slug, file: folder, bytes });
				return exit.good;
			}
			const files = await exportBundle(ctx, system('command-line'), slug, folder, { calls: callsDoor });
			call.terminal.say(`${slug}: ${files.length} files written to ${shown(folder)}.`);
			call.terminal.report({ edition: slug, folder, files });
			return exit.good;
		});
	},
};

export const schemaEdition: Command = {
	name: 'schema edition',
	summary: 'Prints the JSON Schema of an edition’s files.',
	details: ['An editor that knows YAML can check a file against a part of it: …#/$defs/tracks.yaml.'],
	examples: ['schema edition > edition.schema.json'],
	async run({ terminal }) {
		const { editionSchemaJson } = await import('#modules/editions/bundle/index.ts');
		terminal.write(`${JSON.stringify(editionSchemaJson(), null, '\t')}\n`);
		return exit.good;
	},
};
