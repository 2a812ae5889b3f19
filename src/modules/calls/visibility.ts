import type { Answers } from './answers.ts';
import type { Field, Form } from './form.ts';

/** As what somebody reads, from the nearest to the widest circle. */
export const circles = ['applicant', 'organisers', 'reviewers', 'public'] as const;
export type Circle = (typeof circles)[number];

/** Somebody who reads answers. */
export interface Reader {
	circle: Circle;
	/** The confirmed addresses of his account; empty for whoever has none. */
	addresses: readonly string[];
	/** He must not learn who applied (a reviewer of a double-blind stage): nothing that tells it is for him. */
	blind?: boolean;
}

/**
 * Whether a reader may read the answers to a field. The one rule for desk, reviewers, exports, API, search and site:
 * the applicant reads his own; an answer for named accounts is read by those that own one of its addresses, and by no
 * organiser beside them; any other is read by its circle and those nearer to the application.
 */
export function mayRead(field: Pick<Field, 'visibleTo' | 'viewers'> & Identity, reader: Reader): boolean {
	if (reader.circle === 'applicant') return true;
	if (reader.blind && identifies(field)) return false;
	if (field.visibleTo === 'named') {
		const own = new Set(reader.addresses.map(folded));
		return field.viewers?.some((address) => own.has(folded(address))) ?? false;
	}
	return circles.indexOf(reader.circle) <= circles.indexOf(field.visibleTo);
}

/** Kinds of answers that name people or lead to them, and meanings that do. */
const identifyingKinds: ReadonlySet<string> = new Set(['person-list', 'email', 'link', 'place', 'country']);
const identifyingRoles: ReadonlySet<string> = new Set([
	...['contributors', 'organisation', 'outlet', 'place', 'referees', 'guardian', 'public-name'],
	...['portrait', 'logo', 'website', 'proof'],
]);

/** Whether an answer tells who applied, or may: by its kind, by its meaning, or because it is asked as personal data. */
export function identifies(field: Identity): boolean {
	return (
		identifyingKinds.has(field.kind ?? '') ||
		identifyingRoles.has(field.role ?? '') ||
		field.purpose !== undefined ||
		(field.fields?.some(({ kind }) => identifyingKinds.has(kind)) ?? false)
	);
}

/** What of a field tells whether its answers identify anybody; a group asks several things. */
type Identity = { kind?: string; role?: string; purpose?: unknown; fields?: readonly { kind: string }[] };

/** As whom a reviewer or juror reads at a stage: nothing that is for named accounts, and as blind as the stage is. */
export function reviewerOf(stage: { blind: 'double' | 'single' | 'open' }): Reader {
	return { circle: 'reviewers', addresses: [], blind: stage.blind === 'double' };
}

/** The answers that a reader may read. */
export function answersFor(form: Form, answers: Answers, reader: Reader): Answers {
	const kept: Answers = {};
	for (const field of form.fields) {
		const answer = Object.hasOwn(answers, field.id) ? answers[field.id] : undefined;
		if (answer !== undefined && mayRead(field, reader)) kept[field.id] = answer;
	}
	return kept;
}

/**
 * The form as a reader may know it: without the fields whose answers he may not read, and without the addresses of those
 * for whom an answer is.
 */
export function formFor(form: Form, reader: Reader): Form {
	return withoutViewers({ ...form, fields: form.fields.filter((field) => mayRead(field, reader)) });
}

/** A form as it leaves the desk: that few people read an answer is said, and their addresses are not. */
export function withoutViewers<F extends Pick<Form, 'fields'>>(form: F): F {
	if (!form.fields.some(({ viewers }) => viewers)) return form;
	return { ...form, fields: form.fields.map(({ viewers: _, ...field }) => field as Field) };
}

/**
 * A form by which answers to an earlier one are read as well: what was for named accounts when it was answered stays
 * theirs, whoever may read the field by now.
 * @param earlier the fields of the earlier form that were for named accounts
 */
export function narrowedBy(form: Form, earlier: readonly Pick<Field, 'id' | 'viewers'>[]): Form {
	if (earlier.length === 0) return form;
	const fields = form.fields.map((field) => {
		const before = earlier.find(({ id }) => id === field.id);
		if (!before) return field;
		const own = field.visibleTo === 'named' ? new Set(field.viewers?.map(folded)) : undefined;
		const viewers = (before.viewers ?? []).filter((address) => own?.has(folded(address)) ?? true);
		return { ...field, visibleTo: 'named' as const, viewers };
	});
	return { ...form, fields };
}

/** The fields among the answers that were meant for named accounts: reading them is an event in the ledger. */
export function namedFields(form: Form, answers: Answers): string[] {
	return (
		form.fields
			// The database says null where it was asked for an answer that is not there.
			.filter((field) => field.visibleTo === 'named' && (answers[field.id] ?? null) !== null)
			.map((field) => field.id)
	);
}

const folded = (address: string) => address.trim().toLowerCase();
