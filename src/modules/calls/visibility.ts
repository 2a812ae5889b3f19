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
}

/**
 * Whether a reader may read the answers to a field. The one rule for desk, reviewers, exports, API, search and site:
 * the applicant reads his own; an answer for named accounts is read by those that own one of its addresses, and by no
 * organiser beside them; any other is read by its circle and those nearer to the application.
 */
export function mayRead(field: Pick<Field, 'visibleTo' | 'viewers'>, reader: Reader): boolean {
	if (reader.circle === 'applicant') return true;
	if (field.visibleTo === 'named') {
		const own = new Set(reader.addresses.map(folded));
		return field.viewers?.some((address) => own.has(folded(address))) ?? false;
	}
	return circles.indexOf(reader.circle) <= circles.indexOf(field.visibleTo);
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

/** The form as a reader may know it: without the fields whose answers he may not read. */
export function formFor(form: Form, reader: Reader): Form {
	return { ...form, fields: form.fields.filter((field) => mayRead(field, reader)) };
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
