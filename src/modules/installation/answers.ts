import type { Config, SettingChanges } from '#core/config/index.ts';
import { type Locale, locales } from '#core/i18n/index.ts';
import { parseMailbox, writeMailbox } from '#core/mail/address.ts';
import type { Problem } from '#core/refusal/index.ts';
import { cleanText, isEmail } from '#core/text/index.ts';

/*
 * What is asked when an installation is set up, on the page and on the command line, and the settings that come of it.
 * Pure.
 */

/** What it is called, when and in which languages it lives, where it is reached. As typed. */
export interface PlaceAnswers {
	nameEn: string;
	nameZh: string;
	zone: string;
	/** The leading one first. */
	languages: readonly string[];
	address: string;
}

/** How a mail server is spoken to: encrypted from the start, encrypted after a plain greeting, or not at all. */
export const mailSecurities = ['starttls', 'tls', 'none'] as const;
export type MailSecurity = (typeof mailSecurities)[number];

/** The ports by which mail servers usually listen to programs that send. */
export const usualPort: Record<MailSecurity, number> = { starttls: 587, tls: 465, none: 25 };

/** How mail leaves. An empty host says: later. As typed. */
export interface MailAnswers {
	host: string;
	/** Empty: the usual one. */
	port: string;
	security: string;
	user: string;
	/** Empty: as before. */
	password: string;
	senderName: string;
	sender: string;
}

/** Settings by the names of their variables, or what is wrong with the answers. */
export interface Checked {
	changes: SettingChanges;
	problems: Problem[];
}

const oneLine = (text: string) => cleanText(text, { lines: false }).trim();

function isZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return name.length > 0;
	} catch {
		return false;
	}
}

/** Checks the name, zone, languages and address. */
export function checkPlace(answers: PlaceAnswers): Checked {
	const problems: Problem[] = [];
	const nameEn = oneLine(answers.nameEn);
	const nameZh = oneLine(answers.nameZh);
	if (nameEn === '') problems.push({ path: 'nameEn', code: 'name-missing' });
	if (nameZh === '') problems.push({ path: 'nameZh', code: 'name-missing' });
	if (nameEn.length > 100) problems.push({ path: 'nameEn', code: 'too-long', params: { max: 100 } });
	if (nameZh.length > 100) problems.push({ path: 'nameZh', code: 'too-long', params: { max: 100 } });
	const zone = answers.zone.trim();
	if (!isZone(zone)) problems.push({ path: 'zone', code: 'zone-bad' });
	const languages = [...new Set(answers.languages)].filter((one): one is Locale =>
		(locales as readonly string[]).includes(one),
	);
	if (languages.length === 0) problems.push({ path: 'languages', code: 'language-missing' });
	const address = publicAddress(answers.address);
	if (address === undefined) problems.push({ path: 'address', code: 'address-form' });
	if (problems.length > 0) return { changes: {}, problems };
	return {
		changes: {
			INSTALLATION_NAME: nameEn,
			INSTALLATION_NAME_ZH: nameZh,
			ORRERY_ZONE: zone,
			ORRERY_LANGUAGES: languages.join(','),
			BASE_URL: address ?? null,
		},
		problems,
	};
}

/** `https://host[:port]` of what was typed; a bare host name means https. Undefined for anything else. */
export function publicAddress(typed: string): string | undefined {
	const text = typed.trim();
	try {
		const url = new URL(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
		const bare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
		return bare && /^https?:$/.test(url.protocol) && url.hostname !== '' ? url.origin : undefined;
	} catch {
		return undefined;
	}
}

/** Checks how mail leaves. `before` is the present address of the server, whose password stays when none is typed. */
export function checkMail(answers: MailAnswers, before?: string): Checked {
	const problems: Problem[] = [];
	const host = answers.host.trim();
	if (host === '') return { changes: { SMTP_URL: null, ...checkSender(answers, problems, false) }, problems };
	if (!/^(?:[\p{L}\p{N}_-]+\.)*[\p{L}\p{N}_-]+\.?$|^\[?[\da-f:.]+\]?$/iu.test(host)) {
		problems.push({ path: 'host', code: 'host-form' });
	}
	const security = mailSecurities.find((one) => one === answers.security);
	if (!security) problems.push({ path: 'security', code: 'security-missing' });
	const port = answers.port.trim();
	if (port !== '' && !(/^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65536)) {
		problems.push({ path: 'port', code: 'port-form' });
	}
	const user = answers.user.trim();
	if (user === '' && answers.password !== '') problems.push({ path: 'user', code: 'user-missing' });
	const sender = checkSender(answers, problems, true);
	if (problems.length > 0 || !security) return { changes: {}, problems };
	const old = before === undefined ? undefined : mailOf(before, '');
	const same = old !== undefined && old.user === user && old.host === host;
	const password = answers.password !== '' ? answers.password : same ? old.password : '';
	const server = { host, port: port || String(usualPort[security]), security, user, password };
	return { changes: { SMTP_URL: smtpUrlOf(server), ...sender }, problems };
}

function checkSender(answers: MailAnswers, problems: Problem[], needed: boolean): SettingChanges {
	const address = answers.sender.trim();
	if (address === '' && !needed) return {};
	if (!isEmail(address)) {
		problems.push({ path: 'sender', code: address === '' ? 'sender-missing' : 'sender-form' });
		return {};
	}
	const name = oneLine(answers.senderName).replace(/["<>]/g, '');
	return { MAIL_FROM: writeMailbox({ name, address }) };
}

/** The address of a mail server, as SMTP_URL takes it. */
export function smtpUrlOf({
	host,
	port,
	security,
	user,
	password,
}: Omit<MailAnswers, 'sender' | 'senderName'>): string {
	const word = user === '' ? '' : `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`;
	const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
	const query = security === 'starttls' ? '?requireTLS=true' : security === 'none' ? '?ignoreTLS=true' : '';
	return `${security === 'tls' ? 'smtps' : 'smtp'}://${word}${name}:${port}${query}`;
}

/** The answers that would lead to these settings; with the password, so not for a page. */
export function mailOf(smtpUrl: string | undefined, mailFrom: string): MailAnswers {
	const from = mailFrom === '' ? { name: '', address: '' } : parseMailbox(mailFrom);
	const own = from.address.endsWith('@localhost') ? { name: '', address: '' } : from;
	const sender = { senderName: own.name, sender: own.address };
	if (!smtpUrl) return { host: '', port: '', security: 'starttls', user: '', password: '', ...sender };
	const url = new URL(smtpUrl);
	const plain = url.searchParams.get('ignoreTLS') === 'true';
	const security: MailSecurity = url.protocol === 'smtps:' ? 'tls' : plain ? 'none' : 'starttls';
	return {
		host: url.hostname.replace(/^\[|\]$/g, ''),
		port: url.port || String(usualPort[security]),
		security,
		user: decodeURIComponent(url.username),
		password: decodeURIComponent(url.password),
		...sender,
	};
}

/** What the page shows at first: the present settings, without the password. */
export function presentAnswers(config: Config): PlaceAnswers & MailAnswers {
	const named = config.origin.nameEn !== 'default';
	return {
		nameEn: named ? config.nameEn : '',
		nameZh: config.nameZh ?? '',
		zone: config.origin.zone === 'default' ? '' : config.zone,
		languages: config.languages,
		address: config.baseUrl ?? '',
		...mailOf(config.smtpUrl, config.mailFrom),
		password: '',
	};
}
