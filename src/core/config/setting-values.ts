import { parseS3Url } from '#core/files/s3/place.ts';
import { type Locale, locales } from '#core/i18n/index.ts';
import { parseMailbox } from '#core/mail/address.ts';

/*
 * How the values of settings are read: each answers the value, or throws an Error whose message says what a good value
 * looks like.
 */

/** Any text. */
export const text = (value: string): string => value;

/** One of these words. */
export function oneOf<const T extends string>(...values: T[]) {
	return (value: string): T => {
		if ((values as string[]).includes(value)) return value as T;
		throw new Error(`must be one of ${values.join(', ')}`);
	};
}

/** A port to listen on. */
export function port(value: string): number {
	const number = Number(value);
	if (Number.isInteger(number) && number >= 0 && number <= 65535) return number;
	throw new Error('must be a port between 0 and 65535 (0 lets the system choose)');
}

/** An address of one of these protocols. */
export function url(...protocols: string[]) {
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

/** A name that fits on one line. */
export function line(value: string): string {
	const name = value.trim();
	if (name.length > 0 && name.length <= 100 && !/\p{Cc}/u.test(name)) return name;
	throw new Error('must be a name of 1 to 100 characters on one line');
}

/** The IANA name of a time zone. */
export function zone(value: string): string {
	try {
		return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone && value;
	} catch {
		throw new Error('must be the IANA name of a time zone, such as Asia/Shanghai or Europe/Paris');
	}
}

/** Languages of the platform, in an order, each once. */
export function languages(value: string): readonly Locale[] {
	const wanted = value.split(/[\s,]+/).filter(Boolean);
	const known = wanted.filter((one): one is Locale => (locales as readonly string[]).includes(one));
	if (wanted.length === 0 || known.length < wanted.length || new Set(known).size < known.length) {
		throw new Error(`must be one or several of ${locales.join(', ')}, each once`);
	}
	return known;
}

/** `Name <address>` or a bare address. */
export function sender(value: string): string {
	try {
		parseMailbox(value);
		return value;
	} catch {
		throw new Error('must be an address such as Symposium <letters@symposium.example>');
	}
}

/** 'real', or the instant (epoch milliseconds) at which a rehearsal begins. */
export function clockSetting(value: string): 'real' | number {
	if (value === 'real') return 'real';
	const instant = Date.parse(value);
	if (Number.isNaN(instant) || !/[zZ]|[+-]\d\d:?\d\d$/.test(value)) {
		throw new Error("must be 'real' or an instant with its offset, such as 2021-10-10T09:00:00+08:00");
	}
	return instant;
}

/** Checked for its form only; `core/files` reads its parts. */
export function s3Address(value: string): string {
	url('s3:', 'http:', 'https:')(value);
	parseS3Url(value);
	return value;
}

/** `03:30`, or `off`. */
export function timeOfDay(value: string): string {
	if (value === 'off' || /^([01]\d|2[0-3]):[0-5]\d$/.test(value)) return value;
	throw new Error('must be a time of day such as 03:30, or off');
}

/** How many backups are kept of each kind. */
export interface KeepRule {
	daily: number;
	weekly: number;
	monthly: number;
}

/** `daily=7,weekly=4,monthly=6` */
export function keepRule(value: string): KeepRule {
	const rule: KeepRule = { daily: 1, weekly: 0, monthly: 0 };
	for (const part of value.split(',')) {
		const [, name, number] = /^\s*(daily|weekly|monthly)\s*=\s*(\d{1,3})\s*$/.exec(part) ?? [];
		if (name === undefined) throw new Error('must be such as daily=7,weekly=4,monthly=6');
		rule[name as keyof KeepRule] = Number(number);
	}
	if (rule.daily < 1) throw new Error('must keep at least one daily backup');
	return rule;
}

/** An amount of a day, from 0 (none). */
export function amount(value: string): number {
	const number = Number(value);
	if (Number.isSafeInteger(number) && number >= 0 && number <= 1e9) return number;
	throw new Error('must be a whole number, 0 or more');
}

/** Seconds that something may take. */
export function seconds(value: string): number {
	const number = Number(value);
	if (Number.isInteger(number) && number >= 1 && number <= 600) return number;
	throw new Error('must be seconds, 1 to 600');
}

/** How many of something leave in a minute. */
export function perMinute(value: string): number {
	const number = Number(value);
	if (Number.isInteger(number) && number >= 1 && number <= 1_000_000) return number;
	throw new Error('must be a number in a minute, 1 to 1000000');
}

/** How many connections are held at once: each takes one of those to the database, too. */
export function connections(value: string): number {
	const number = Number(value);
	if (Number.isInteger(number) && number >= 1 && number <= 8) return number;
	throw new Error('must be a number of connections, 1 to 8');
}
