import type { PersonEntry } from './answers.ts';
import { emptyPerson } from './answers.ts';

/**
 * People written in one cell: `Given Family <mail> (Affiliation, CN); …`. The family name is the last word, or what stands
 * before a comma (`Family, Given`); a Chinese name is one word. `*` after a name, or a mark of an export, is the presenter;
 * an ORCID may stand anywhere. Numbers before names (`1. `) and line ends between people are as an export writes them.
 */
export function peopleFromCell(text: string): PersonEntry[] {
	return text
		.split(/[;；\n]/u)
		.map((part) => part.replace(/^\s*\d{1,3}[.．、]\s+/u, '').trim())
		.filter((part) => part !== '')
		.map(personFrom);
}

function personFrom(text: string): PersonEntry {
	let rest = text;
	const take = (expression: RegExp): string => {
		const found = expression.exec(rest);
		if (!found) return '';
		rest = `${rest.slice(0, found.index)} ${rest.slice(found.index + found[0].length)}`.trim();
		return (found[1] ?? found[0]).trim();
	};
	const presenter = take(/\*|[(（](?:presenter|presenting|报告人)[)）]/iu) !== '';
	const email = take(/<([^<>\s@]+@[^<>\s@]+)>/u);
	const orcid = take(/\b(\d{4}-\d{4}-\d{4}-\d{3}[\dX])\b/u);
	const about = take(/[(（]([^()（）]*)[)）]\s*$/u);
	const [, affiliation = '', country = ''] = /^(.*?)(?:[,，]\s*([A-Z]{2}))?$/su.exec(about) ?? [];
	const name = rest.trim().replace(/\s+/gu, ' ');
	const [family = '', given = ''] = /[,，]/u.test(name) ? name.split(/[,，]\s*/u, 2) : splitName(name);
	return { ...emptyPerson, given, family, affiliation: affiliation.trim(), country, email, orcid, presenter };
}

/** Family and given name of a name that says them in this order: given, family. */
function splitName(name: string): [family: string, given: string] {
	const at = name.lastIndexOf(' ');
	return at < 0 ? [name, ''] : [name.slice(at + 1), name.slice(0, at)];
}
