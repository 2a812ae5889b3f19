import { type Keyed, keysOf, type Place, type Reading } from './conflict-index.ts';
import type { Judge, Judged } from './conflict-inference.ts';
import type { NamedInstitution } from './institution.ts';
import { siteDomain } from './mail-domain.ts';

/*
 * Who stands in a relation with a sponsor or exhibitor must not judge what that sponsor or exhibitor applies with, nor what
 * names it: a jury that could be said to be paid for decides nothing.
 */

/** A sponsor or exhibitor: a partner that the edition names, or a body to which a call has granted that. */
export interface Supporter extends NamedInstitution {
	id: string;
	/** Addresses of its pages. */
	sites: readonly string[];
	/** Who holds the application by which it became one, or works on it. */
	people: readonly string[];
	/** Who speaks for it there, in lower case. */
	addresses: readonly string[];
}

/** How a judge stands to a supporter, and which applications are its own or name it. */
export interface SupporterRelation {
	supporter: Supporter;
	by: 'sponsor-person' | 'sponsor-institution' | 'sponsor-domain';
	places: readonly Place[];
	/** Where its name only stands somewhere in a text. */
	mentions: readonly Place[];
}

/** The supporters to whom a judge stands in a relation, in their order, each by the surest that is known. Pure. */
export function supportersOfJudge(
	supporters: readonly Supporter[],
	judged: readonly Judged[],
	by: Keyed,
	root: (key: string) => string,
	read: Reading,
): (judge: Judge) => SupporterRelation[] {
	const mentioned = new Map<string, Place[]>();
	for (const { application, mentions = [] } of judged) {
		for (const id of mentions) {
			const places = mentioned.get(id);
			if (places) places.push({ application, who: '' });
			else mentioned.set(id, [{ application, who: '' }]);
		}
	}
	const known = supporters.map((supporter) => {
		const keys = new Set(keysOf([supporter], root, read).map(({ key }) => key));
		const told = [...supporter.sites.map(siteDomain), ...supporter.addresses.map(read.domain)];
		const domains = new Set(told.filter((domain) => domain !== undefined));
		const places = [
			...[...keys].flatMap((key) => [...by.organisation.at(key), ...by.institution.at(key)]),
			...[...domains].flatMap((domain) => [...by.site.at(domain), ...by.domain.at(domain)]),
			...supporter.people.flatMap((person) => by.person.at(person)),
		];
		return { supporter, keys, domains, places, mentions: mentioned.get(supporter.id) ?? [] };
	});
	// Who has nothing here is looked at no further.
	const here = known.filter(({ places, mentions }) => places.length > 0 || mentions.length > 0);
	return (judge) => {
		if (here.length === 0) return [];
		const keys = keysOf(judge.affiliations, root, read).map(({ key }) => key);
		const domains = judge.addresses.map(read.domain);
		return here.flatMap(({ supporter, places, mentions, ...its }): SupporterRelation[] => {
			const how =
				supporter.people.includes(judge.person) || judge.addresses.some((one) => supporter.addresses.includes(one))
					? 'sponsor-person'
					: keys.some((key) => its.keys.has(key))
						? 'sponsor-institution'
						: domains.some((domain) => domain !== undefined && its.domains.has(domain))
							? 'sponsor-domain'
							: undefined;
			return how ? [{ supporter, by: how, places, mentions }] : [];
		});
	};
}
