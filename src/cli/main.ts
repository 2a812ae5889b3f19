import { BackupError } from '#core/backup/index.ts';
import { ConfigError } from '#core/config/index.ts';
import { ClusterError, DatabaseNewer, FolderTaken } from '#core/database/index.ts';
import { StoreAway, StoreRefuses } from '#core/files/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { type Command, CommandFailed, type ExitCode, UsageError, exit } from './command.ts';
import { helpOf, overview } from './help.ts';
import { parse } from './parse.ts';
import { type TerminalOptions, createTerminal } from './terminal.ts';

/** Errors whose message is for people: no stack. By their names, since some live in parts that are loaded late. */
const plain = [
	CommandFailed,
	BackupError,
	ConfigError,
	FolderTaken,
	ClusterError,
	DatabaseNewer,
	StoreAway,
	StoreRefuses,
];
const plainNames = ['FolderContradiction', 'FolderMoved', 'RestoreUnfinished', 'UpgradeNeeded', 'UpgradeRefused'];

/** Understands what was typed, does it, and answers the exit code. Never throws. */
export async function main(
	typed: readonly string[],
	commands: readonly Command[],
	io: Omit<TerminalOptions, 'json'>,
): Promise<ExitCode> {
	const terminal = createTerminal({ ...io, json: typed.includes('--json') });
	try {
		const parsed = parse(typed, commands);
		if (parsed.kind === 'overview') io.out(`${overview(commands)}\n`);
		else if (parsed.kind === 'group') io.out(`${overview(parsed.commands)}\n`);
		else if (parsed.kind === 'help') io.out(`${helpOf(parsed.command)}\n`);
		else return await parsed.command.run({ arguments: parsed.arguments, options: parsed.options, terminal });
		return exit.good;
	} catch (error) {
		terminal.end();
		if (error instanceof UsageError) {
			io.err(`${error.message}\nnpm run -s orrery -- --help lists the commands.\n`);
			return exit.usage;
		}
		io.err(`${messageOf(error)}\n`);
		return exit.failed;
	} finally {
		terminal.end();
	}
}

function messageOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	if (plain.some((kind) => error instanceof kind) || plainNames.includes(error.name)) return error.message;
	if (error instanceof Refusal) {
		const problems = error.problems.map(({ path, code }) => `${path}: ${code}`);
		return [`Refused: ${error.code}`, ...problems].join('\n  ');
	}
	const { code, path } = error as NodeJS.ErrnoException;
	if (code === 'ENOENT' && path) return `There is no ${path}.`;
	if ((code === 'EACCES' || code === 'ENOSPC' || code === 'EISDIR') && path) return error.message;
	return error.stack ?? error.message;
}
