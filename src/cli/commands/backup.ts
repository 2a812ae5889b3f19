import { formatInstant } from '#core/clock/index.ts';
import { typedPath } from '#core/config/index.ts';
import { type Command, exit } from '../command.ts';
import { commandConfig, withApp } from '../with-app.ts';

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;

export const backup: Command = {
	name: 'backup',
	summary: 'Writes everything (database and files) into one file, while the server runs.',
	details: [
		'All tables as they are at one moment, jobs that wait, and every stored file, each with its digest; a plain tar. It holds personal data: only you can read it, keep it so. A file of that name is not replaced.',
	],
	arguments: [{ name: 'FILE', help: 'the backup to write' }],
	examples: ['backup /backups/orrery-2021-10-15.tar'],
	async run({ terminal, arguments: [name = ''] }) {
		const [{ writeBackup }, { fileReferences }] = await Promise.all([
			import('#core/backup/index.ts'),
			import('#app/file-references.ts'),
		]);
		const path = typedPath(name);
		return withApp('backup', async ({ ctx }) => {
			const manifest = await writeBackup(ctx, path, { references: fileReferences, onProgress: terminal.progress });
			const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
			const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
			terminal.say(
				`${path}: ${rows} rows of ${manifest.tables.length} tables, ${manifest.files.length} files (${megabytes(bytes)}), ${manifest.jobs.count} jobs.`,
			);
			for (const file of manifest.missingFiles) {
				terminal.note(`Missing from the store, so not in the backup: ${file.what} ${file.digest}`);
			}
			const { tables, files, ...facts } = manifest;
			terminal.report({
				file: path,
				rows,
				tables: tables.length,
				files: files.length,
				bytes,
				...facts,
				jobs: facts.jobs.count,
			});
			return manifest.missingFiles.length === 0 ? exit.good : exit.failed;
		});
	},
};

export const restore: Command = {
	name: 'restore',
	summary: 'Makes an empty data folder what a backup holds.',
	details: [
		'The backup is read through and every digest in it checked before anything is written; what was loaded is read back and compared. A folder or database that holds something already is refused, and so is a backup of a newer version. A rehearsal stays a rehearsal, a real installation real.',
	],
	arguments: [{ name: 'FILE', help: 'the backup to read' }],
	examples: ['restore /backups/orrery-2021-10-15.tar'],
	async run({ terminal, arguments: [name = ''] }) {
		const [{ restoreFolder }, config] = [await import('#app/restore.ts'), commandConfig()];
		const manifest = await restoreFolder(config, typedPath(name), terminal.progress);
		const verdict = await withApp('restore', async ({ ctx }) => {
			const { verifyLedger } = await import('#core/ledger/index.ts');
			const ledger = await verifyLedger(ctx);
			terminal.say(
				`${config.dataDir} holds what was written ${manifest.writtenAt}: ${manifest.tables.length} tables, ${manifest.files.length} files, equal by digest.`,
			);
			const kind = ctx.clock.rehearsal ? 'a rehearsal' : 'a real installation';
			terminal.say(`It is ${kind}; edition time is ${formatInstant(ctx.clock.edition.now(), 'Asia/Shanghai', 'en')}.`);
			return ledger;
		});
		terminal.say(
			verdict.good
				? `The ledger verifies: ${verdict.events} events, head ${verdict.head}.`
				: `The ledger was broken when the backup was written: ${verdict.problem} at ${verdict.seq}.`,
		);
		for (const file of manifest.missingFiles) terminal.note(`The backup never had: ${file.what} ${file.digest}`);
		terminal.report({
			dataDir: config.dataDir,
			writtenAt: manifest.writtenAt,
			ledger: verdict,
			missingFiles: manifest.missingFiles,
		});
		return verdict.good && manifest.missingFiles.length === 0 ? exit.good : exit.failed;
	},
};
