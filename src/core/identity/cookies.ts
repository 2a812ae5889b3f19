import { day, minute } from '#core/clock/index.ts';
import type { Config } from '#core/config/index.ts';

/** The longest that a session lives without being used. */
export const sessionLife = 30 * day;
/** How long a window may wait for a code, a passkey or another provider. */
export const windowLife = 30 * minute;

export type CookieKind = 'session' | 'window';

/** Whether people reach us by https: then cookies are `Secure` and bound to the host. */
function isSecure(config: Pick<Config, 'baseUrl'>): boolean {
	return config.baseUrl?.startsWith('https:') ?? false;
}

/** The name of a cookie. Over plain http (a rehearsal on this machine) browsers refuse `__Host-`, so it goes without. */
export function cookieName(config: Pick<Config, 'baseUrl'>, kind: CookieKind): string {
	const name = kind === 'session' ? 'orrery' : 'orrery-window';
	return isSecure(config) ? `__Host-${name}` : name;
}

/** How a cookie is set: the options as SvelteKit and others take them. `maxAge` in seconds. */
export function cookieOptions(config: Pick<Config, 'baseUrl'>, kind: CookieKind) {
	return {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: isSecure(config),
		maxAge: (kind === 'session' ? sessionLife : windowLife) / 1000,
	} as const;
}

/** The value of a `Set-Cookie` header; an empty value deletes the cookie. */
export function setCookieHeader(config: Pick<Config, 'baseUrl'>, kind: CookieKind, value: string): string {
	const options = cookieOptions(config, kind);
	const parts = [
		`${cookieName(config, kind)}=${value}`,
		'Path=/',
		`Max-Age=${value === '' ? 0 : options.maxAge}`,
		'HttpOnly',
		'SameSite=Lax',
	];
	if (options.secure) parts.push('Secure');
	return parts.join('; ');
}

/** One cookie of a `Cookie` header, or undefined. Our values are plain letters and figures; anything else is none of ours. */
export function readCookie(header: string | null | undefined, name: string): string | undefined {
	for (const part of (header ?? '').split(';')) {
		const [key, value = ''] = part.trim().split('=', 2);
		if (key === name && /^[0-9a-z]{20,60}$/.test(value)) return value;
	}
	return undefined;
}
