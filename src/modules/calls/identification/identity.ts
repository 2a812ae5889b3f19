import type { Answer, Answers, PersonEntry } from '../answers.ts';
import type { Form } from '../form.ts';

/** A name as it stands in a form or an account; either part may be all that there is. */
export interface NameParts {
	given: string;
	family: string;
}

/** Who is behind an application, as far as the application and the account say so. */
export interface Identity {
	names: NameParts[];
	emails: string[];
	/** `0000-0002-1825-0097`. */
	orcids: string[];
	/** Institutions as they were typed. */
	institutions: string[];
	/** Addresses of pages that were answered. */
	links: string[];
}

/** Who is named in answers, beside what is known of the account that hands them in. */
export function identityOf(form: Pick<Form, 'fields'>, answers: Answers, account: Partial<Identity> = {}): Identity {
	const found: Identity = {
		names: [...(account.names ?? [])],
		emails: [...(account.emails ?? [])],
		orcids: [...(account.orcids ?? [])],
		institutions: [...(account.institutions ?? [])],
		links: [...(account.links ?? [])],
	};
	for (const field of form.fields) {
		const answer = answers[field.id];
		if (answer === undefined) continue;
		if (field.kind === 'person-list') addPeople(found, answer as PersonEntry[]);
		else if (field.kind === 'email') found.emails.push(String(answer));
		else if (field.kind === 'link') found.links.push(String(answer));
		else if (field.role === 'organisation') found.institutions.push(...wordsOf(answer));
		else if (field.role === 'public-name') found.names.push(...wordsOf(answer).map(nameOf));
	}
	return {
		names: unique(found.names.map(({ given, family }) => ({ given: given.trim(), family: family.trim() }))).filter(
			({ given, family }) => `${given}${family}` !== '',
		),
		emails: unique(found.emails.map((one) => one.trim().toLowerCase())).filter((one) => one.includes('@')),
		orcids: unique(found.orcids.map((one) => one.trim())).filter(Boolean),
		institutions: unique(found.institutions.map((one) => one.trim())).filter((one) => one.length >= 2),
		links: unique(found.links.map((one) => one.trim())).filter(Boolean),
	};
}

function addPeople(found: Identity, people: readonly PersonEntry[]): void {
	for (const { given, family, email, orcid, affiliation } of people) {
		found.names.push({ given, family });
		found.emails.push(email);
		found.orcids.push(orcid);
		found.institutions.push(affiliation);
	}
}

/** A name typed as one text: the last word is the family's, of Chinese characters the first. */
function nameOf(text: string): NameParts {
	const words = text.trim().split(/\s+/);
	if (words.length > 1) return { given: words.slice(0, -1).join(' '), family: words.at(-1) ?? '' };
	return /^\p{Script=Han}{2,4}$/u.test(text)
		? { family: text.slice(0, 1), given: text.slice(1) }
		: { given: '', family: text };
}

const wordsOf = (answer: Answer): string[] =>
	typeof answer === 'string' ? [answer] : typeof answer === 'object' ? Object.values(answer).filter(isText) : [];
const isText = (value: unknown): value is string => typeof value === 'string';

function unique<T>(list: readonly T[]): T[] {
	return [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
}
