/*
 * To which institution a mail address belongs, by its domain. Colleagues write from physics.uni.edu and from cs.uni.edu:
 * what somebody can register decides, not the whole name.
 */

/** Below these, names belong to many (as in the public suffix list): `ac.uk`, `edu.cn`, `com.hk` … under a country's two letters. */
const sharedLabels = new Set(
	'ac academy co com edu ed firm gob gouv gov govt gv id info ltd mil museum ne net nhs nom or org plc res sch school tm web'.split(
		' ',
	),
);

/** Domains of bodies with many institutes that are no colleagues of each other: one label more counts. */
const umbrellas = new Set([
	...['cas.cn', 'cnrs.fr', 'mpg.de', 'fraunhofer.de', 'helmholtz.de', 'inaf.it', 'infn.it', 'csic.es'],
	...['nasa.gov', 'noaa.gov', 'csiro.au', 'cnr.it', 'ras.ru', 'res.in'],
]);

/** Where anybody can have an address; and where mail of members of societies is passed on. */
const publicProviders = new Set([
	...['gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com', 'ymail.com'],
	...['aol.com', 'icloud.com', 'me.com', 'mac.com', 'proton.me', 'protonmail.com', 'pm.me', 'zoho.com', 'fastmail.com'],
	...['gmx.com', 'gmx.de', 'gmx.net', 'web.de', 't-online.de', 'mail.com', 'mail.ru', 'yandex.ru', 'yandex.com'],
	...['qq.com', 'foxmail.com', '163.com', '126.com', 'yeah.net', 'sina.com', 'sina.cn', 'sohu.com', 'aliyun.com'],
	...['139.com', '189.cn', 'tom.com', '21cn.com', 'vip.163.com', 'naver.com', 'daum.net', 'hanmail.net', 'orange.fr'],
	...['free.fr', 'laposte.net', 'wanadoo.fr', 'libero.it', 'comcast.net', 'verizon.net', 'tutanota.com', 'hey.com'],
	...['ieee.org', 'acm.org', 'computer.org', 'aps.org', 'member.ams.org'],
]);

/** Countries' own branches of providers: `yahoo.co.jp`, `hotmail.fr`. */
const providerNames = new Set(['yahoo', 'hotmail', 'outlook', 'live', 'gmx', 'gmail', 'googlemail']);

/**
 * The domain by which the institution of an address goes: `ox.ac.uk` for somebody@astro.ox.ac.uk. Undefined where it tells
 * of none: at public providers, and under names that are reserved for examples (RFC 2606), but for made-up institutions
 * such as `north.edu.example`. Pure.
 */
export function institutionDomain(address: string): string | undefined {
	const host = address
		.slice(address.lastIndexOf('@') + 1)
		.trim()
		.toLowerCase()
		.replace(/\.$/, '');
	const labels = host.split('.');
	if (!address.includes('@') || labels.length < 2 || labels.some((label) => !/^[\p{L}\p{N}-]+$/u.test(label)))
		return undefined;
	const top = labels.at(-1) as string;
	const shared = (top.length === 2 || top === 'example') && sharedLabels.has(labels.at(-2) as string);
	const take = (n: number) => (labels.length < n ? undefined : labels.slice(-n).join('.'));
	const own = take(shared ? 3 : 2);
	if (own === undefined || publicProviders.has(own) || publicProviders.has(host)) return undefined;
	if (providerNames.has(own.split('.')[0] as string)) return undefined;
	if (['test', 'invalid', 'localhost'].includes(top)) return undefined;
	if (top === 'example' && !shared) return undefined;
	if (/^example\.(com|org|net)$/.test(own)) return undefined;
	// Without the label that says which institute it is, it says nothing.
	return umbrellas.has(own) ? take(own.split('.').length + 1) : own;
}

/** The same for the address of a page: `ox.ac.uk` for https://www.astro.ox.ac.uk/people. Undefined for what is none. Pure. */
export function siteDomain(address: string): string | undefined {
	if (!URL.canParse(address)) return undefined;
	return institutionDomain(`page@${new URL(address).hostname}`);
}
