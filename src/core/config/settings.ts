import { type Locale, locales } from '#core/i18n/index.ts';
import { parseModelAddress, parseModelKey, parseModelName } from '#core/language-model/endpoint.ts';
import {
	amount,
	clockSetting,
	connections,
	keepRule,
	languages,
	line,
	oneOf,
	perMinute,
	port,
	s3Address,
	seconds,
	sender,
	text,
	timeOfDay,
	url,
	zone,
} from './setting-values.ts';

/** How one setting is read: `parse` answers the value, or throws an Error whose message says what a good value looks like. */
export interface Setting<T> {
	/** Name of the environment variable. */
	env: string;
	/** The value when the variable is absent or empty. */
	fallback: T;
	parse: (text: string) => T;
	/** Never printed. */
	secret?: boolean;
	/** Printed, but not where it is refused: what is wrong may be a password that stands where none belongs. */
	hiddenWhenWrong?: boolean;
	/** As `orrery config` prints it, where `String` would not do. */
	show?: (value: T) => string;
	/** Not taken from the settings file of the data folder: it says where that folder is, or is of one process alone. */
	ofProcess?: boolean;
	/** Shown by `orrery config`. */
	help: string;
}

function setting<T>(definition: Setting<T>): Setting<T> {
	return definition;
}

