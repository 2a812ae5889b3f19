import { inLocale, type Locale } from '#core/i18n/index.ts';
import type { PictureView } from '#core/pictures/view.ts';
import { pictureById, publicAssets } from '#modules/editions/asset-address.ts';
import type { Bundle, BundlePerson, Position } from '#modules/editions/bundle/index.ts';

export interface CommitteePerson {
	id: string;
	name: string;
	/** The name without honours, for initials. */
	plainName: string;
	/** Offices in the order of protocol. */
	offices: string[];
	/** Titles and affiliations in the order of this language. */
	positions: string[];
	sample: boolean;
	/** Given with permission, or nothing. */
	portrait: PictureView | null;
}

/** The committee person by person, in the order of protocol; roles that are only a reading of the source are left out. */
export function committeeView(bundle: Bundle, locale: Locale): CommitteePerson[] {
	const { committee } = bundle;
	if (!committee) return [];
	const people = new Map<string, CommitteePerson>();
	const office = new Map(committee.offices.map((one) => [one.id, inLocale(one.name, locale).text]));
	const rank = new Map(committee.offices.map((one, place) => [one.id, place]));
	const roles = committee.roles
		.filter((role) => role.reading === undefined)
		.map((role, place) => ({ role, place }))
		.sort((a, b) => (rank.get(a.role.office) ?? 0) - (rank.get(b.role.office) ?? 0) || a.place - b.place);
	for (const { role } of roles) {
		const person = bundle.persons.find((one) => one.id === role.person);
		if (!person) continue;
		const known = people.get(person.id) ?? personView(bundle, person, locale);
		known.offices.push(office.get(role.office) ?? role.office);
		people.set(person.id, known);
	}
	return [...people.values()];
}

function personView(bundle: Bundle, person: BundlePerson, locale: Locale): CommitteePerson {
	return {
		id: person.id,
		name: personName(person, locale),
		plainName: personName({ ...person, honours: [] }, locale),
		offices: [],
		positions: person.positions[locale].map((position) => positionText(bundle, position, locale)),
		sample: person.sample,
		portrait: pictureById(publicAssets(bundle.edition.slug), bundle, person.portrait, locale) ?? null,
	};
}

/** The name as this language writes it: Han where a source gives it and the page is Chinese, else Latin in its own order, honours after it. */
export function personName(person: BundlePerson, locale: Locale): string {
	const { latin, han } = person.names;
	if (locale === 'zh' && han) return `${han.family}${han.given}`;
	const name = latin.order === 'family-first' ? `${latin.family} ${latin.given}` : `${latin.given} ${latin.family}`;
	return [name, ...person.honours].join(' ');
}

/** 'Dean, School of Life Sciences, Beijing Institute of Technology' · '北京理工大学生命学院院长': the large stands last in English, first in Chinese. */
export function positionText(bundle: Bundle, position: Position, locale: Locale): string {
	const organisation = bundle.organisations.find((one) => one.id === position.organisation);
	const name = organisation ? inLocale(organisation.name, locale).text : undefined;
	if (locale === 'zh') {
		// Latin names need air before Han ones.
		return [name, position.unit, position.title]
			.filter((part) => part !== undefined)
			.reduce((text, part) => (/[A-Za-z]$/.test(text) ? `${text} ${part}` : text + part), '');
	}
	return [position.title, position.unit, name].filter((part) => part !== undefined).join(', ');
}
