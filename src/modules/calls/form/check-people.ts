import type { Problem } from '#core/refusal/index.ts';
import { isCountry, isEmail, readOrcid } from '#core/text/index.ts';
import type { PersonEntry } from '../answers.ts';
import type { FieldOf } from '../form.ts';
import { type Strictness, tooLong } from './check-simple.ts';

/** What is wrong with a list of people: the list as a whole, then each person at his part. */
export function checkPeople(
	field: FieldOf<'person-list'>,
	people: readonly PersonEntry[],
	{ complete, required }: Strictness,
): Problem[] {
	const problems: Problem[] = [];
	const figures = { count: people.length, min: field.min, max: field.max };
	if (complete && people.length < Math.max(field.min, required ? 1 : 0)) {
		problems.push({ path: field.id, code: 'too-few-people', params: figures });
	}
	if (people.length > field.max) problems.push({ path: field.id, code: 'too-many-people', params: figures });
	const orcids = new Set<string>();
	people.forEach((person, i) => {
		const path = (part: string) => `${field.id}.${i}.${part}`;
		if (complete) problems.push(...missingParts(field, person, path));
		for (const part of ['given', 'family'] as const) problems.push(...tooLong(path(part), person[part], 100));
		problems.push(...tooLong(path('affiliation'), person.affiliation, 300));
		if (person.email !== '' && !isEmail(person.email)) problems.push({ path: path('email'), code: 'bad-email' });
		if (person.country !== '' && !isCountry(person.country))
			problems.push({ path: path('country'), code: 'bad-country' });
		if (person.orcid !== '') problems.push(...checkOrcid(path('orcid'), person.orcid, orcids));
		if (person.role && !field.roles?.some(({ id }) => id === person.role)) {
			problems.push({ path: path('role'), code: 'unknown-option' });
		}
	});
	const presenters = people.filter((person) => person.presenter).length;
	const presenting = `${field.id}.presenter`;
	if (complete && field.presenter !== 'none' && people.length > 0 && presenters === 0) {
		problems.push({ path: presenting, code: 'no-presenter' });
	}
	if (field.presenter === 'one' && presenters > 1) problems.push({ path: presenting, code: 'several-presenters' });
	return problems;
}

function missingParts(field: FieldOf<'person-list'>, person: PersonEntry, path: (part: string) => string): Problem[] {
	const problems: Problem[] = [];
	for (const part of new Set([...field.needs, 'family' as const])) {
		if (part !== 'consent' && person[part] === '') problems.push({ path: path(part), code: 'required' });
	}
	if (field.roles && !person.role) problems.push({ path: path('role'), code: 'required' });
	if (field.consents && field.needs.includes('consent') && !person.consent) {
		problems.push({ path: path('consent'), code: 'no-consent' });
	}
	return problems;
}

function checkOrcid(path: string, text: string, seen: Set<string>): Problem[] {
	const read = readOrcid(text);
	if ('error' in read) return [{ path, code: read.error === 'bad-digit' ? 'bad-orcid-digit' : 'bad-orcid' }];
	if (seen.has(read.orcid)) return [{ path, code: 'repeated-orcid', params: { orcid: read.orcid } }];
	seen.add(read.orcid);
	return [];
}
