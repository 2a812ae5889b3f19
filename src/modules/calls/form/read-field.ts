import { cleanText } from '#core/text/index.ts';
import type { Answer, FileAnswer, GroupRow, Texts } from '../answers.ts';
import type { Field, FieldOf } from '../form.ts';
import { postedRows, readPeople } from './read-people.ts';
import { type Posted, postedLine, readCountry, readSimple, splitKeywords } from './read-simple.ts';

/** The answer to a question of a form as it was posted; undefined when it was left empty. */
export function readField(field: Field, posted: Posted, files: ReadonlyMap<string, FileAnswer>): Answer | undefined {
	const line = (name: string) => postedLine(posted, name);
	switch (field.kind) {
		case 'short-text':
		case 'long-text':
			return field.inLanguages
				? readTexts(field, field.inLanguages.languages, posted)
				: readSimple(field, posted, field.id);
		case 'number':
		case 'date':
		case 'choice':
		case 'yes-no':
		case 'link':
			return readSimple(field, posted, field.id);
		case 'country':
			return readCountry(line(field.id)) || undefined;
		case 'track':
		case 'language':
		case 'email':
			return line(field.id) || undefined;
		case 'keywords': {
			const words = (posted.get(field.id) ?? []).flatMap(splitKeywords);
			return words.length > 0 ? words : undefined;
		}
		case 'declaration':
			return line(field.id) === 'on' || line(field.id) === 'yes' ? true : undefined;
		case 'place': {
			const place = { city: line(`${field.id}.city`), zone: line(`${field.id}.zone`) };
			// A zone alone may have been filled in by the browser: only a city makes it an answer.
			return place.city === '' ? undefined : place;
		}
		case 'file':
			return files.get(posted.get(`${field.id}.file`)?.at(-1) ?? '');
		case 'person-list':
			return readPeople(field, posted);
		case 'group':
			return readRows(field, posted);
	}
}

function readTexts(
	field: FieldOf<'short-text'> | FieldOf<'long-text'>,
	languages: readonly string[],
	posted: Posted,
): Texts | undefined {
	const texts: Texts = {};
	for (const tag of languages) {
		const text = cleanText(posted.get(`${field.id}.${tag}`)?.at(-1) ?? '', { lines: field.kind === 'long-text' });
		if (text !== '') texts[tag] = text;
	}
	return Object.keys(texts).length > 0 ? texts : undefined;
}

function readRows(field: FieldOf<'group'>, posted: Posted): GroupRow[] | undefined {
	const rows = postedRows(posted, field.id).map((number) => {
		const row: GroupRow = {};
		for (const inner of field.fields) {
			const answer = readSimple(inner, posted, `${field.id}.${number}.${inner.id}`);
			if (answer !== undefined) row[inner.id] = answer;
		}
		return row;
	});
	// As with people: empty rows at the end are the page's, one between others keeps its place.
	while (rows.length > 0 && Object.keys(rows.at(-1) as GroupRow).length === 0) rows.pop();
	return rows.length > 0 ? rows : undefined;
}
