/** Exit codes: 0 good · 1 failed · 2 usage · 3 no solution. */
export const exit = { good: 0, failed: 1, usage: 2, noSolution: 3 } as const;
export type ExitCode = (typeof exit)[keyof typeof exit];

export interface OptionRule {
	type: 'string' | 'boolean';
	/** Name of the value in the help: `ZONE`. */
	value?: string;
	help: string;
	/** May be given several times. */
	multiple?: boolean;
	/** The only values it takes. */
	oneOf?: readonly string[];
}

export interface ArgumentRule {
	/** Its name in the help: `FILE`. */
	name: string;
	help: string;
	optional?: boolean;
	/** Takes all the rest. */
	rest?: boolean;
}

/** What was typed, checked against the rules. */
export interface Call {
	arguments: readonly string[];
	options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
	terminal: Terminal;
}

/** One command: its rules (from which help, documentation and parsing come) and what it does. */
export interface Command {
	/** One or two words: `verify`, `clock set`. */
	name: string;
	summary: string;
	/** Paragraphs of the help. */
	details?: readonly string[];
	arguments?: readonly ArgumentRule[];
	options?: Readonly<Record<string, OptionRule>>;
	/** Lines of a shell, after `npm run -s orrery -- `. */
	examples?: readonly string[];
	run(call: Call): Promise<ExitCode>;
}

/** Where a command writes: reports to stdout, everything else to stderr. */
export interface Terminal {
	/** Was `--json` given? */
	json: boolean;
	/** A line of the report, for people; nothing with `--json`. */
	say(line?: string): void;
	/** The report as data, with `--json` only. */
	report(data: unknown): void;
	/** A line for people beside the report. */
	note(line: string): void;
	/** How far a long work is: one line that is written over on a terminal, a line every few seconds elsewhere. */
	progress(step: string, done: number, of: number): void;
	/** Bytes of the report, as they are. */
	write(text: string): void;
}

/** Something was typed wrong; exit 2. */
export class UsageError extends Error {
	override name = 'UsageError';
}

/** The command could not do what it was asked, for a reason that is for people: no stack; exit 1. */
export class CommandFailed extends Error {
	override name = 'CommandFailed';
}

/** The one value of an option, when given. */
export function optionText(call: Call, name: string): string | undefined {
	const value = call.options[name];
	return typeof value === 'string' ? value : undefined;
}
