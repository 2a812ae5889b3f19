import type { Config } from './load.ts';

/** Where this installation is reached, without a slash at the end: what the links in mails and letters begin with. */
export function originOf({ baseUrl, port }: Pick<Config, 'baseUrl' | 'port'>): string {
	return baseUrl ?? `http://localhost:${port}`;
}
