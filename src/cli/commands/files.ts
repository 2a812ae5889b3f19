import { type Command, CommandFailed, exit, optionText, UsageError } from '../command.ts';
import { commandConfig } from '../with-app.ts';

export const filesCopy: Command = {
	name: 'files copy',
	summary: 'Copies every stored file to another store and reads it back there: to move an installation to S3, or back.',
	details: [
		'From where the settings say (S3_URL, else the data folder). It may run beside a server; run again it brings only what is new. Way to S3: files copy --to s3://…, stop the server, files copy once more, set S3_URL, start. Way back: files copy --to local, and unset S3_URL.',
	],
	options: {
		to: { type: 'string', value: 'S3_URL', help: 's3://KEY:SECRET@host/bucket/prefix, or: local (the data folder)' },
	},
	examples: ['files copy --to s3://KEY:SECRET@s3.example.org/orrery', 'files copy --to local'],
	async run(call) {
		const { terminal } = call;
		const to = optionText(call, 'to');
		if (to === undefined) throw new UsageError('files copy: --to is missing (an address of S3, or local).');
		const { copyFiles, fileStoreName, openFileStore, parseS3Url } = await import('#core/files/index.ts');
		const config = commandConfig();
		if (to !== 'local') {
			try {
				parseS3Url(to);
			} catch (error) {
				throw new UsageError(`files copy: --to ${(error as Error).message}.`);
			}
		}
		const target = { dataDir: config.dataDir, s3Url: to === 'local' ? undefined : to };
		const [from, there] = [fileStoreName(config), fileStoreName(target)];
		if (from === there) throw new CommandFailed(`The files lie in ${from} already.`);
		const report = await copyFiles(openFileStore(config), openFileStore(target), (done, of) =>
			terminal.progress('files', done, of),
		);
		terminal.say(
			`${report.files} files (${(report.bytes / 1_000_000).toFixed(1)} MB) of ${from} are in ${there}; ${report.copied} are new there.`,
		);
		for (const { digest, where } of report.damaged) {
			terminal.say(`Damaged: ${digest} in ${where === 'from' ? from : there}.`);
		}
		if (report.damaged.length === 0) {
			terminal.say(
				to === 'local'
					? 'Each was read back and is equal by digest. Now unset S3_URL and start again.'
					: 'Each was read back and is equal by digest. Now set S3_URL to the address you gave and start again.',
			);
		}
		terminal.report({ from, to: there, ...report });
		return report.damaged.length === 0 ? exit.good : exit.failed;
	},
};
