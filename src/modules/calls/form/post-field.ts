import type { Answer, FileAnswer, GroupRow, PersonEntry, Place, SimpleAnswer, Texts } from '../answers.ts';
import type { Field } from '../form.ts';
import { postPeople } from './read-people.ts';
import { plainNumber } from './read-simple.ts';

/** Names and values of one answer, as `readField` reads them back. */
export function entriesOfField(field: Field, answer: Answer): [string, string][] {
	switch (field.kind) {
		case 'short-text':
		case 'long-text':
			if (typeof answer === 'string') return [[field.id, answer]];
			return Object.entries(answer as Texts).map(([tag, text]) => [`${field.id}.${tag}`, text]);
		case 'number':
		case 'date':
		case 'keywords':
		case 'choice':
		case 'track':
		case 'country':
		case 'yes-no':
		case 'link':
		case 'email':
		case 'language':
			return entriesOfSimple(field.id, answer as SimpleAnswer);
		case 'declaration':
			return answer ? [[field.id, 'on']] : [];
		case 'place': {
			const place = answer as Place;
			return [
				[`${field.id}.city`, place.city],
				[`${field.id}.zone`, place.zone],
			];
		}
		case 'file':
			return [[`${field.id}.file`, (answer as FileAnswer).file]];
		case 'person-list':
			return postPeople(field, answer as PersonEntry[]);
		case 'group':
			return (answer as GroupRow[]).flatMap((row, i) =>
				// What is empty is posted too, so that an empty row between others keeps its place.
				field.fields.flatMap((inner) => entriesOfSimple(`${field.id}.${i}.${inner.id}`, row[inner.id] ?? '')),
			);
	}
}

function entriesOfSimple(name: string, answer: SimpleAnswer): [string, string][] {
	if (Array.isArray(answer)) return answer.map((value) => [name, value]);
	if (typeof answer === 'boolean') return [[name, answer ? 'yes' : 'no']];
	return [[name, typeof answer === 'number' ? plainNumber(answer) : answer]];
}
