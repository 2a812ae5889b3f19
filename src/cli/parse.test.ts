import { describe, expect, test } from 'vitest';
import { type Command, UsageError, exit } from './command.ts';
import { commands } from './commands/index.ts';
import { readObject } from './commands/user.ts';
import { typedHead } from './heads.ts';
import { helpOf, overview } from './help.ts';
import { parse } from './parse.ts';
import { createTerminal } from './terminal.ts';

const usage = (...typed: string[]) => {
	try {
		parse(typed, commands);
	} catch (error) {
		expect(error).toBeInstanceOf(UsageError);
		return (error as Error).message;
	}
	throw new Error(`understood: ${typed.join(' ')}`);
};

describe('what was typed', () => {
	test('is a command of two words, with arguments and options in any order', () => {
		expect(parse(['clock', 'set', '--zone', 'Europe/Paris', '2021-10-15T23:59:00', '--json'], commands)).toMatchObject({
			kind: 'run',
			command: { name: 'clock set' },
			arguments: ['2021-10-15T23:59:00'],
			options: { zone: 'Europe/Paris' },
			json: true,
		});
		expect(parse(['clock', 'advance', '+3d'], commands)).toMatchObject({ arguments: ['+3d'], json: false });
		expect(parse(['edition', 'import', 'dir', '--take', 'ours', 'a:b', 'c'], commands)).toMatchObject({
			arguments: ['dir', 'a:b', 'c'],
			options: { take: 'ours' },
		});
	});

	test('asks for help at every level', () => {
		expect(parse([], commands).kind).toBe('overview');
		expect(parse(['--help'], commands).kind).toBe('overview');
		expect(parse(['clock'], commands)).toMatchObject({ kind: 'group', commands: { length: 3 } });
		for (const command of commands) {
			const words = command.name.split(' ');
			expect(parse([...words, '--help'], commands), command.name).toEqual({ kind: 'help', command });
			expect(parse(['help', ...words], commands), command.name).toEqual({ kind: 'help', command });
			expect(parse([...words, '-h'], commands).kind).toBe('help');
		}
	});

	test('is refused with what is wrong', () => {
		expect(usage('clok')).toContain('There is no command "clok"');
		expect(usage('clock', 'stop')).toContain('"clock advance"');
		expect(usage('backup')).toContain('FILE is missing');
		expect(usage('backup', 'a', 'b')).toContain('"b" is too much');
		expect(usage('verify', '--heads', 'x')).toContain('--heads');
		expect(usage('start', '--role', 'king')).toContain('one of all, web, worker');
		expect(usage('edition', 'import', 'dir', '--take', 'theirs')).toContain('file, ours');
	});
});

describe('help', () => {
	test('names every argument and option of every command', () => {
		for (const command of commands) {
			const text = helpOf(command);
			expect(text).toContain(command.summary);
			for (const rule of command.arguments ?? []) expect(text).toContain(rule.help);
			for (const name of Object.keys(command.options ?? {})) expect(text).toContain(`--${name}`);
			expect(overview(commands)).toContain(`  ${command.name}`);
		}
	});

	test('gives examples that are understood', () => {
		for (const command of commands) {
			for (const example of command.examples ?? []) {
				const words = (example.split(' > ')[0] ?? '').split(' ').map((word) => word.replace(/^'|'$/g, ''));
				expect(parse(words, commands), example).toMatchObject({ kind: 'run', command: { name: command.name } });
			}
		}
	});
});

test('objects of a relation', () => {
	expect(readObject('installation')).toEqual({ type: 'installation' });
	expect(readObject('edition:ipspace-2021')).toEqual({ type: 'edition', edition: 'ipspace-2021' });
	expect(readObject('track:ipspace-2021/T3')).toEqual({ type: 'track', edition: 'ipspace-2021', name: 'T3' });
	for (const wrong of ['', 'edition', 'edition:', 'track:ipspace-2021', 'room:a/b', 'call:a/b/c']) {
		expect(() => readObject(wrong), wrong).toThrow(UsageError);
	}
});

test('a head is 64 hexadecimal characters', () => {
	expect(typedHead(undefined)).toBeUndefined();
	expect(typedHead('AB'.repeat(32))).toBe('ab'.repeat(32));
	expect(() => typedHead('abc')).toThrow(UsageError);
});

test('a report goes to stdout, all else to stderr', () => {
	for (const json of [false, true]) {
		const written = { out: '', err: '' };
		let now = 0;
		const terminal = createTerminal({
			json,
			out: (text) => {
				written.out += text;
			},
			err: (text) => {
				written.err += text;
			},
			live: false,
			elapsed: () => now,
		});
		terminal.say('for people');
		terminal.report({ for: 'programs' });
		terminal.note('beside');
		for (let done = 0; done < 10_000; done += 1, now += 1) terminal.progress('files', done, 10_000);
		expect(written.out).toBe(json ? '{\n\t"for": "programs"\n}\n' : 'for people\n');
		expect(written.err).toBe('beside\nfiles 0 of 10000\nfiles 5000 of 10000\n');
	}
});

test('a command that is given its words', async () => {
	const seen: unknown[] = [];
	const echo: Command = {
		name: 'echo',
		summary: 'says it',
		arguments: [{ name: 'WORD', help: 'a word', rest: true }],
		run: async (call) => {
			seen.push(call.arguments);
			return exit.noSolution;
		},
	};
	const { main } = await import('./main.ts');
	const io = { out: () => undefined, err: () => undefined, live: false, elapsed: () => 0 };
	expect(await main(['echo', 'a', 'b'], [echo], io)).toBe(3);
	expect(seen).toEqual([['a', 'b']]);
	expect(await main(['echo'], [echo], io)).toBe(2);
	const failing = { ...echo, run: () => Promise.reject(new Error('broken')) };
	expect(await main(['echo', 'a'], [failing], io)).toBe(1);
});
