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
	add(key: string | undefined, place: Place) {
		if (key === undefined || key === '') return;
		const there = this.#places.get(key);
		if (!there) this.#places.set(key, [place]);
		else if (!there.some((one) => one.application === place.application)) there.push(place);
	}
	at(key: string | undefined): readonly Place[] {
		return (key !== undefined && this.#places.get(key)) || [];
	}
}

const displayed = (names: readonly string[]) => names.find((name) => name.trim() !== '') ?? '';
const rorOf = (id: string) => /(0[a-hj-km-np-tv-z0-9]{6}[0-9]{2})\/?\s*$/i.exec(id)?.[1]?.toLowerCase();

/** Everything of the applications under the keys by which it is looked up. */
function indexOf(judged: readonly Judged[], root: (key: string) => string) {
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
			for (const name of one.names) by.name.add(nameKey(name), place);
			for (const address of one.addresses) {
				by.address.add(address, place);
				by.domain.add(institutionDomain(address), place);
			}
			for (const { key } of keysOf(one.affiliations, root)) by.institution.add(key, place);
			for (const { names } of one.affiliations)
				for (const name of names) by.initials.add(institutionInitials(name), place);
		}
		for (const text of organisations) {
			for (const key of institutionKeys(text)) by.organisation.add(root(key), { application, who: text });
		}
	}
	return by;
}

/** The keys of affiliations with the words from which they come. */
function keysOf(affiliations: readonly NamedInstitution[], root: (key: string) => string) {
	return affiliations.flatMap(({ names, ror }) => {
		const said = displayed(names);
		const keys = [...names.flatMap(institutionKeys), ...(ror ? [`ror:${ror}`] : [])];
		return [...new Set(keys.map(root))].map((key) => ({ key, said }));
	});
}

/**
 * All that is between these people and these applications, on record, by what they declared, or inferred; the kinds of
 * each pair once. Who applied, works on it or is named in it has no other conflict beside that. Pure.
 */
export function inferConflicts({ judges, judged, together, year }: InferenceInput): ConflictFact[] {
	const root = institutionAliases([
		...judges.flatMap(({ affiliations }) => affiliations),
		...judged.flatMap(({ people }) => people.flatMap(({ affiliations }) => affiliations)),
	]);
	const by = indexOf(judged, root);
	const own = ownParts(judged);
	const shared = new Map<string, Together[]>();
	for (const one of together) shared.set(one.person, [...(shared.get(one.person) ?? []), one]);
	return judges.flatMap((judge) => {
		const facts = new Map<string, ConflictFact>();
		const note = (
			{ application, who }: Place,
			kind: ConflictKind,
			source: ConflictSource,
			grounds: Grounds,
			evidence: Omit<Evidence, 'who'>,
		) => {
			const key = `${application} ${kind} ${source} ${grounds}`;
			if (!facts.has(key)) {
				facts.set(key, { application, person: judge.person, kind, source, grounds, evidence: { ...evidence, who } });
			}
		};
		for (const part of own.get(judge.person) ?? []) note(part, 'self', 'record', 'same', { by: part.as, value: '' });
		const mine = new Set([...facts.values()].map(({ application }) => application));
		const others = (places: readonly Place[]) => places.filter(({ application }) => !mine.has(application));
		for (const address of judge.addresses) {
			for (const place of others(by.address.at(address))) {
				note(place, 'named', 'record', 'same', { by: 'address', value: address });
			}
		}
		for (const { application } of facts.values()) mine.add(application);
		for (const place of others(by.orcid.at(judge.orcid ?? undefined))) {
			note(place, 'named', 'inferred', 'same', { by: 'orcid', value: judge.orcid ?? '' });
		}
		for (const name of judge.names) {
			for (const place of others(by.name.at(nameKey(name))))
				note(place, 'named', 'inferred', 'alike', { by: 'name', value: name });
		}
		for (const { key, said } of keysOf(judge.affiliations, root)) {
			for (const place of others(by.institution.at(key))) {
				note(place, 'institution', 'inferred', 'same', { by: 'institution', value: said });
			}
			for (const place of others(by.organisation.at(key))) {
				note(place, 'sponsor', 'inferred', 'same', { by: 'organisation', value: said });
			}
		}
		for (const initials of new Set(judge.affiliations.flatMap(({ names }) => names.map(institutionInitials)))) {
			for (const place of others(by.initials.at(initials))) {
				if (facts.has(`${place.application} institution inferred same`)) continue;
				note(place, 'institution', 'inferred', 'alike', { by: 'initials', value: (initials ?? '').toUpperCase() });
			}
		}
		for (const domain of new Set(judge.addresses.map(institutionDomain))) {
			for (const place of others(by.domain.at(domain))) {
				note(place, 'mail-domain', 'inferred', 'same', { by: 'domain', value: domain ?? '' });
			}
		}
		const recent = (of: number | null | undefined): Grounds =>
			of === null || of === undefined || of >= year - coAuthorYears ? 'same' : 'alike';
		for (const one of shared.get(judge.person) ?? []) {
			const places = one.with.person ? by.person.at(one.with.person) : by.address.at(one.with.address);
			for (const place of others(places)) {
				note(place, 'co-author', 'inferred', recent(one.year), { by: 'submission', value: one.number, year: one.year });
			}
		}
		for (const { title, year: of, authors = [] } of judge.publications) {
			// Papers of long ago are no hint any more, and whose year is unknown may be of long ago.
			if (of === undefined || recent(of) === 'alike') continue;
			for (const author of authors) {
				for (const place of others(by.name.at(nameKey(author)))) {
					note(place, 'co-author', 'inferred', 'alike', { by: 'publication', value: title, year: of });
				}
			}
		}
		for (const one of judge.declared) {
			const old = one.kind === 'co-author' && recent(one.year) === 'alike';
			const evidence = { by: 'declared' as const, value: one.name, ...(one.year === null ? {} : { year: one.year }) };
			for (const place of others(declaredPlaces(one, by, root))) {
				note(place, one.kind, old ? 'inferred' : 'profile', old ? 'alike' : 'same', evidence);
			}
		}
		return [...facts.values()];
	});
}

function ownParts(judged: readonly Judged[]) {
	const own = new Map<string, (Place & { as: 'holder' | 'member' })[]>();
	for (const { application, people } of judged) {
		for (const { as, person, names } of people) {
			if (person === null || as === 'named') continue;
			own.set(person, [...(own.get(person) ?? []), { application, who: displayed(names), as }]);
		}
	}
	return own;
}

function declaredPlaces(
	one: Declared,
	by: ReturnType<typeof indexOf>,
	root: (key: string) => string,
): readonly Place[] {
	if (one.about === 'institution') {
		const ror = rorOf(one.identifier);
		const keys = [...institutionKeys(one.name), ...(ror ? [`ror:${ror}`] : [])].map(root);
		return keys.flatMap((key) => [
			...by.institution.at(key),
			...(one.kind === 'sponsor' ? by.organisation.at(key) : []),
		]);
	}
	const address = one.identifier.includes('@') ? one.identifier.trim().toLowerCase() : undefined;
	return [...by.address.at(address), ...by.name.at(nameKey(one.name))];
}
