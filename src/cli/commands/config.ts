import { describeConfig, loadConfig } from '#core/config/index.ts';
import { type Command, exit } from '../command.ts';

export const config: Command = {
	name: 'config',
	summary: 'Prints every setting, its value and where it comes from; secrets are masked.',
	details: ['Settings are environment variables, nothing else. A wrong one is named, and the exit code is 1.'],
	async run({ terminal }) {
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
