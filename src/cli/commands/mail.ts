import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { typedPath } from '#core/config/index.ts';
import type { BounceOutcome } from '#core/mail/index.ts';
import { type Command, CommandFailed, exit } from '../command.ts';
import { withApp } from '../with-app.ts';

/** The messages behind what was typed: a file, a maildir or another folder of messages, `-` for standard input. */
async function messagesAt(typed: string): Promise<{ name: string; read: () => Promise<string> }[]> {
	const text = (path: string) => () => readFile(path, 'utf8');
	if (typed === '-') return [{ name: '-', read: text('/dev/stdin') }];
	const path = typedPath(typed);
	const found = await stat(path).catch(() => undefined);
	if (!found) throw new CommandFailed(`There is no ${typed}.`);
	if (!found.isDirectory()) return [{ name: typed, read: text(path) }];
	const names = await readdir(path);
	const folders = names.includes('cur') && names.includes('new') ? ['new', 'cur'] : ['.'];
	const messages = [];
	for (const folder of folders) {
		for (const entry of await readdir(join(path, folder), { withFileTypes: true })) {
			if (entry.isFile()) messages.push({ name: entry.name, read: text(join(path, folder, entry.name)) });
		}
	}
	return messages;
}

export const mailBounces: Command = {
	name: 'mail bounces',
	summary: 'Notes mail that came back: the letter is listed as failed, its address is marked.',
	details: [
		'Reads delivery reports (RFC 3464) from a maildir, a folder, files, or standard input (-), as a mail server’s pipe gives them. The messages stay where they are; what was noted before is not noted again.',
		'Only a report about a mail that this installation sent counts (it is known by its Message-ID). Anything else is counted and left alone.',
	],
	arguments: [{ name: 'FROM', help: 'a maildir, a folder, a file, or - for standard input', rest: true }],
	examples: ['mail bounces /var/mail/orrery/Maildir', 'mail bounces - < returned.eml'],
	async run({ arguments: typed, terminal }) {
		const messages = (await Promise.all(typed.map(messagesAt))).flat();
		return withApp('mail bounces', async ({ ctx }) => {
			const { noteBounce } = await import('#core/mail/index.ts');
			const counts: Record<BounceOutcome, number> = { bounced: 0, delayed: 0, known: 0, foreign: 0, 'no-report': 0 };
			for (const [place, message] of messages.entries()) {
				for (const outcome of await noteBounce(ctx, await message.read())) counts[outcome] += 1;
				terminal.progress('Reading', place + 1, messages.length);
			}
			terminal.say(`${messages.length} messages read.`);
			terminal.say(`came back: ${counts.bounced} · delayed: ${counts.delayed} · noted before: ${counts.known}`);
			terminal.say(`not about mail of ours: ${counts.foreign} · no delivery reports: ${counts['no-report']}`);
			terminal.report({ messages: messages.length, ...counts });
			return exit.good;
		});
	},
};
