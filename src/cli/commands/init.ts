import { isatty } from 'node:tty';
import { formatInstant } from '#core/clock/index.ts';
import { describeConfig } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import { type Call, type Command, CommandFailed, exit } from '../command.ts';
import { type InitAnswers, initOptions, settingsOf, typedAnswers } from '../init-answers.ts';
import { askQuestions } from '../questions.ts';
import { commandConfig } from '../with-app.ts';

export const init: Command = {
	name: 'init',
	summary: 'Makes an empty data folder what ORRERY_CLOCK says, and sets a real installation up.',
	details: [
		'npm start does the same when it finds an empty folder, and its first page asks the same. What a folder is (a rehearsal, or real) stays fixed; the settings of a real one can be changed with this command again, also beside a running server, which follows at once.',
		'On a terminal, without options, it asks. The answers are stored in settings.json in the data folder, readable by its owner alone; an environment variable of the same name wins. In a file of answers the names are name, nameZh, zone, languages, address, smtp, sender, testTo, organiser, organiserName.',
	],
	options: {
		...initOptions,
		answers: { type: 'string', value: 'FILE', help: 'answers as a JSON object; - reads standard input' },
	},
	examples: [
		'init',
		'init --name Society --name-zh 学会 --zone Europe/Paris --address https://symposium.example',
		'init --answers answers.json',
	],
	async run(call) {
		const { terminal } = call;
		const [{ openApp }, { setUpFolder }] = await Promise.all([import('#app/open.ts'), import('#app/set-up.ts')]);
		const typed = await typedAnswers(call);
		const config = commandConfig();
		// Wrong answers are refused before a folder is made.
		settingsOf(typed, config);
		const app = await openApp({ config, what: 'orrery init', alone: false, setUp: true });
		try {
			const { ctx } = app;
			if (app.owner) await setUpFolder(ctx);
			const { clock } = ctx;
			const kind = clock.rehearsal ? 'rehearsal' : 'real';
			const what = clock.rehearsal ? 'a rehearsal' : 'a real installation';
			const database = config.databaseUrl ? 'the database of DATABASE_URL' : 'its own database';
			terminal.say(
				app.fresh
					? `${config.dataDir} was empty and is now ${what}, with ${database}.`
					: `${config.dataDir} is ${what} already.`,
			);
			const editionTime = clock.edition.now();
			if (clock.rehearsal) terminal.say(`Edition time: ${formatInstant(editionTime, 'Asia/Shanghai', 'en')}.`);
			if (clock.rehearsal && Object.keys(typed).length > 0)
				throw new CommandFailed('A rehearsal needs no answers; nothing was stored.');
			const asks = Object.keys(typed).length === 0 && !terminal.json && isatty(0);
			const answers = asks && !clock.rehearsal ? await askQuestions() : typed;
			const stored = await answer(call, ctx, answers);
			const organiser = answers.organiser ? await firstOrganiser(call, ctx, answers) : null;
			if (app.owner) {
				const { sealLedger } = await import('#core/ledger/index.ts');
				await sealLedger(ctx);
				terminal.say('npm start serves it.');
			}
			terminal.report({
				dataDir: config.dataDir,
				kind,
				made: app.fresh,
				editionTime: new Date(editionTime).toISOString(),
				settings: stored,
				organiser,
			});
			return exit.good;
		} finally {
			await app.close();
		}
	},
};

/** Tries the mail server when asked to, then stores the settings. @returns the names of those that changed */
async function answer({ terminal }: Call, ctx: Context, answers: InitAnswers): Promise<string[]> {
	const changes = settingsOf(answers, ctx.config);
	const [{ answerSettings, checkMailServer }, { findingMessages }, { system }] = await Promise.all([
		import('#modules/installation/server/index.ts'),
		import('#modules/installation/ui/findings-messages.ts'),
		import('#core/access/index.ts'),
	]);
	if (answers.testTo !== undefined) {
		const smtpUrl = changes.SMTP_URL ?? ctx.config.smtpUrl;
		if (!smtpUrl) throw new CommandFailed('A test message needs a mail server (--smtp). Nothing was stored.');
		const server = { smtpUrl, mailFrom: changes.MAIL_FROM ?? ctx.config.mailFrom };
		const site = changes.INSTALLATION_NAME ?? ctx.config.nameEn;
		const found = await checkMailServer(ctx, server, { to: answers.testTo, locale: 'en', site });
		const sentence = findingMessages.en[found.code](found.params);
		if (found.level !== 'good') throw new CommandFailed(`${sentence}\nNothing was stored.`);
		terminal.say(sentence);
	}
	if (Object.keys(changes).length === 0) return [];
	const stored = await answerSettings(ctx, system('command-line'), changes);
	terminal.say(stored.length > 0 ? `Stored: ${stored.join(', ')}.` : 'Every answer was stored already.');
	for (const { env, origin } of describeConfig(ctx.config)) {
		if (origin === 'environment' && env in changes)
			terminal.note(`${env} is set in the environment, which wins over what was stored.`);
	}
	return stored;
}

/** Makes a person the operator of an installation that nobody runs yet. @returns the person's id */
async function firstOrganiser({ terminal }: Call, ctx: Context, answers: InitAnswers): Promise<string> {
	const [{ hasOperator }, { grantRelation, system }, { transaction }, { findOrCreatePersonByAddress }, { namesFrom }] =
		await Promise.all([
			import('#core/identity/index.ts'),
			import('#core/access/index.ts'),
			import('#core/context/index.ts'),
			import('#modules/people/server/index.ts'),
			import('#modules/people/name.ts'),
		]);
	if (await hasOperator(ctx)) {
		throw new CommandFailed('Somebody runs this installation already: name others with the command user grant.');
	}
	const [locale] = ctx.config.languages;
	const actor = system('command-line');
	const address = answers.organiser ?? '';
	const personId = await transaction(ctx, async (tx) => {
		const person = await findOrCreatePersonByAddress(tx, actor, address, {
			...(answers.organiserName ? { names: namesFrom(answers.organiserName) } : {}),
			...(locale ? { preferredLanguage: locale } : {}),
		});
		await grantRelation(tx, actor, person.personId, 'operator', { type: 'installation', id: 'installation' });
		return person.personId;
	});
	terminal.say(`${address} runs it now, and signs in with that address.`);
	return personId;
}
