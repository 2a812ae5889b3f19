import { formatInstant } from '#core/clock/index.ts';
import { type Command, exit } from '../command.ts';
import { commandConfig } from '../with-app.ts';

export const init: Command = {
	name: 'init',
	summary: 'Makes an empty data folder what ORRERY_CLOCK says: a rehearsal, or a real installation.',
	details: [
		'npm start does the same when it finds an empty folder. What a folder is stays fixed; a folder that is something already is left as it is.',
	],
	examples: ['init'],
	async run({ terminal }) {
		const [{ openApp }, { setUpFolder }] = await Promise.all([import('#app/open.ts'), import('#app/set-up.ts')]);
		const app = await openApp({ config: commandConfig(), what: 'orrery init', alone: true, setUp: true });
		try {
			await setUpFolder(app.ctx);
			const { clock, config } = app.ctx;
			const kind = clock.rehearsal ? 'rehearsal' : 'real';
			const database = config.databaseUrl ? 'the database of DATABASE_URL' : 'its own database';
			const editionTime = clock.edition.now();
			terminal.say(
				app.fresh
					? `${config.dataDir} was empty and is now ${clock.rehearsal ? 'a rehearsal' : 'a real installation'}, with ${database}.`
					: `${config.dataDir} is ${clock.rehearsal ? 'a rehearsal' : 'a real installation'} already; nothing was changed.`,
			);
			if (clock.rehearsal) terminal.say(`Edition time: ${formatInstant(editionTime, 'Asia/Shanghai', 'en')}.`);
			terminal.say('npm start serves it.');
			terminal.report({
				dataDir: config.dataDir,
				kind,
				made: app.fresh,
				editionTime: new Date(editionTime).toISOString(),
			});
			return exit.good;
		} finally {
			await app.close();
		}
	},
};