/** Every setting there is. The command `orrery config` prints this table; nothing else reads the environment. */
export const settings = {
	port: setting({ env: 'PORT', fallback: 8080, parse: port, help: 'port of the web server' }),
	host: setting<string | undefined>({
		env: 'HOST',
		fallback: undefined,
		parse: text,
		help: 'address to listen on; a rehearsal listens on 127.0.0.1 unless told otherwise, a real folder on all',
	}),
	baseUrl: setting<string | undefined>({
		env: 'BASE_URL',
		fallback: undefined,
		parse: (value) => url('http:', 'https:')(value).replace(/\/+$/, ''),
		help: 'public address, without a slash at the end; default from host and port',
	}),
	dataDir: setting({
		env: 'DATA_DIR',
		fallback: './data',
		parse: text,
		ofProcess: true,
		help: 'folder of the database and the files',
	}),
	nameEn: setting({
		env: 'INSTALLATION_NAME',
		fallback: 'Orrery',
		parse: line,
		help: 'what the installation is called where no edition is meant',
	}),
	nameZh: setting<string | undefined>({
		env: 'INSTALLATION_NAME_ZH',
		fallback: undefined,
		parse: line,
		help: 'the same in Chinese; else as INSTALLATION_NAME',
	}),
	zone: setting({
		env: 'ORRERY_ZONE',
		fallback: 'Asia/Shanghai',
		parse: zone,
		help: 'time zone (IANA name) where no edition has one: the proposal for new editions',
	}),
	languages: setting<readonly Locale[]>({
		env: 'ORRERY_LANGUAGES',
		fallback: locales,
		parse: languages,
		help: 'languages of new editions, the leading one first: en,zh',
	}),
	databaseUrl: setting<string | undefined>({
		env: 'DATABASE_URL',
		fallback: undefined,
		parse: url('postgres:', 'postgresql:'),
		secret: true,
		help: 'a PostgreSQL server (15 or newer) instead of the embedded one',
	}),
	smtpUrl: setting<string | undefined>({
		env: 'SMTP_URL',
		fallback: undefined,
		parse: url('smtp:', 'smtps:'),
		secret: true,
		help: 'mail server, smtp://user:password@host:port; a rehearsal never uses it',
	}),
	mailFrom: setting({
		env: 'MAIL_FROM',
		fallback: 'Orrery <noreply@localhost>',
		parse: sender,
		help: 'sender of all mail',
	}),
	s3Url: setting<string | undefined>({
		env: 'S3_URL',
		fallback: undefined,
		parse: s3Address,
		secret: true,
		help: 'files in an S3 store instead of the data folder: s3://KEY:SECRET@host/bucket/prefix?region=…',
	}),
	backupDir: setting<string | undefined>({
		env: 'BACKUP_DIR',
		fallback: undefined,
		parse: text,
		help: 'folder of the backups that the program makes by itself; default DATA_DIR/backups',
	}),
	backupAt: setting<string | undefined>({
		env: 'BACKUP_AT',
		fallback: undefined,
		parse: timeOfDay,
		help: 'when the daily backup is made (03:30, in the time of the installation), or off; default 03:30, off in a rehearsal',
	}),
	backupKeep: setting({
		env: 'BACKUP_KEEP',
		fallback: { daily: 7, weekly: 4, monthly: 6 },
		parse: keepRule,
		show: ({ daily, weekly, monthly }) => `daily=${daily},weekly=${weekly},monthly=${monthly}`,
		help: 'how many backups are kept: daily=7,weekly=4,monthly=6',
	}),
	clock: setting<'real' | number | undefined>({
		env: 'ORRERY_CLOCK',
		fallback: undefined,
		parse: clockSetting,
		ofProcess: true,
		help: "what an empty folder becomes: 'real', or the instant at which a rehearsal begins",
	}),
	role: setting({
		env: 'ORRERY_ROLE',
		fallback: 'all' as const,
		parse: oneOf('all', 'web', 'worker', 'edge'),
		ofProcess: true,
		help: 'what this process does',
	}),
	rehearsalLogins: setting({
		env: 'REHEARSAL_LOGINS',
		fallback: 'local' as const,
		parse: oneOf('local', 'public'),
		help: "one-click logins and mailbox of a rehearsal: at this machine only, or 'public' for everybody who reaches it",
	}),
	rehearsalFeeds: setting({
		env: 'REHEARSAL_FEEDS',
		fallback: 'none' as const,
		parse: oneOf('none', 'local', 'public'),
		help: "feeds that a rehearsal fetches headlines from: none, 'local' for those at this machine, or 'public'",
	}),
	logLevel: setting({
		env: 'LOG_LEVEL',
		fallback: 'info' as const,
		parse: oneOf('debug', 'info', 'warn', 'error', 'silent'),
		help: 'the least level that is logged',
	}),
	trustProxy: setting({
		env: 'TRUST_PROXY',
		fallback: 0,
		parse: (value) => {
			const hops = Number(value);
			if (Number.isInteger(hops) && hops >= 0 && hops <= 9) return hops;
			throw new Error('must be the number of proxies in front of us (0 to 9)');
		},
		help: 'how many proxies in front of us set X-Forwarded-For',
	}),
	oidcIssuer: setting<string | undefined>({
		env: 'OIDC_ISSUER',
		fallback: undefined,
		parse: url('https:', 'http:'),
		help: 'OpenID Connect: address of the issuer',
	}),
	oidcClientId: setting<string | undefined>({
		env: 'OIDC_CLIENT_ID',
		fallback: undefined,
		parse: text,
		help: 'OpenID Connect: client id',
	}),
	oidcClientSecret: setting<string | undefined>({
		env: 'OIDC_CLIENT_SECRET',
		fallback: undefined,
		parse: text,
		secret: true,
		help: 'OpenID Connect: client secret',
	}),
	oidcName: setting({
		env: 'OIDC_NAME',
		fallback: 'OpenID',
		parse: text,
		help: 'OpenID Connect: name on the button',
	}),
	orcidClientId: setting<string | undefined>({
		env: 'ORCID_CLIENT_ID',
		fallback: undefined,
		parse: text,
		help: 'ORCID sign-in: client id',
	}),
	orcidClientSecret: setting<string | undefined>({
		env: 'ORCID_CLIENT_SECRET',
		fallback: undefined,
		parse: text,
		secret: true,
		help: 'ORCID sign-in: client secret',
	}),
	orcidIssuer: setting({
		env: 'ORCID_ISSUER',
		fallback: 'https://orcid.org',
		parse: url('https:', 'http:'),
		help: 'ORCID sign-in: issuer (the sandbox has another)',
	}),
	smtpConnections: setting({
		env: 'SMTP_CONNECTIONS',
		fallback: 2,
		parse: connections,
		help: 'how many connections to the mail server at once; more for a newsletter to thousands',
	}),
	newsletterPerMinute: setting({
		env: 'NEWSLETTER_PER_MINUTE',
		fallback: 1200,
		parse: perMinute,
		help: 'how many mails of the newsletter leave in a minute; as many as the mail server takes without complaint',
	}),
	llmUrl: setting<string | undefined>({
		env: 'ORRERY_LLM_URL',
		fallback: undefined,
		parse: parseModelAddress,
		hiddenWhenWrong: true,
		help: 'language model for analyses (off without it): an OpenAI-compatible address, such as https://models.example/v1',
	}),
	llmModel: setting<string | undefined>({
		env: 'ORRERY_LLM_MODEL',
		fallback: undefined,
		parse: parseModelName,
		help: 'language model: its name, as the provider writes it',
	}),
	llmKey: setting<string | undefined>({
		env: 'ORRERY_LLM_KEY',
		fallback: undefined,
		parse: parseModelKey,
		secret: true,
		help: 'language model: key, sent as Authorization: Bearer',
	}),
	llmTimeout: setting({
		env: 'ORRERY_LLM_TIMEOUT',
		fallback: 120,
		parse: seconds,
		help: 'language model: seconds that an answer may take',
	}),
	llmCallsPerDay: setting({
		env: 'ORRERY_LLM_CALLS',
		fallback: 200,
		parse: amount,
		help: 'language model: calls in a day (UTC); then analyses are made offline',
	}),
	llmTokensPerDay: setting({
		env: 'ORRERY_LLM_TOKENS',
		fallback: 1_000_000,
		parse: amount,
		help: 'language model: tokens in a day, in and out',
	}),
} as const;

export type SettingName = keyof typeof settings;
