import { countryCodes, countryName } from '#core/text/index.ts';
import { type Answer, splitKeywords } from './answers.ts';
import { optionsOf } from './fields.ts';
import type { Field } from './form.ts';
import { peopleFromCell } from './import-people.ts';
import { languageName } from './readable.ts';
import { folded } from './search/suggest.ts';

/** What a cell can't be read as. */
export type CellFault =
	| 'unknown-option'
	| 'number-wanted'
	| 'yes-no-wanted'
	| 'country-wanted'
	| 'file-not-imported'
	| 'not-in-a-cell';

/** What stands in a cell of a table as the answer to a field: undefined for nothing, or why it is none. */
export function answerFromCell(field: Field, cell: string): { answer: Answer | undefined } | { fault: CellFault } {
	const text = cell.trim();
	if (text === '') return { answer: undefined };
	switch (field.kind) {
		case 'short-text':
		case 'long-text': {
			// Given in several languages: what a cell says is the first one's.
			const [first] = field.inLanguages?.languages ?? [];
			return { answer: first === undefined ? text : { [first]: text } };
		}
		case 'number': {
			const plain = text.replace(/(?<=\d)[\s\u00a0'’](?=\d{3})/gu, '');
			return /^-?\d+([.]\d+)?$/.test(plain) ? { answer: Number(plain) } : { fault: 'number-wanted' };
		}
		case 'keywords':
			return { answer: splitKeywords(text) };
		case 'choice': {
			if (!field.multiple) return chosen([text], field, (ids) => ids[0] as string);
			return chosen(text.split(/[;；\n]/u), field, (ids) => ids);
		}
		case 'track':
			return chosen([text], field, (ids) => ids[0] as string);
		case 'yes-no':
		case 'declaration': {
			const said = yesNo(text);
			if (said === undefined) return { fault: 'yes-no-wanted' };
			// What is not declared has no answer.
			return { answer: field.kind === 'declaration' && !said ? undefined : said };
		}
		case 'person-list': {
			const people = peopleFromCell(text);
			if (field.presenter !== 'none' && people[0] && !people.some(({ presenter }) => presenter))
				people[0].presenter = true;
			return { answer: people };
		}
		case 'country': {
			const wanted = folded(text);
			const code = countryCodes.find((one) =>
				[one, countryName(one, 'en'), countryName(one, 'zh')].some((name) => folded(name) === wanted),
			);
			return code === undefined ? { fault: 'country-wanted' } : { answer: code };
		}
		case 'language': {
			const wanted = folded(text);
			const tag = field.languages.find((one) =>
				[one, languageName(one, 'en'), languageName(one, 'zh')].some((name) => folded(name) === wanted),
			);
			return tag === undefined ? { fault: 'unknown-option' } : { answer: tag };
		}
		case 'place': {
			const [, city = text, zone = ''] = /^(.*?)\s*[(（]([A-Za-z_]+(?:\/[A-Za-z_+-]+)*)[)）]$/u.exec(text) ?? [];
			return { answer: { city, zone } };
		}
		case 'date':
		case 'link':
		case 'email':
			return { answer: text };
		case 'file':
			return { fault: 'file-not-imported' };
		case 'group':
			return { fault: 'not-in-a-cell' };
	}
}

function chosen(
	parts: readonly string[],
	field: Extract<Field, { kind: 'choice' | 'track' }>,
	answer: (ids: string[]) => Answer,
): { answer: Answer } | { fault: CellFault } {
	const ids = parts
		.map(folded)
		.filter((part) => part !== '')
		.map(
			(part) =>
				optionsOf(field).find(({ id, label }) => [id, label.en, label.zh].some((name) => folded(name) === part))?.id,
		);
	return ids.every((id) => id !== undefined) ? { answer: answer(ids as string[]) } : { fault: 'unknown-option' };
}

function yesNo(text: string): boolean | undefined {
	const said = folded(text);
	if (['yes', 'y', 'true', '1', 'x', '是', 'declared', '已声明'].includes(said)) return true;
	return ['no', 'n', 'false', '0', '否'].includes(said) ? false : undefined;
}
