import type { Bilingual, Locale } from '#core/i18n/index.ts';
import type { Answers, PersonEntry } from '#modules/calls/answers.ts';
import type { Form } from '#modules/calls/form.ts';
import { mayShowPerson, type Shown } from '#modules/calls/public-person.ts';
import { answerInLocale } from '#modules/calls/readable.ts';
import { publicPeople } from './public-name.ts';

/** One application on the public list of its call. */
export interface ListingEntry {
	application: string;
	number: string;
	/** Where its field is public. */
	title: Bilingual | null;
	/** Where its field is public, and the person may be shown. */
	people: { name: string; affiliation: string }[];
	/** A minor's name that the guardian did not allow to be shown. */
	nameWithheld: boolean;
	/** The other public answers, in the order of the form. */
	answers: { id: string; label: Bilingual; text: Bilingual; long: boolean; url: string | null }[];
}

/** Kinds of answers that a list of the public never shows: files, addresses, what is only declared to the organisers. */
const neverListed: ReadonlySet<string> = new Set(['file', 'declaration', 'email']);

/**
 * What the public reads of an application: only answers to fields that say `visibleTo: public`; of people their names and
 * affiliations and nothing to write to; of a minor no name unless the guardian allowed it. Pure.
 */
export function listingEntry(one: Shown & { id: string; number: string; form: Form; answers: Answers }): ListingEntry {
	const entry: ListingEntry = {
		application: one.id,
		number: one.number,
		title: null,
		people: [],
		nameWithheld: false,
		answers: [],
	};
	const named = mayShowPerson(one, 'name');
	for (const field of one.form.fields) {
		const answer = one.answers[field.id];
		if (field.visibleTo !== 'public' || answer === undefined || neverListed.has(field.kind)) continue;
		if (field.kind === 'person-list') {
			if (!named) entry.nameWithheld = true;
			else {
				// Where each person is asked, only who has agreed is named.
				const people = (answer as PersonEntry[]).filter(({ consent }) => !field.consents || consent === true);
				entry.people.push(...publicPeople(people));
			}
			continue;
		}
		const say = (locale: Locale) => answerInLocale(field, answer, locale);
		const text = { en: say('en'), zh: say('zh') };
		if (text.en === '' && text.zh === '') continue;
		if (field.role === 'title') {
			entry.title = text;
			continue;
		}
		const url = field.kind === 'link' && /^https?:\/\//.test(String(answer)) ? String(answer) : null;
		const long = field.kind === 'long-text' || field.kind === 'group';
		entry.answers.push({ id: field.id, label: field.label, text, long, url });
	}
	return entry;
}
