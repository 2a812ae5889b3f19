import type { Command, OptionRule } from './command.ts';
import { everywhere } from './parse.ts';

const program = 'npm run -s orrery --';

/** `clock set MOMENT [--zone ZONE]`. */
export function usageOf(command: Command): string {
	const words = [command.name];
	for (const rule of command.arguments ?? []) {
		const name = rule.rest ? `${rule.name}…` : rule.name;
		words.push(rule.optional ? `[${name}]` : name);
	}
	for (const [name, rule] of Object.entries(command.options ?? {}))
		words.push(`[${flag(name, rule)}]${rule.multiple ? '…' : ''}`);
	return words.join(' ');
}

function flag(name: string, rule: OptionRule): string {
	if (rule.type === 'boolean') return `--${name}`;
	return `--${name} ${rule.oneOf ? rule.oneOf.join('|') : (rule.value ?? 'VALUE')}`;
}

function table(rows: readonly (readonly [string, string])[]): string[] {
	const width = Math.max(0, ...rows.map(([left]) => left.length));
	return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

/** What `orrery COMMAND --help` prints. */
export function helpOf(command: Command): string {
	const lines = [`${program} ${usageOf(command)}`, '', `${command.summary}`];
	for (const paragraph of command.details ?? []) lines.push('', paragraph);
	const rows: [string, string][] = (command.arguments ?? []).map((rule) => [rule.name, rule.help]);
	for (const [name, rule] of Object.entries({ ...command.options, ...everywhere }))
		rows.push([flag(name, rule), rule.help]);
	lines.push('', ...table(rows));
	if (command.examples?.length)
		lines.push('', 'Examples', ...command.examples.map((example) => `  ${program} ${example}`));
	return lines.join('\n');
}

/** What `orrery` prints, or `orrery clock`: the commands, a line each. */
export function overview(commands: readonly Command[]): string {
	return [
		`${program} COMMAND …`,
		'',
		...table(commands.map((command) => [command.name, command.summary])),
		'',
		`${program} COMMAND --help explains one.`,
		'Exit: 0 good, 1 failed, 2 usage, 3 no solution. Settings come from the environment: see the command config.',
	].join('\n');
}

/** The page of the operator's manual about the commands, from the same rules as the help. */
export function commandsDocument(commands: readonly Command[]): string {
	const lines = [
		'# Commands',
		'',
		'Made from the help of the commands (`npm run docs`); a test fails when it is not current.',
		'',
		`Each is called as \`${program} COMMAND …\` from the checkout; files are relative to the folder you call it from.`,
		'Commands work beside a running server, or by themselves when none runs. Exit codes: 0 good, 1 failed, 2 usage,',
		'3 no solution. Reports go to stdout (`--json` for programs), progress and messages to stderr.',
		'',
		'| command | does |',
		'|---|---|',
		...commands.map(
			(command) => `| [\`${command.name}\`](#${command.name.replaceAll(' ', '-')}) | ${command.summary} |`,
		),
	];
	for (const command of commands) {
		lines.push('', `## ${command.name}`, '', '```', usageOf(command), '```', '', command.summary);
		for (const paragraph of command.details ?? []) lines.push('', paragraph);
		const rows: [string, string][] = (command.arguments ?? []).map((rule) => [rule.name, rule.help]);
		for (const [name, rule] of Object.entries(command.options ?? {})) rows.push([flag(name, rule), rule.help]);
		if (rows.length > 0) lines.push('', ...rows.map(([left, right]) => `- \`${left}\`: ${right}`));
		if (command.examples?.length)
			lines.push('', '```', ...command.examples.map((example) => `${program} ${example}`), '```');
	}
	return `${lines.join('\n')}\n`;
}
