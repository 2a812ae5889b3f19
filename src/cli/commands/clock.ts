import type { App } from '#app/open.ts';
import { formatInstant, parseMoment, turnDial } from '#core/clock/index.ts';
import { transaction } from '#core/context/index.ts';
import { type Call, type Command, CommandFailed, type ExitCode, UsageError, exit, optionText } from '../command.ts';
import { withApp } from '../with-app.ts';

/** The zone in which the present edition's people read a clock. */
const editionZone = 'Asia/Shanghai';

const zone = {
	type: 'string',
	value: 'ZONE',
	help: `IANA name of the zone in which times are read and shown; ${editionZone} unless told otherwise`,
} as const;

function zoneOf(call: Call): string {
	const name = optionText(call, 'zone') ?? editionZone;
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
	} catch {
		throw new UsageError(`"${name}" is no time zone. Zones are called like Asia/Shanghai, Europe/Paris or UTC.`);
	}
	return name;
}

function show(app: App, call: Call, zoneName: string, more: Record<string, unknown> = {}): void {
	const { clock } = app.ctx;
	const edition = clock.edition.now();
	const process = clock.process.now();
	call.terminal.say(`Edition time  ${formatInstant(edition, zoneName, 'en')}`);
	call.terminal.say(`Process time  ${formatInstant(process, zoneName, 'en')}`);
	call.terminal.say(clock.rehearsal ? 'This folder is a rehearsal.' : 'This installation is real: both times are one.');
	call.terminal.report({
		rehearsal: clock.rehearsal,
		editionTime: new Date(edition).toISOString(),
		processTime: new Date(process).toISOString(),
		zone: zoneName,
		...more,
	});
}

/** Turns the dial and stays until what fell due is worked. */
async function turn(call: Call, text: string): Promise<ExitCode> {
	const zoneName = zoneOf(call);
	return withApp('clock', async (app) => {
		const { ctx } = app;
		if (!ctx.clock.rehearsal)
			throw new CommandFailed('This installation is real: its clock is the world’s and is not turned.');
		const present = ctx.clock.edition.now();
		let to: number;
		try {
			to = parseMoment(text, zoneName, present);
		} catch {
			throw new UsageError(`"${text}" is no moment. Write +3d, +12h or +30m, or a time such as 2021-10-15T23:59:00.`);
		}
		if (to < present) {
			const [from, wanted] = [present, to].map((instant) => formatInstant(instant, zoneName, 'en'));
			throw new CommandFailed(
				`The dial goes forward only: it is ${from}, and ${wanted} is past. A new rehearsal needs an empty folder.`,
			);
		}
		await transaction(ctx, (tx) => turnDial(ctx.database, tx.db, to));
		const { settle } = await import('../settle.ts');
		const settled = await settle(app, to, (done, of) => call.terminal.progress('work that fell due:', done, of));
		call.terminal.say(
			`The dial stands at ${formatInstant(to, zoneName, 'en')}; ${settled.done} things that fell due were done.`,
		);
		for (const item of settled.failed) {
			call.terminal.note(
				`Not done: ${item.kind} of ${item.subject}, due ${formatInstant(item.at, zoneName, 'en')}: ${item.error}`,
			);
		}
		call.terminal.report({
			editionTime: new Date(to).toISOString(),
			zone: zoneName,
			done: settled.done,
			failed: settled.failed.map((item) => ({ ...item, at: new Date(item.at).toISOString() })),
		});
		return settled.failed.length === 0 ? exit.good : exit.failed;
	});
}

export const clockShow: Command = {
	name: 'clock show',
	summary: 'Shows edition time and process time.',
	options: { zone },
	async run(call) {
		const zoneName = zoneOf(call);
		return withApp('clock show', async (app) => {
			show(app, call, zoneName);
			return exit.good;
		});
	},
};

const waits =
	'Stays until everything that fell due on the way has been worked, in order of time, by the running server or, when none runs, by itself. What could not be done is named, and the exit code is 1.';

export const clockAdvance: Command = {
	name: 'clock advance',
	summary: 'Turns the dial of a rehearsal forward by a span.',
	details: [waits],
	arguments: [{ name: 'SPAN', help: 'how far: +3d, +12h, +30m, +10s' }],
	options: { zone },
	examples: ['clock advance +3d'],
	async run(call) {
		const span = call.arguments[0] ?? '';
		const text = span.startsWith('+') ? span : `+${span}`;
		if (!/^\+\d+[dhms]$/.test(text)) throw new UsageError(`"${span}" is no span. Write +3d, +12h, +30m or +10s.`);
		return turn(call, text);
	},
};

export const clockSet: Command = {
	name: 'clock set',
	summary: 'Turns the dial of a rehearsal forward to a moment.',
	details: [waits],
	arguments: [{ name: 'MOMENT', help: 'local time such as 2021-10-15T23:59:00, or with an offset (…+08:00, …Z)' }],
	options: { zone },
	examples: ['clock set 2021-10-15T23:59:00', 'clock set 2021-10-15T17:59:00 --zone Europe/Paris'],
	async run(call) {
		return turn(call, call.arguments[0] ?? '');
	},
};
