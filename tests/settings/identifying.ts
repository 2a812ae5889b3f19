import type { FieldKind, FieldRole } from '../../src/modules/calls/form.ts';

/* Which kinds and meanings of a question lead to who applied, so that a blind reader is denied them. Nothing here ships. */

export const identifyingKinds: Record<FieldKind, boolean> = {
	...{
		'short-text': false,
		'long-text': false,
		number: false,
		date: false,
		keywords: false,
		choice: false,
		track: false,
	},
	...{ 'person-list': true, group: false, place: true, country: true, 'yes-no': false, declaration: false },
	// A file goes as a copy that was cleaned, under a name that says nothing.
	...{ file: false, link: true, email: true, language: false },
};

export const identifyingRoles: Record<FieldRole, boolean> = {
	...{ title: false, abstract: false, summary: false, keywords: false, track: false, mode: false, format: false },
	...{ contributors: true, organisation: true, outlet: true, place: true, referees: true, guardian: true },
	...{ student: false, language: false, attachment: false, 'age-band': false, products: false, amount: false },
	...{ 'public-name': true, portrait: true, logo: true, website: true, proof: true },
};
