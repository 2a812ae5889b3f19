import type { ConflictKind, ConflictSource, Grounds } from './conflict.ts';
import type { ConflictFact, Evidence, Judged } from './conflict-inference.ts';
import { institutionInitials, institutionKeys, type NamedInstitution } from './institution.ts';
import { institutionDomain, siteDomain } from './mail-domain.ts';
import { nameKey } from './person-name.ts';

/* What inference stands on: everything of the applications under keys, and what was found of one judge. */

/** Where in an application something stands: in whose words, or on which of its people. */
export interface Place {
	application: string;
	who: string;
}

export class Index {
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

/** The first name that says something. */
export const displayed = (names: readonly string[]) => names.find((name) => name.trim() !== '') ?? '';

/** What is asked of a text; the same affiliations and names come again and again, so each text is read once. */
export function readingTexts() {
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
export type Reading = ReturnType<typeof readingTexts>;

/** Everything of the applications under the keys by which it is looked up. */
export function indexOf(judged: readonly Judged[], root: (key: string) => string, read: Reading) {
	const by = {
		person: new Index(),
		address: new Index(),
		orcid: new Index(),
		name: new Index(),
		institution: new Index(),
		initials: new Index(),
		domain: new Index(),
		organisation: new Index(),
		site: new Index(),
	};
	for (const { application, people, organisations, sites = [] } of judged) {
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
		for (const site of sites) by.site.add(siteDomain(site), { application, who: site });
	}
	return by;
}

/** The keys of affiliations with the words from which they come. */
export function keysOf(affiliations: readonly NamedInstitution[], root: (key: string) => string, read: Reading) {
	return affiliations.flatMap(({ names, ror }) => {
		const said = displayed(names);
		const keys = [...names.flatMap(read.keys), ...(ror ? [`ror:${ror}`] : [])];
		return [...new Set(keys.map(root))].map((key) => ({ key, said }));
	});
}

/** What was found of one judge, each kind of each application once, by what it was found first. */
export class Found {
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

/** Everything of the applications, by what it is looked up. */
export type Keyed = ReturnType<typeof indexOf>;
