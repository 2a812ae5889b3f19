import { readFile } from 'node:fs/promises';
import { type Config, type SettingChanges, settings, typedPath } from '#core/config/index.ts';
import { checkPlace } from '#modules/installation/answers.ts';
import { setUpMessages } from '#modules/installation/ui/messages.ts';
import { type Call, CommandFailed, type OptionRule, UsageError, optionText } from './command.ts';

/** What `orrery init` can be told, as options, in a file, or on a terminal. */
export const initOptions = {
	name: { type: 'string', value: 'NAME', help: 'name of the installation in English' },
	'name-zh': { type: 'string', value: 'NAME', help: 'the same in Chinese' },
	zone: { type: 'string', value: 'ZONE', help: 'time zone of the organisers (IANA name)' },
	languages: { type: 'string', value: 'LIST', help: 'languages of new editions, the leading one first: en,zh' },
	address: { type: 'string', value: 'URL', help: 'public address, such as https://symposium.example' },
	smtp: {
		type: 'string',
		value: 'URL',
		help: 'mail server, smtp://user:password@host:587?requireTLS=true; none takes it out',
	},
	sender: {
		type: 'string',
		value: 'SENDER',
		help: 'sender of all mail, such as Symposium <letters@symposium.example>',
	},
	'test-to': { type: 'string', value: 'EMAIL', help: 'send a test message first; when it fails nothing is stored' },
	organiser: { type: 'string', value: 'EMAIL', help: 'the first organiser, who signs in with this address' },
	'organiser-name': { type: 'string', value: 'NAME', help: 'the name of the first organiser' },
} as const satisfies Record<string, OptionRule>;

const names = [
	'name',
	'nameZh',
	'zone',
	'languages',
	'address',
	'smtp',
	'sender',
	'testTo',
	'organiser',
	'organiserName',
] as const;
export type InitAnswers = Partial<Record<(typeof names)[number], string>>;

const optionOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * What was typed as options, over what a file of answers says (JSON; `-` is standard input).
 * @throws UsageError for a file that holds something else
 */
export async function typedAnswers(call: Call): Promise<InitAnswers> {
	const file = optionText(call, 'answers');
	const answers: InitAnswers = file === undefined ? {} : await answersOf(file);
	for (const name of names) {
		const typed = optionText(call, optionOf(name));
		if (typed !== undefined) answers[name] = typed;
	}
	return answers;
}

async function answersOf(file: string): Promise<InitAnswers> {
	const text = await readFile(file === '-' ? '/dev/stdin' : typedPath(file), 'utf8');
	let found: unknown;
	try {
		found = JSON.parse(text);
	} catch (error) {
		throw new UsageError(`init: the answers are not JSON: ${(error as Error).message}`);
	}
	const answers: InitAnswers = {};
	for (const [key, value] of Object.entries(found ?? {})) {
		const name = names.find((one) => one === key);
		if (!name || typeof value !== 'string') {
			throw new UsageError(`init: the answers hold ${key}; they are texts by the names ${names.join(', ')}.`);
		}
		answers[name] = value;
	}
	return answers;
}

/**
 * The settings that come of the answers: only of what was answered.
 * @throws CommandFailed with a sentence for each answer that is wrong
 */
export function settingsOf(answers: InitAnswers, config: Config): SettingChanges {
	const { name, nameZh, zone, languages, address, smtp, sender } = answers;
	const place = {
		nameEn: name ?? config.nameEn,
		nameZh: nameZh ?? config.nameZh ?? config.nameEn,
		zone: zone ?? config.zone,
		languages: (languages ?? config.languages.join(',')).split(/[\s,]+/),
		address: address ?? config.baseUrl ?? 'http://localhost',
	};
	const { changes, problems } = checkPlace(place);
	const sentences = setUpMessages.en.problems as Record<string, (params: Record<string, string | number>) => string>;
	const wrong = problems.map(({ path, code, params = {} }) => `${path}: ${sentences[code]?.(params) ?? code}`);
	const wanted: Record<string, string | null> = {};
	const take = (given: unknown, env: string) => {
		if (given !== undefined) wanted[env] = changes[env] ?? null;
	};
	take(name, 'INSTALLATION_NAME');
	take(nameZh, 'INSTALLATION_NAME_ZH');
	take(zone, 'ORRERY_ZONE');
	take(languages, 'ORRERY_LANGUAGES');
	take(address, 'BASE_URL');
	for (const [given, setting] of [
		[smtp, settings.smtpUrl],
		[sender, settings.mailFrom],
	] as const) {
		if (given === undefined) continue;
		try {
			wanted[setting.env] = given === 'none' ? null : (setting.parse(given) ?? null);
		} catch (error) {
			wrong.push(`${setting.env} ${(error as Error).message}`);
		}
	}
	if (wrong.length > 0) throw new CommandFailed(`${wrong.join('\n')}\nNothing was stored.`);
	return wanted;
}
