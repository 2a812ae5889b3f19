/** Marks of advertisers and senders, which say nothing of where a link leads. */
const tracking =
	/^(utm_.+|fbclid|gclid|dclid|msclkid|yclid|twclid|igshid|mc_(cid|eid)|_hs(enc|mi)|vero_id|oly_(anon|enc)_id|spm|cmpid|ocid|ns_(campaign|mchannel|source|linkname|fee)|at_(campaign|medium|custom\d*)|ref_src|from_rss|wt\.mc_id|__twitter_impression)$/i;

/**
 * Where an entry leads, if that may be followed: http or https, without a password, without the marks of advertisers.
 * @param base what a relative link is relative to
 */
export function linkOf(text: string, base: string): string | undefined {
	const href = text.trim();
	if (href === '' || href.length > 2000) return undefined;
	let url: URL;
	try {
		url = new URL(href, base);
	} catch {
		return undefined;
	}
	if (!/^https?:$/.test(url.protocol) || url.hostname === '' || url.username !== '' || url.password !== '')
		return undefined;
	const marks = [...url.searchParams.keys()].filter((key) => tracking.test(key));
	for (const key of marks) url.searchParams.delete(key);
	return url.href;
}

/**
 * A link in the one form in which links are compared: http and https, `www.` and none, a slash at the end and none, and the
 * order of a query make no difference. Without NUL, which `%00` becomes and PostgreSQL refuses. Not to be followed. Pure.
 */
export function canonicalLink(link: string): string {
	const url = new URL(link);
	const host = url.host.toLowerCase().replace(/^www\./, '');
	const query = [...url.searchParams]
		.filter(([key]) => !tracking.test(key))
		.map(([key, value]) => `${key}=${value}`)
		.sort()
		.join('&');
	let path: string;
	try {
		path = decodeURI(url.pathname);
	} catch {
		path = url.pathname;
	}
	path = path.replace(/\/(index\.(html?|php))?$/i, '');
	return `${host}${path}${query === '' ? '' : `?${query}`}`.replaceAll('\0', '');
}

/** Whether a link leads to this very site, whatever it names there. Pure. */
export function isOwnLink(link: string, origin: string): boolean {
	const bare = (host: string) => host.toLowerCase().replace(/^www\./, '');
	return bare(new URL(link).host) === bare(new URL(origin).host);
}
