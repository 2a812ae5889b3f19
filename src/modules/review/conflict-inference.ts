import { coAuthorYears, type ConflictKind, type ConflictSource, type Grounds, type StatedKind } from './conflict.ts';
import { institutionAliases, institutionInitials, institutionKeys, type NamedInstitution } from './institution.ts';
import { institutionDomain } from './mail-domain.ts';
import { nameKey } from './person-name.ts';

/*
 * What is between those who may judge and what is to be judged, found from what is known of both. Everything of the
 * applications is put under keys once, and each judge looks his own up: the work grows with what is found, not with
 * people times applications.
 */

/** What a conflict was found by. */
export type EvidenceBy =
	| 'holder'
	| 'member'
	| 'address'
	| 'orcid'
	| 'name'
	| 'institution'
	| 'initials'
	| 'domain'
	| 'submission'
	| 'publication'
	| 'declared'
	| 'organisation'
	| 'stated'
	| 'recusal';

export interface Evidence {
	by: EvidenceBy;
	/** The institution, domain, number of a submission, title of a publication, or words that were said. */
	value: string;
	/** The person of the application with whom it is, by name; empty where it is with all of it. */
	who: string;
	year?: number;
}

/** One thing that is between a person and an application. */
export interface ConflictFact {
	application: string;
	person: string;
	kind: ConflictKind;
	source: ConflictSource;
	grounds: Grounds;
	evidence: Evidence;
}

/** What somebody said of himself, for every call. */
export interface Declared {
	about: 'person' | 'institution';
	kind: StatedKind;
	name: string;
	/** An address, or a ROR id; may be empty. */
	identifier: string;
	year: number | null;
}

/** Somebody who may judge. */
export interface Judge {
	person: string;
	/** All forms of the name. */
	names: readonly string[];
	/** In lower case. */
	addresses: readonly string[];
	orcid: string | null;
	affiliations: readonly NamedInstitution[];
	declared: readonly Declared[];
	publications: readonly { title: string; year?: number; authors?: readonly string[] }[];
}

/** A person of an application: its holder, who works on it, or whom its answers name. */
export interface JudgedPerson {
	as: 'holder' | 'member' | 'named';
	person: string | null;
	names: readonly string[];
	addresses: readonly string[];
	orcid: string | null;
	affiliations: readonly NamedInstitution[];
}

export interface Judged {
	application: string;
	people: readonly JudgedPerson[];
	/** Organisations that the application is of or about. */
	organisations: readonly string[];
}

/** Somebody stands in another submission together with a person or an address. */
export interface Together {
	person: string;
	with: { person?: string; address?: string };
	/** The number of that submission. */
	number: string;
	year: number;
}

export interface InferenceInput {
	judges: readonly Judge[];
	judged: readonly Judged[];
	together: readonly Together[];
	/** The present year: how recent working together is. */
	year: number;
}

interface Place {
	application: string;
	who: string;
}

