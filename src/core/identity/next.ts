/**
 * Where to go after signing in: the path as given when it stays on this site, else undefined. Refuses `//host`, `/\host`,
 * other schemes, control characters and the sign-in pages themselves.
 */
export function localNext(next: string | null | undefined): string | undefined {
	if (!next || next.length > 2000 || !next.startsWith('/')) return undefined;
	for (const character of next) if (character < ' ' || character === '\\' || character === '\u007f') return undefined;
	let url: URL;
	try {
		url = new URL(next, 'http://here.invalid');
	} catch {
		return undefined;
	}
	if (url.origin !== 'http://here.invalid' || url.pathname.startsWith('//')) return undefined;
	if (/^(\/zh)?\/sign-(in|out)(\/|$)/.test(url.pathname)) return undefined;
	return url.pathname + url.search + url.hash;
}
