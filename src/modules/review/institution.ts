/*
 * Whether two texts name the same institution. People write "Dept. of Physics, Univ. of X", "University of X" and its
 * name in Chinese; what they write is brought to keys, and two that share one are the same.
 */

/** Abbreviations as they stand in affiliations, and the word they stand for. */
const words: Readonly<Record<string, string>> = {
	...{ univ: 'university', uni: 'university', universitat: 'university', universite: 'university' },
	...{ universidad: 'university', universita: 'university', universidade: 'university', universiteit: 'university' },
	...{
		universitet: 'university',
		inst: 'institute',
		institut: 'institute',
		instituto: 'institute',
		istituto: 'institute',
	},
	...{
		tech: 'technology',
		technol: 'technology',
		sci: 'science',
		sciences: 'science',
		natl: 'national',
		nat: 'national',
	},
	...{
		acad: 'academy',
		coll: 'college',
		sch: 'school',
		lab: 'laboratory',
		labs: 'laboratory',
		laboratories: 'laboratory',
	},
	...{ ctr: 'center', cent: 'center', centre: 'center', hosp: 'hospital', obs: 'observatory', res: 'research' },
	...{
		med: 'medical',
		eng: 'engineering',
		intl: 'international',
		int: 'international',
		mus: 'museum',
		corp: 'corporation',
	},
	...{ co: 'company', ltd: 'limited', st: 'saint' },
};
const small = new Set('the of at and for in de la le du des di da do del der die das und y e et'.split(' '));
/** Words by which a part of an affiliation shows that it is the institution and not its department. */
const bodies =
	/\b(university|academy|observatory|museum|hospital|polytechnic|company|corporation|limited|gmbh|inc|agency|planetarium)\b/;
const lesserBodies = /\b(institute|college|laboratory|center|school|foundation|society|association)\b/;
const departments = /\b(department|dept|faculty|division|group|section|chair|office|unit)\b/;
const hanBody = '大学|大學|研究院|研究所|天文台|天文臺|博物馆|博物館|医院|醫院|公司|中心|学院|學院|集团|實驗室|实验室';
/** An academy of many institutes is named together with the institute. */
const hanBodies = new RegExp(`^(.*?科[学學]院.+?(?:${hanBody})|.*?科[学學]院|.*?(?:${hanBody}))`, 'u');
/** Academies and societies whose institutes are no colleagues of each other: named beside one, they say nothing. */
const umbrellas =
	/^(academy chinese science|academy russian science|academy science|academia sinica|max planck society|cnrs)$/;

/** The text in lower case without accents, with the widths and marks of its letters levelled. */
function plain(text: string): string {
	return text.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFKC').toLowerCase();
}

function wordsOf(text: string): string[] {
	return plain(text)
		.replace(/['’.]/g, (mark) => (mark === '.' ? ' ' : ''))
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '' && !small.has(word))
		.map((word) => (Object.hasOwn(words, word) ? (words[word] as string) : word));
}

/** The parts of an affiliation that name the institution; all of it where none does. */
function institutionParts(text: string): string[] {
	const parts = text
		.split(/[,;，；、/|\n()（）]+/u)
		.map((part) => part.trim())
		.filter(Boolean);
	const told = parts.map((part) => wordsOf(part).join(' '));
	for (const kind of [bodies, lesserBodies]) {
		const found = parts.filter((_, i) => kind.test(told[i] as string) && !departments.test(told[i] as string));
		const own = found.filter((part) => !umbrellas.test(wordsOf(part).sort().join(' ')));
		if (own.length > 0) return own;
		if (found.length > 0 && (parts.length === 1 || kind === lesserBodies)) return found;
	}
	return parts.filter((part, i) => !departments.test(told[i] as string) && !/\d{3}/.test(part)).slice(0, 1);
}

/** What a place is called by the keys under which it is compared. Pure; empty for a text that names nothing. */
export function institutionKeys(text: string): string[] {
	const keys = new Set<string>();
	for (const run of text.match(/[\p{Script=Han}·]{3,}/gu) ?? []) {
		const [, body] = hanBodies.exec(run) ?? [];
		const name = body ?? run;
		// A school or centre without its university is called the same everywhere.
		if (!/^.{0,3}(?:学院|學院|中心)$/u.test(name)) keys.add(`han:${name}`);
	}
	for (const part of institutionParts(text.replace(/[\p{Script=Han}·]+/gu, ','))) {
		// One word that says only what kind of place it is, is no name.
		const sorted = [...new Set(wordsOf(part))].sort();
		const naming = sorted.filter((word) => !bodies.test(word) && !lesserBodies.test(word));
		if (naming.length > 0 && naming.join('').length > 2) keys.add(`latin:${sorted.join(' ')}`);
	}
	return [...keys];
}

/** The initials by which a longer name goes (`MIT`), or the text itself where it is such: the same ones are a hint. Pure. */
export function institutionInitials(text: string): string | undefined {
	const short = /^\s*(\p{Lu}[\p{Lu}\p{N}&-]{1,7})\s*$/u.exec(text)?.[1];
	if (short) return short.replace(/[^\p{L}]/gu, '').toLowerCase();
	const [part] = institutionParts(text.replace(/\p{Script=Han}+/gu, ','));
	const named = part === undefined ? [] : wordsOf(part);
	return named.length >= 3 ? named.map((word) => word[0]).join('') : undefined;
}

/** An institution by the names it has, and its id at ROR where that is known. */
export interface NamedInstitution {
	names: readonly string[];
	ror?: string | undefined;
}

/**
 * Which keys mean the same place, from records that name one in several languages or by its ROR id: who says that he is at
 * “University of X / X大学” makes the two one for everybody. Pure.
 * @param read what the keys of a text are, for who has read them already
 * @returns the one key that stands for a key
 */
export function institutionAliases(
	records: readonly NamedInstitution[],
	read: (text: string) => string[] = institutionKeys,
): (key: string) => string {
	const parent = new Map<string, string>();
	const root = (key: string): string => {
		let at = key;
		for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
		return at;
	};
	const keyed = records.map((record) => keysOf(record, read));
	const isVague = vagueAmong(keyed);
	for (const all of keyed) {
		const keys = all.filter((key) => !isVague(key));
		const [first, ...rest] = keys;
		if (first === undefined) continue;
		for (const key of rest) {
			const [a, b] = [root(first), root(key)];
			if (a !== b) parent.set(b, a);
		}
	}
	return root;
}

const keysOf = ({ names, ror }: NamedInstitution, read: (text: string) => string[]) => [
	...names.flatMap((name) => read(name)),
	...(ror ? [`ror:${ror}`] : []),
];

/** So many names one place may have; a key that stands beside more names no place (“School of Physics”), and joins nothing. */
const mostNames = 4;

function vagueAmong(keyed: readonly (readonly string[])[]): (key: string) => boolean {
	const beside = new Map<string, Set<string>>();
	for (const keys of keyed) {
		for (const key of keys) {
			const others = beside.get(key) ?? new Set();
			for (const other of keys) if (other !== key) others.add(other);
			beside.set(key, others);
		}
	}
	return (key) => !key.startsWith('ror:') && (beside.get(key)?.size ?? 0) > mostNames;
}
