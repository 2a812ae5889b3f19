import type { Identity } from './identification/identity.ts';
import { institutionPattern, tellingParts } from './identification/institutions.ts';
import { familyPattern, namePatterns, plainText } from './identification/names.ts';
import {
	acknowledgement,
	anyAddress,
	anyOrcid,
	funding,
	madeBlind,
	ownWork,
	ownWorkName,
	personalPage,
	references,
} from './identification/phrases.ts';

export { type Identity, identityOf, type NameParts } from './identification/identity.ts';

/*
 * Whether a text tells who wrote it: what an author is warned of before he hands something in that is reviewed without
 * names. Warnings, never refusals: a namesake, or an institution that a study is about, is no mistake.
 */

export type IdentifyingSign =
	| 'own-name'
	| 'email'
	| 'orcid'
	| 'institution'
	| 'own-work'
	| 'acknowledgement'
	| 'funding'
	| 'personal-page';

/** Where in an answer: its text, a page of its PDF (from 1), what the file says of itself, the name of the file. */
export type IdentifyingPlace =
	| { in: 'text' }
	| { in: 'page'; page: number }
	| { in: 'properties'; key: string }
	| { in: 'file-name' };

export interface SelfIdentification {
	sign: IdentifyingSign;
	/** The question whose answer it is. */
	field: string;
	place: IdentifyingPlace;
	/** What stands there, with some words around it, on one line. */
	quote: string;
}

/** Texts of one answer. */
export interface ReadText {
	field: string;
	place: IdentifyingPlace;
	text: string;
}

/** So many signs are shown of one place, and of all. */
const [mostOfPlace, mostOfAll] = [3, 40];
const around = 40;

/** What in these texts tells who is behind them, in their order; each sign of a place at most three times. */
export function findSelfIdentification(identity: Identity, texts: readonly ReadText[]): SelfIdentification[] {
	const search = patternsOf(identity);
	const found: SelfIdentification[] = [];
	let inReferences: string | undefined;
	for (const one of texts) {
		// After the heading of the references, on the pages that follow it too, names are those of works.
		const own = `${one.field} ${one.place.in}`;
		const known = inReferences === own;
		const heading = one.place.in === 'page' ? references.exec(one.text) : null;
		if (heading) inReferences = own;
		const until = known ? 0 : (heading?.index ?? one.text.length);
		const seen = new Map<IdentifyingSign, Set<string>>();
		const text = plainText(one.text);
		for (const { sign, pattern, skip } of search) {
			if (one.place.in !== 'text' && one.place.in !== 'page' && phrases.has(sign)) continue;
			const scope = cited.has(sign) ? text.slice(0, until) : text;
			for (const match of scope.matchAll(pattern)) {
				if (skip?.(match[0])) continue;
				const of = seen.get(sign) ?? new Set<string>();
				seen.set(sign, of);
				const word = match[0].trim().toLowerCase();
				if (of.size >= mostOfPlace || [...of].some((other) => other.includes(word) || word.includes(other))) continue;
				of.add(word);
				found.push({
					sign,
					field: one.field,
					place: one.place,
					quote: quoteAt(one.text, match.index, match[0].length),
				});
			}
		}
	}
	return found.slice(0, mostOfAll);
}

/** Which signs somebody was shown: the same for the same signs, another where one more has come. Empty where there are none. */
export function signsMark(signs: readonly SelfIdentification[]): string {
	if (signs.length === 0) return '';
	let hash = 5381;
	for (const character of JSON.stringify(signs.map(({ sign, field, quote }) => [sign, field, quote]))) {
		hash = (Math.imul(hash, 33) ^ (character.codePointAt(0) ?? 0)) >>> 0;
	}
	return hash.toString(36);
}

/** Signs that are turns of phrase: of no interest in names of files and in properties. */
const phrases = new Set<IdentifyingSign>(['own-work', 'acknowledgement', 'funding']);
/** Signs that a list of references holds by right. */
const cited = new Set<IdentifyingSign>(['own-name', 'institution', 'personal-page']);

interface Search {
	sign: IdentifyingSign;
	pattern: RegExp;
	skip?: (found: string) => boolean;
}

function patternsOf(identity: Identity): Search[] {
	const search: Search[] = [];
	const add = (sign: IdentifyingSign, patterns: readonly RegExp[], skip?: Search['skip']) => {
		for (const pattern of patterns) search.push({ sign, pattern, ...(skip ? { skip } : {}) });
	};
	for (const name of identity.names) add('own-name', namePatterns(plainName(name)));
	add('email', [anyAddress]);
	add('orcid', [anyOrcid]);
	for (const institution of identity.institutions) {
		add('institution', tellingParts(plainText(institution)).map(institutionPattern));
	}
	for (const name of identity.names) {
		const family = familyPattern(plainName(name));
		if (family !== undefined) add('own-work', [ownWorkName(family)]);
	}
	add('own-work', ownWork);
	add('acknowledgement', acknowledgement);
	add('funding', funding);
	add('personal-page', [personalPage], (found) => madeBlind.test(found) || /orcid\.org/i.test(found));
	for (const link of identity.links) add('personal-page', [institutionPattern(link.replace(/^https?:\/\//, ''))]);
	return search;
}

const plainName = ({ given, family }: { given: string; family: string }) => ({
	given: plainText(given),
	family: plainText(family),
});

/** What stands at a place, with some words before and after, on one line. */
function quoteAt(text: string, at: number, length: number): string {
	const from = Math.max(0, at - around);
	const to = Math.min(text.length, at + Math.min(length, 120) + around);
	const line = text.slice(from, to).replace(/\s+/g, ' ').trim();
	return `${from > 0 ? '… ' : ''}${line}${to < text.length ? ' …' : ''}`;
}
