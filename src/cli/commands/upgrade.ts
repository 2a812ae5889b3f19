import { type Command, exit } from '../command.ts';
import { commandConfig } from '../with-app.ts';

export const upgrade: Command = {
	name: 'upgrade',
	summary: 'Brings the database of an earlier version to this one, after a backup and a dry run.',
	details: [
		'npm start does the same when it finds a database of an earlier version. A backup is written and restored into a scratch database, which is then migrated; only when that went well is the database itself changed, in one transaction. With --dry-run it ends before that, shows for each migration its statements, seconds, rows, tables written anew and locks, or what fails, and leaves nothing behind; that can be done beside a running earlier version. A database of a newer version is refused.',
	],
	options: { 'dry-run': { type: 'boolean', help: 'only show what would be done' } },
	examples: ['upgrade --dry-run', 'upgrade'],
	async run({ terminal, options }) {
		const config = commandConfig();
		const [{ sayMigration }, { tryUpgrade }] = await Promise.all([
			import('#app/upkeep/upgrade.ts'),
			import('#app/upkeep/try-upgrade.ts'),
		]);
		if (options['dry-run']) {
			const report = await tryUpgrade(config, terminal.progress);
			for (const one of report.migrations) terminal.say(sayMigration(one));
			if (report.migrations.length === 0) terminal.say('The database is of this version: there is nothing to upgrade.');
			else {
				terminal.say(
					`Tried on a copy: ${report.rows} rows of ${report.tables} tables and ${report.files} files, ${report.seconds.toFixed(1)} s with backup and restore.`,
				);
				terminal.say(report.fault === undefined ? 'It would go well.' : `It would fail: ${report.fault}`);
			}
			terminal.report(report);
			return report.fault === undefined ? exit.good : exit.failed;
		}
		const { openApp } = await import('#app/open.ts');
		const say = (line: string) => terminal.note(line);
		const app = await openApp({ config, what: 'orrery upgrade', alone: true, setUp: false, upgrade: true, say });
		try {
			if (!app.upgraded) terminal.say('The database is of this version: there is nothing to upgrade.');
			terminal.report(app.upgraded ?? { migrations: [], fault: undefined });
			return exit.good;
		} finally {
			await app.close();
		}
	},
};
