import { disposableDomains } from './disposable-domains.ts';

/*
 * Addresses of mail as far as a signature cares: which two are one mailbox, and what the domain says of whoever reads
 * it. Pure.
 */

/** How well it is known who signed. Each says what was shown, and no more. */
export const tiers = ['orcid', 'institution', 'email'] as const;
export type Tier = (typeof tiers)[number];

/** Providers whose mailboxes leave out dots, and those whose two names are one. */
const dotless = new Set(['gmail.com']);
const sameDomain: Record<string, string> = {
	'googlemail.com': 'gmail.com',
	'me.com': 'icloud.com',
	'mac.com': 'icloud.com',
	'protonmail.com': 'proton.me',
	'pm.me': 'proton.me',
	'yandex.ru': 'yandex.com',
	'yandex.by': 'yandex.com',
	'yandex.kz': 'yandex.com',
	'ya.ru': 'yandex.com',
};
/** Second levels below a country that only schools, academies and governments are given. */
const institutionalSecond = new Set(['ac', 'edu', 'gov', 'mil', 'gouv', 'go', 'res', 'gob', 'gc']);
const institutionalTop = new Set(['edu', 'gov', 'mil', 'int', 'museum']);

/** The domain of an address in lower case as the DNS has it; empty where there is none. */
export function domainOfAddress(address: string): string {
	const domain = address.slice(address.lastIndexOf('@') + 1);
	try {
		return new URL(`http://${domain}`).hostname.replace(/\.$/, '');
	} catch {
		return '';
	}
}

/**
 * One name for one mailbox: lower case, without what stands behind `+`, without the dots that Gmail does not read. Two
 * people whose addresses give the same are told apart by nobody; the other way round somebody with two mailboxes is two.
 */
export function canonicalAddress(address: string): string {
	const text = address.normalize('NFKC').trim().toLowerCase();
	const local = text.slice(0, text.lastIndexOf('@'));
	const domain = domainOfAddress(text);
	const provider = sameDomain[domain] ?? domain;
	const plain = local.replace(/\+.*$/, '') || local;
	return `${dotless.has(provider) ? plain.replaceAll('.', '') : plain}@${provider}`;
}

const isWithin = (domain: string, parent: string) => domain === parent || domain.endsWith(`.${parent}`);

/** Whether mail at this domain is given out by an institution: by its name, or because the statement's desk says so. */
export function isInstitutional(domain: string, named: readonly string[] = []): boolean {
	if (named.some((one) => isWithin(domain, one))) return true;
	const parts = domain.split('.');
	if (parts.length < 2) return false;
	const [top = '', second = ''] = [...parts].reverse();
	if (institutionalTop.has(top)) return true;
	return parts.length >= 3 && top.length === 2 && institutionalSecond.has(second);
}

/** Whether mailboxes of this domain are thrown away after use. */
export function isDisposable(domain: string): boolean {
	const parts = domain.split('.');
	return parts.some((_, at) => disposableDomains.has(parts.slice(at).join('.')));
}

/** What was shown of a signer: an ORCID iD that he signed in with, a mailbox at an institution, or just a mailbox. */
export function tierOf(proved: { orcid: string | null; email: string }, institutions: readonly string[] = []): Tier {
	if (proved.orcid !== null) return 'orcid';
	return isInstitutional(domainOfAddress(proved.email), institutions) ? 'institution' : 'email';
}
