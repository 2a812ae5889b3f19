import { ConfigError } from '#core/config/index.ts';
import { type Command, exit, optionText, UsageError } from '../command.ts';
import { sayLedger } from '../say-ledger.ts';
import { commandConfig } from '../with-app.ts';

export const migrate: Command = {
	name: 'migrate',
	summary: 'Moves the database: to a PostgreSQL server, to another one, or back into the data folder.',
	details: [
		'Stop the server before. All rows of one moment, sequences and waiting jobs are copied into an empty database (PostgreSQL 15 or newer), each table is compared by digest and the ledger’s chain computed anew there; then the command says what to set. The old database stays as it is, and a note in the data folder keeps npm start from going on with it by mistake. Files are not moved: see files copy.',
	],
	options: {
		to: { type: 'string', value: 'DATABASE_URL', help: 'address of an empty database, or: embedded' },
	},
	examples: ['migrate --to postgres://orrery:secret@db.example.org/orrery', 'migrate --to embedded'],
	async run(call) {
		const { terminal } = call;
		const to = optionText(call, 'to');
		if (to === undefined) throw new UsageError('migrate: --to is missing (the address of a database, or embedded).');
		if (to !== 'embedded' && !/^postgres(ql)?:\/\//.test(to)) {
			throw new UsageError('migrate: --to must begin with postgres:// (or be the word embedded).');
		}
		const config = commandConfig();
		const { moveDatabase } = await import('#app/move.ts');
		if (!URL.canParse(to) && to !== 'embedded')
			throw new ConfigError('--to is no address such as postgres://user@host/name');
		const moved = await moveDatabase(config, to, terminal.progress);
		const rows = moved.tables.reduce((sum, table) => sum + table.rows, 0);
		terminal.say(
			`${rows} rows of ${moved.tables.length} tables, ${moved.sequences} sequences and ${moved.jobs} jobs are in ${moved.to}, each table equal by digest.`,
		);
		terminal.say(sayLedger(moved.ledger));
		terminal.say(
			to === 'embedded'
				? 'Now unset DATABASE_URL and start: npm start. The server’s database stays as it is; drop it when you no longer need it.'
				: 'Now set DATABASE_URL to the address you gave, for the server and for every command, and start: npm start. The old database stays as it is. Files stay where they are.',
		);
		terminal.report({ ...moved, rows });
		return moved.ledger.good ? exit.good : exit.failed;
	},
};
