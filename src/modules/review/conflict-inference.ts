import { coAuthorYears, type ConflictKind, type ConflictSource, type Grounds, type StatedKind } from './conflict.ts';
import {
	displayed,
	Found,
	indexOf,
	type Keyed,
	keysOf,
	type Place,
	type Reading,
	readingTexts,
} from './conflict-index.ts';
import { institutionAliases, type NamedInstitution } from './institution.ts';
import { type Supporter, supportersOfJudge } from './sponsor-relation.ts';

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
	| 'site'
	| 'sponsor-institution'
	| 'sponsor-domain'
	| 'sponsor-person'
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
	/** Addresses of the pages of a body that applies. */
	sites?: readonly string[];
	/** Ids of supporters whom its texts mention. */
	mentions?: readonly string[];
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
	/** Sponsors and exhibitors of the edition, where a jury must have nothing to do with them. */
	supporters?: readonly Supporter[];
	/** The present year: how recent working together is. */
	year: number;
}

/**
 * All that is between these people and these applications, on record, by what they declared, or inferred; the kinds of
 * each pair once. Who applied, works on it or is named in it has no other conflict beside that. Pure.
 */
export function inferConflicts({ judges, judged, together, supporters = [], year }: InferenceInput): ConflictFact[] {
	const read = readingTexts();
	const records = [
		...judges.flatMap(({ affiliations }) => affiliations),
		...judged.flatMap(({ people }) => people.flatMap(({ affiliations }) => affiliations)),
		...supporters,
	];
	const root = institutionAliases(records, read.keys);
	const by = indexOf(judged, root, read);
	const own = ownParts(judged);
	const bySupporter = supportersOfJudge(supporters, judged, by, root, read);
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
		for (const domain of new Set(judge.addresses.map(read.domain))) {
			found.note(by.site.at(domain), 'sponsor', 'inferred', 'same', { by: 'site', value: domain ?? '' });
		}
		for (const { supporter, by: how, places, mentions } of bySupporter(judge)) {
			const evidence = { by: how, value: displayed(supporter.names) };
			found.note(places, 'sponsor', 'inferred', 'same', evidence);
			const sure = found.applications('sponsor', 'inferred', 'same');
			found.note(mentions, 'sponsor', 'inferred', 'alike', evidence, sure);
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

const rorOf = (id: string) => /(0[a-hj-km-np-tv-z0-9]{6}[0-9]{2})\/?\s*$/i.exec(id)?.[1]?.toLowerCase();

function declaredPlaces(one: Declared, by: Keyed, root: (key: string) => string, read: Reading): readonly Place[] {
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
