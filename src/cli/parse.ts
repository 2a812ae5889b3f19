import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { type Command, type OptionRule, UsageError } from './command.ts';

/** Options that every command has. */
export const everywhere: Readonly<Record<string, OptionRule>> = {
	help: { type: 'boolean', help: 'explain this command' },
	json: { type: 'boolean', help: 'report as JSON on stdout' },
};

export type Parsed =
	| { kind: 'overview' }
	/** Help on the commands that begin with a word: `clock`. */
	| { kind: 'group'; commands: readonly Command[] }
	| { kind: 'help'; command: Command }
	| {
			kind: 'run';
			command: Command;
			arguments: string[];
			options: Record<string, string | boolean | string[] | undefined>;
			json: boolean;
	  };

/**
 * Understands what was typed. Pure.
 * @throws UsageError that says what is wrong and what helps
 */
export function parse(typed: readonly string[], commands: readonly Command[]): Parsed {
	const [first, second] = typed;
	if (first === undefined || first === '--help' || first === '-h') return { kind: 'overview' };
	if (first === 'help') return second === undefined ? { kind: 'overview' } : helpOn(typed.slice(1), commands);
	const command = find(typed, commands);
	if (!command) {
		const group = commands.filter(({ name }) => name.startsWith(`${first} `));
		if (group.length > 0 && (second === undefined || second === '--help' || second === '-h'))
			return { kind: 'group', commands: group };
		throw new UsageError(
			group.length > 0
				? `There is no command "${first} ${second}"; there is ${group.map(({ name }) => `"${name}"`).join(', ')}.`
				: `There is no command "${first}". The commands: ${[...new Set(commands.map(({ name }) => name.split(' ')[0]))].join(', ')}.`,
		);
	}
	return parseFor(command, typed.slice(command.name.split(' ').length));
}

function find(words: readonly string[], commands: readonly Command[]): Command | undefined {
	const two = words.slice(0, 2).join(' ');
	return commands.find(({ name }) => name === two) ?? commands.find(({ name }) => name === words[0]);
}

function helpOn(words: readonly string[], commands: readonly Command[]): Parsed {
	const command = find(words, commands);
	if (command) return { kind: 'help', command };
	const group = commands.filter(({ name }) => name.startsWith(`${words[0]} `));
	if (group.length === 0) throw new UsageError(`There is no command "${words.join(' ')}".`);
	return { kind: 'group', commands: group };
}

function parseFor(command: Command, rest: readonly string[]): Parsed {
	const rules = { ...everywhere, ...command.options };
	const config: ParseArgsOptionsConfig = {};
	for (const [name, rule] of Object.entries(rules)) {
		config[name] = {
			type: rule.type,
			...(rule.multiple ? { multiple: true } : {}),
			...(name === 'help' ? { short: 'h' } : {}),
		};
	}
	let found: { values: Record<string, unknown>; positionals: string[] };
	try {
		found = parseArgs({ args: withNegatives(rest), options: config, allowPositionals: true, strict: true });
	} catch (error) {
		// The first sentence says what is wrong; the rest is advice on quoting for programmers.
		throw new UsageError(`${command.name}: ${(error as Error).message.split(/\. |\n/)[0]}.`);
	}
	if (found.values.help) return { kind: 'help', command };
	const positionals = found.positionals;
	checkArguments(command, positionals);
	checkValues(command, found.values, rules);
	const { help: _, json, ...options } = found.values as Record<string, string | boolean | string[] | undefined>;
	return { kind: 'run', command, arguments: positionals, options, json: json === true };
}

/** A negative number after an option is its value (`--default-score -1`), not another option. */
function withNegatives(words: readonly string[]): string[] {
	const joined: string[] = [];
	for (const word of words) {
		const before = joined.at(-1);
		if (/^-\.?\d/.test(word) && before?.startsWith('--') && !before.includes('=') && before !== '--')
			joined[joined.length - 1] = `${before}=${word}`;
		else joined.push(word);
	}
	return joined;
}

function checkArguments(command: Command, given: readonly string[]): void {
	const rules = command.arguments ?? [];
	const missing = rules.slice(given.length).find((rule) => !rule.optional);
	if (missing) throw new UsageError(`${command.name}: ${missing.name} is missing (${missing.help}).`);
	if (given.length > rules.length && !rules.at(-1)?.rest) {
		throw new UsageError(`${command.name}: "${given[rules.length]}" is too much.`);
	}
}

function checkValues(
	command: Command,
	values: Record<string, unknown>,
	rules: Readonly<Record<string, OptionRule>>,
): void {
	for (const [name, rule] of Object.entries(rules)) {
		const value = values[name];
		if (rule.oneOf && typeof value === 'string' && !rule.oneOf.includes(value)) {
			throw new UsageError(`${command.name}: --${name} is one of ${rule.oneOf.join(', ')}, not "${value}".`);
		}
	}
}