class Index {
	readonly #places = new Map<string, Place[]>();
	/** Applications come one after the other: one that is there already is the last. */
	add(key: string | undefined, place: Place) {
		if (key === undefined || key === '') return;
		const there = this.#places.get(key);
		if (!there) this.#places.set(key, [place]);
		else if (there.at(-1)?.application !== place.application) there.push(place);
	}
	at(key: string | undefined): readonly Place[] {
		return (key !== undefined && this.#places.get(key)) || [];
	}
}

const displayed = (names: readonly string[]) => names.find((name) => name.trim() !== '') ?? '';
const rorOf = (id: string) => /(0[a-hj-km-np-tv-z0-9]{6}[0-9]{2})\/?\s*$/i.exec(id)?.[1]?.toLowerCase();

/** What is asked of a text; the same affiliations and names come again and again, so each text is read once. */
function readingTexts() {
	const once = <T>(read: (text: string) => T) => {
		const known = new Map<string, T>();
		return (text: string): T => {
			let found = known.get(text);
			if (found === undefined && !known.has(text)) {
				found = read(text);
				known.set(text, found);
			}
			return found as T;
		};
	};
	return {
		keys: once(institutionKeys),
		initials: once(institutionInitials),
		domain: once(institutionDomain),
		name: once(nameKey),
	};
}
type Reading = ReturnType<typeof readingTexts>;

/** Everything of the applications under the keys by which it is looked up. */
function indexOf(judged: readonly Judged[], root: (key: string) => string, read: Reading) {
	const by = {
		person: new Index(),
		address: new Index(),
		orcid: new Index(),
		name: new Index(),
		institution: new Index(),
		initials: new Index(),
		domain: new Index(),
		organisation: new Index(),
	};
	for (const { application, people, organisations } of judged) {
		for (const one of people) {
			const place = { application, who: displayed(one.names) };
			by.person.add(one.person ?? undefined, place);
			by.orcid.add(one.orcid ?? undefined, place);
			for (const name of one.names) by.name.add(read.name(name), place);
			for (const address of one.addresses) {
				by.address.add(address, place);
				by.domain.add(read.domain(address), place);
			}
			for (const { key } of keysOf(one.affiliations, root, read)) by.institution.add(key, place);
			for (const { names } of one.affiliations) for (const name of names) by.initials.add(read.initials(name), place);
		}
		for (const text of organisations) {
			for (const key of read.keys(text)) by.organisation.add(root(key), { application, who: text });
		}
	}
	return by;
}

/** The keys of affiliations with the words from which they come. */
function keysOf(affiliations: readonly NamedInstitution[], root: (key: string) => string, read: Reading) {
	return affiliations.flatMap(({ names, ror }) => {
		const said = displayed(names);
		const keys = [...names.flatMap(read.keys), ...(ror ? [`ror:${ror}`] : [])];
		return [...new Set(keys.map(root))].map((key) => ({ key, said }));
	});
}

/**
 * All that is between these people and these applications, on record, by what they declared, or inferred; the kinds of
 * each pair once. Who applied, works on it or is named in it has no other conflict beside that. Pure.
 */
export function inferConflicts({ judges, judged, together, year }: InferenceInput): ConflictFact[] {
	const read = readingTexts();
	const records = [
		...judges.flatMap(({ affiliations }) => affiliations),
		...judged.flatMap(({ people }) => people.flatMap(({ affiliations }) => affiliations)),
	];
	const root = institutionAliases(records, read.keys);
	const by = indexOf(judged, root, read);
	const own = ownParts(judged);
	const shared = Map.groupBy(together, ({ person }) => person);
	return judges.flatMap((judge) => {
		const found = new Found(judge.person);
		for (const part of own.get(judge.person) ?? []) {
			found.note([part], 'self', 'record', 'same', { by: part.as, value: '' });
		}
		found.settleOwn();
		for (const address of judge.addresses) {
			found.note(by.address.at(address), 'named', 'record', 'same', { by: 'address', value: address });
		}
		found.settleOwn();
		const orcid = judge.orcid ?? undefined;
		found.note(by.orcid.at(orcid), 'named', 'inferred', 'same', { by: 'orcid', value: orcid ?? '' });
		for (const name of judge.names) {
			found.note(by.name.at(read.name(name)), 'named', 'inferred', 'alike', { by: 'name', value: name });
		}
		for (const { key, said } of keysOf(judge.affiliations, root, read)) {
			found.note(by.institution.at(key), 'institution', 'inferred', 'same', { by: 'institution', value: said });
			found.note(by.organisation.at(key), 'sponsor', 'inferred', 'same', { by: 'organisation', value: said });
		}
		const atSame = found.applications('institution', 'inferred', 'same');
		for (const initials of new Set(judge.affiliations.flatMap(({ names }) => names.map(read.initials)))) {
			const value = (initials ?? '').toUpperCase();
			found.note(by.initials.at(initials), 'institution', 'inferred', 'alike', { by: 'initials', value }, atSame);
		}
		for (const domain of new Set(judge.addresses.map(read.domain))) {
			found.note(by.domain.at(domain), 'mail-domain', 'inferred', 'same', { by: 'domain', value: domain ?? '' });
		}
		const recent = (of: number | null | undefined): Grounds =>
			of === null || of === undefined || of >= year - coAuthorYears ? 'same' : 'alike';
		for (const one of shared.get(judge.person) ?? []) {
			const places = one.with.person ? by.person.at(one.with.person) : by.address.at(one.with.address);
			const evidence = { by: 'submission' as const, value: one.number, year: one.year };
			found.note(places, 'co-author', 'inferred', recent(one.year), evidence);
		}
		for (const { title, year: of, authors = [] } of judge.publications) {
			// Papers of long ago are no hint any more, and whose year is unknown may be of long ago.
			if (of === undefined || recent(of) === 'alike') continue;
			for (const author of authors) {
				const evidence = { by: 'publication' as const, value: title, year: of };
				found.note(by.name.at(read.name(author)), 'co-author', 'inferred', 'alike', evidence);
			}
		}
		for (const one of judge.declared) {
			const old = one.kind === 'co-author' && recent(one.year) === 'alike';
			const evidence = { by: 'declared' as const, value: one.name, ...(one.year === null ? {} : { year: one.year }) };
			const places = declaredPlaces(one, by, root, read);
			found.note(places, one.kind, old ? 'inferred' : 'profile', old ? 'alike' : 'same', evidence);
		}
		return found.facts;
	});
}

/** What was found of one judge, each kind of each application once, by what it was found first. */
class Found {
	readonly facts: ConflictFact[] = [];
	readonly #person: string;
	readonly #known = new Map<string, Set<string>>();
	/** Applications that are his own, or name him: there nothing else is said. */
	#own = new Set<string>();

