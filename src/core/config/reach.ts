import type { Config } from './load.ts';

/** Whether a host name or address (with or without a port) is this very machine. */
export function isLoopbackHost(host: string): boolean {
	const name = host
		.toLowerCase()
		.replace(/^\[(.*)\](:\d+)?$/, '$1')
		.replace(/^([^:]*):\d+$/, '$1');
	return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** Whether a host name can be meant for others: neither this machine nor a name that exists in tests only (RFC 6761). */
export function isPublicName(host: string): boolean {
	return !isLoopbackHost(host) && !/\.test(:\d+)?$/i.test(host);
}

/**
 * Whether a rehearsal may let in anybody who asks: by its one-click links, and by the mailbox, in which every code to sign
 * in lies. At this machine it may; where others reach it, only if REHEARSAL_LOGINS says so.
 */
export function rehearsalIsOpen(config: Pick<Config, 'baseUrl' | 'host' | 'rehearsalLogins'>): boolean {
	if (config.rehearsalLogins === 'public') return true;
	if (config.baseUrl !== undefined && isPublicName(new URL(config.baseUrl).host)) return false;
	return config.host === undefined || isLoopbackHost(config.host);
}
