import type { Config, SettingChanges, SettingName } from '#core/config/index.ts';
import { isLoopbackHost, settings } from '#core/config/index.ts';
import { type MailAnswers, type PlaceAnswers, presentAnswers } from '#modules/installation/answers.ts';

/** What the form of the set-up holds: every answer as text, as it is posted. */
export type FormAnswers = Omit<PlaceAnswers, 'languages'> & MailAnswers & { languages: string; testTo: string };

/** The settings behind each field. A field whose setting the environment fixes is shown and not asked. */
const behind: Record<Exclude<keyof FormAnswers, 'testTo'>, SettingName> = {
	nameEn: 'nameEn',
	nameZh: 'nameZh',
	zone: 'zone',
	languages: 'languages',
	address: 'baseUrl',
	host: 'smtpUrl',
	port: 'smtpUrl',
	security: 'smtpUrl',
	user: 'smtpUrl',
	password: 'smtpUrl',
	senderName: 'mailFrom',
	sender: 'mailFrom',
};
const fields = Object.keys(behind) as (keyof typeof behind)[];

/** Fields whose setting comes from the environment, with the name of its variable. */
export function fixedFields(config: Config): Partial<Record<keyof FormAnswers, string>> {
	return Object.fromEntries(
		fields
			.filter((field) => config.origin[behind[field]] === 'environment')
			.map((field) => [field, settings[behind[field]].env]),
	);
}

/**
 * What the form shows at first.
 * @param host at which the browser reached us: the proposal for the address, unless it is this machine
 */
export function firstAnswers(config: Config, host: string): FormAnswers {
	const present = presentAnswers(config);
	const proposed = isLoopbackHost(host) ? '' : `https://${host}`;
	return {
		...present,
		languages: present.languages.join(','),
		address: present.address || proposed,
		testTo: '',
	};
}

/** What was posted; a fixed field says what it is fixed at, whatever was sent. */
export function postedAnswers(form: FormData, config: Config): FormAnswers {
	const fixed = fixedFields(config);
	const present = firstAnswers(config, 'localhost');
	const text = (name: string) => {
		const value = form.get(name);
		return typeof value === 'string' ? value : '';
	};
	const answers = { ...present, testTo: text('testTo') };
	for (const field of fields) if (fixed[field] === undefined) answers[field] = text(field);
	return answers;
}

/** Without the settings that the environment fixes: storing those would change nothing. */
export function changeable(changes: SettingChanges, config: Config): SettingChanges {
	const fixed = new Set(Object.values(fixedFields(config)));
	return Object.fromEntries(Object.entries(changes).filter(([env]) => !fixed.has(env)));
}