	constructor(person: string) {
		this.#person = person;
	}

	/** Of which applications this was found. */
	applications(kind: ConflictKind, source: ConflictSource, grounds: Grounds): Set<string> {
		const key = `${kind} ${source} ${grounds}`;
		const known = this.#known.get(key) ?? new Set();
		if (known.size === 0) this.#known.set(key, known);
		return known;
	}

	note(
		places: readonly Place[],
		kind: ConflictKind,
		source: ConflictSource,
		grounds: Grounds,
		evidence: Omit<Evidence, 'who'>,
		but?: ReadonlySet<string>,
	): void {
		if (places.length === 0) return;
		const known = this.applications(kind, source, grounds);
		const person = this.#person;
		for (const { application, who } of places) {
			if (known.has(application) || this.#own.has(application) || but?.has(application)) continue;
			known.add(application);
			this.facts.push({ application, person, kind, source, grounds, evidence: { ...evidence, who } });
		}
	}

	/** All that was found by now is his own, or names him. */
	settleOwn(): void {
		this.#own = new Set(this.facts.map(({ application }) => application));
	}
}

function ownParts(judged: readonly Judged[]) {
	const own = new Map<string, (Place & { as: 'holder' | 'member' })[]>();
	for (const { application, people } of judged) {
		for (const { as, person, names } of people) {
			if (person === null || as === 'named') continue;
			const part = { application, who: displayed(names), as };
			const parts = own.get(person);
			if (parts) parts.push(part);
			else own.set(person, [part]);
		}
	}
	return own;
}

function declaredPlaces(
	one: Declared,
	by: ReturnType<typeof indexOf>,
	root: (key: string) => string,
	read: Reading,
): readonly Place[] {
	if (one.about === 'institution') {
		const ror = rorOf(one.identifier);
		const keys = [...read.keys(one.name), ...(ror ? [`ror:${ror}`] : [])].map(root);
		return keys.flatMap((key) => [
			...by.institution.at(key),
			...(one.kind === 'sponsor' ? by.organisation.at(key) : []),
		]);
	}
	const address = one.identifier.includes('@') ? one.identifier.trim().toLowerCase() : undefined;
	return [...by.address.at(address), ...by.name.at(read.name(one.name))];
}
