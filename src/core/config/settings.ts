/** How one setting is read: `parse` answers the value, or throws an Error whose message says what a good value looks like. */
export interface Setting<T> {
	/** Name of the environment variable. */
	env: string;
	/** The value when the variable is absent or empty. */
	fallback: T;
	parse: (text: string) => T;
	/** Never printed. */
	secret?: boolean;
	/** Shown by `orrery config`. */
	help: string;
}

function setting<T>(definition: Setting<T>): Setting<T> {
	return definition;
}

const text = (value: string): string => value;

function oneOf<const T extends string>(...values: T[]) {
	return (value: string): T => {
		if ((values as string[]).includes(value)) return value as T;
		throw new Error(`must be one of ${values.join(', ')}`);
	};
}

function port(value: string): number {
	const number = Number(value);
	if (Number.isInteger(number) && number >= 0 && number <= 65535) return number;
	throw new Error('must be a port between 0 and 65535 (0 lets the system choose)');
}

function url(...protocols: string[]) {
	return (value: string): string => {
		let parsed: URL;
		try {
			parsed = new URL(value);
		} catch {
			throw new Error(`must be an address such as ${protocols[0]}//host`);
		}
		if (!protocols.includes(parsed.protocol)) throw new Error(`must begin with ${protocols.join(' or ')}`);
		return value;
	};
}

/** 'real', or the instant (epoch milliseconds) at which a rehearsal begins. */
function clockSetting(value: string): 'real' | number {
	if (value === 'real') return 'real';
	const instant = Date.parse(value);
	if (Number.isNaN(instant) || !/[zZ]|[+-]\d\d:?\d\d$/.test(value)) {
		throw new Error("must be 'real' or an instant with its offset, such as 2021-10-10T09:00:00+08:00");
	}
	return instant;
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
	dataDir: setting({ env: 'DATA_DIR', fallback: './data', parse: text, help: 'folder of the database and the files' }),
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
		parse: text,
		help: 'sender of all mail',
	}),
	s3Url: setting<string | undefined>({
		env: 'S3_URL',
		fallback: undefined,
		parse: url('s3:', 'http:', 'https:'),
		secret: true,
		help: 'files in an S3 store instead of the data folder (reserved: not yet served)',
	}),
	clock: setting<'real' | number | undefined>({
		env: 'ORRERY_CLOCK',
		fallback: undefined,
		parse: clockSetting,
		help: "what an empty folder becomes: 'real', or the instant at which a rehearsal begins",
	}),
	role: setting({
		env: 'ORRERY_ROLE',
		fallback: 'all' as const,
		parse: oneOf('all', 'web', 'worker', 'edge'),
		help: 'what this process does',
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
} as const;

export type SettingName = keyof typeof settings;
