import type { PersonNames } from '#modules/people/name.ts';
import { domainOfAddress, isDisposable } from './address.ts';
import { looksLikeLink } from './link-like.ts';

/*
 * What makes somebody look at a signature before it is published. Each reason explains itself; none refuses anything,
 * for a person with a rare name, a shared name or capitals in his passport is a person. Pure.
 */

export const flagCodes = [
	'disposable-mail',
	'fictional-name',
	'link',
	'all-capitals',
	'mixed-scripts',
	'no-name',
	'odd-signs',
	'same-name',
	'same-name-and-affiliation',
] as const;
export type FlagCode = (typeof flagCodes)[number];
/** A reason to look, with what it was found in. */
export interface Flag {
	code: FlagCode;
	found: string;
}

/** Letters of other scripts that look like Latin ones, as they stand after lower-casing. */
const lookAlikes: Record<string, string> = {
	а: 'a',
	в: 'b',
	с: 'c',
	е: 'e',
	н: 'h',
	і: 'i',
	ј: 'j',
	к: 'k',
	м: 'm',
	о: 'o',
	р: 'p',
	ѕ: 's',
	т: 't',
	у: 'y',
	х: 'x',
	α: 'a',
	β: 'b',
	ε: 'e',
	ι: 'i',
	κ: 'k',
	ν: 'v',
	ο: 'o',
	ρ: 'p',
	τ: 't',
	υ: 'u',
	χ: 'x',
	ı: 'i',
	ł: 'l',
	ø: 'o',
	đ: 'd',
};

/** Names that people type for fun, by their key. Short on purpose: every name in it is also somebody's neighbour's joke. */
const fictional = new Set(
	[
		'Mickey Mouse',
		'Micky Mouse',
		'Minnie Mouse',
		'Donald Duck',
		'Albus Dumbledore',
		'Harry Potter',
		'Hermione Granger',
		'Severus Snape',
		'Lord Voldemort',
		'Darth Vader',
		'Luke Skywalker',
		'Han Solo',
		'Homer Simpson',
		'Bart Simpson',
		'Bruce Wayne',
		'Clark Kent',
		'Peter Parker',
		'Tony Stark',
		'Sherlock Holmes',
		'James Bond',
		'Santa Claus',
		'Jean-Luc Picard',
		'James T Kirk',
		'Frodo Baggins',
		'Gandalf',
		'Bugs Bunny',
		'Fred Flintstone',
		'Buzz Lightyear',
		'Optimus Prime',
		'John Doe',
		'Jane Doe',
		'Test Test',
		'Foo Bar',
		'孙悟空',
		'猪八戒',
		'米老鼠',
		'唐老鸭',
		'哆啦A梦',
		'喜羊羊',
		'灰太狼',
		'哈利波特',
		'奥特曼',
		'张三',
		'李四',
		'王五',
		'测试',
	].map(nameKey),
);

/** A text for comparing and searching: lower case, without accents, full-width signs as plain ones. */
export function foldText(text: string): string {
	return text.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/**
 * What two spellings of one name have in common: the words in any order, without accents, hyphens and letters that only
 * look alike.
 */
export function nameKey(name: string): string {
	const folded = [...foldText(name)].map((sign) => lookAlikes[sign] ?? sign).join('');
	return folded
		.split(/[^\p{L}\p{N}]+/u)
		.filter(Boolean)
		.sort()
		.join(' ');
}

/** The key of names in whichever script they have: Han first, for it stays the same however it is transcribed. */
export function keyOfNames(names: PersonNames): string {
	return nameKey(names.han || names.full || [names.given, names.family].filter(Boolean).join(' '));
}

export interface Suspect {
	names: PersonNames;
	role: string;
	affiliation: string;
	email: string;
}

/** Other signatures whose name has the same key. */
export interface Namesake {
	affiliation: string;
}

/** Why somebody should look at a signature; empty when nothing is odd. Pure. */
export function flagsOf({ names, role, affiliation, email }: Suspect, namesakes: readonly Namesake[]): Flag[] {
	const flags: Flag[] = [];
	const flag = (code: FlagCode, found: string) => flags.push({ code, found: found.slice(0, 120) });
	const parts = [names.given, names.family, names.full, names.han].filter((part): part is string => Boolean(part));
	const whole = parts.join(' ');
	const domain = domainOfAddress(email);
	if (isDisposable(domain)) flag('disposable-mail', domain);
	const made = [names.han, names.full, [names.given, names.family].filter(Boolean).join(' ')].find(
		(name) => name && fictional.has(nameKey(name)),
	);
	if (made) flag('fictional-name', made);
	const linked = [whole, role, affiliation].find((text) => looksLikeLink(text));
	if (linked) flag('link', linked);
	const latin = parts.filter((part) => /\p{Script=Latin}/u.test(part)).join(' ');
	if (latin.replace(/\P{L}/gu, '').length > 5 && latin === latin.toUpperCase()) flag('all-capitals', latin);
	if (parts.some(mixesScripts)) flag('mixed-scripts', whole);
	if ((whole.match(/\p{L}/gu)?.length ?? 0) < 2) flag('no-name', whole);
	const odd = whole.match(/[\p{N}\p{Extended_Pictographic}@#$%*=<>{}[\]|\\_~^!?]/u);
	if (odd || /(\p{L})\1{3}/u.test(whole)) flag('odd-signs', whole);
	const place = foldText(affiliation);
	if (namesakes.length > 0) {
		const same = namesakes.some((one) => foldText(one.affiliation) === place);
		flag(same ? 'same-name-and-affiliation' : 'same-name', whole);
	}
	return flags;
}

/** Latin beside Cyrillic or Greek within one word: that is how a name is made to look like another's. */
function mixesScripts(text: string): boolean {
	return text
		.split(/[\s-]+/)
		.some((word) => /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word));
}

/** Reasons for which a signature waits even where others are published at once. A shared name alone is none. */
export function holdsBack(flags: readonly Flag[]): boolean {
	return flags.some(({ code }) => code !== 'same-name');
}
