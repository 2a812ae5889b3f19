import { describeConfig, loadConfig } from '#core/config/index.ts';
import type { FindingLevel } from '#modules/installation/findings.ts';
import { type Call, type Command, type ExitCode, exit } from '../command.ts';
import { withApp } from '../with-app.ts';

export const config: Command = {
	name: 'config',
	summary: 'Prints every setting, its value and where it comes from; secrets are masked.',
	details: [
		'A setting is an environment variable, or what was answered at the set-up (settings.json in the data folder, with the same names); the environment wins. A wrong one is named, and the exit code is 1.',
		'With --check it tries what they say: the public address with its certificate, the mail server (nothing is sent), the records of the sender’s domain, the language model (one or two small calls), room on the disk, the clock. Each finding says what to do; the exit code is 1 when one must be mended.',
	],
	options: { check: { type: 'boolean', help: 'try what the settings say' } },
	examples: ['config', 'config --check'],
	async run(call) {
		if (call.options.check === true) return check(call);
		const { terminal } = call;
		const settings = describeConfig(loadConfig());
		const [left, middle] = [
			Math.max(...settings.map(({ env }) => env.length)),
			Math.max(...settings.map(({ value }) => value.length)),
		];
		for (const { env, value, origin, help } of settings) {
			terminal.say(`${env.padEnd(left)}  ${value.padEnd(middle)}  ${origin.padEnd(11)}  ${help}`);
		}
		terminal.report(settings);
		return exit.good;
	},
};

const marks: Record<FindingLevel, string> = { good: 'ok', note: '-', warning: '!', bad: '!!', unknown: '?' };

async function check({ terminal }: Call): Promise<ExitCode> {
	const [{ checkInstallation }, { findingMessages }, { installationMark }] = await Promise.all([
		import('#modules/installation/server/index.ts'),
		import('#modules/installation/ui/findings-messages.ts'),
		import('#app/mark.ts'),
	]);
	return withApp('config --check', async ({ ctx, owner }) => {
		const mark = owner ? undefined : await installationMark(ctx.database);
		const found = await checkInstallation(ctx, mark);
		const said = found.map((one) => ({ ...one, sentence: findingMessages.en[one.code](one.params) }));
		for (const { level, sentence } of said) terminal.say(`${marks[level].padStart(2)}  ${sentence}`);
		const bad = said.filter(({ level }) => level === 'bad').length;
		terminal.say(bad === 0 ? 'Nothing has to be mended.' : `To be mended: ${bad}.`);
		terminal.report(said);
		return bad === 0 ? exit.good : exit.failed;
	});
}
