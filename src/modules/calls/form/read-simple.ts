import { cleanText, isCountry } from '#core/text/index.ts';
import type { SimpleAnswer } from '../answers.ts';
import type { RowField } from '../form.ts';
import { largestNumber } from './largest-number.ts';

/** Names that a form of a page posted, each with all its values. */
export type Posted = ReadonlyMap<string, readonly string[]>;

/** The last value of a name, on one line. */
export function postedLine(posted: Posted, name: string): string {
	return cleanText(posted.get(name)?.at(-1) ?? '', { lines: false });
}

/** Reads a question that may stand in a row. */
export function readSimple(field: RowField, posted: Posted, name: string): SimpleAnswer | undefined {
	const line = postedLine(posted, name);
	switch (field.kind) {
		case 'short-text':
			return line || undefined;
		case 'long-text':
			return cleanText(posted.get(name)?.at(-1) ?? '', { lines: true }) || undefined;
		case 'number':
			return readNumber(line) ?? (line || undefined);
		case 'date':
			return readDate(line) || undefined;
		case 'country':
			return readCountry(line) || undefined;
		case 'choice': {
			if (!field.multiple) return line || undefined;
			const values = (posted.get(name) ?? []).map((value) => cleanText(value, { lines: false })).filter(Boolean);
			return values.length > 0 ? [...new Set(values)] : undefined;
		}
		case 'yes-no':
			return line === 'yes' ? true : line === 'no' ? false : undefined;
		case 'link':
			return readLink(line) || undefined;
	}
}

/** A posted list of keywords is separated by commas, semicolons (Chinese ones too) or lines. */
export function splitKeywords(text: string): string[] {
	return text
		.split(/[,;\n，；、]/u)
		.map((word) => cleanText(word, { lines: false }))
		.filter((word) => word !== '');
}

/**
 * A number as people type it: `12`, `-3.5`, `3,5` (a comma before one or two last digits is a decimal one), `12,000`,
 * `12 000.50`, full-width digits. Undefined for anything else.
 */
export function readNumber(text: string): number | undefined {
	const plain = text.normalize('NFKC').replace(/[\s']/gu, '').replace(/^−/, '-');
	const form = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain)
		? plain.replaceAll(',', '')
		: plain.replace(/^([+-]?\d+),(\d{1,2})$/, '$1.$2');
	if (!/^[+-]?(\d+(\.\d+)?|\.\d+)$/.test(form)) return undefined;
	const number = Number(form);
	// Not minus zero: it would not come back from the database.
	return Math.abs(number) > largestNumber ? undefined : number + 0 === 0 ? 0 : number;
}

/** The shortest way to write a number that `readNumber` reads back: never with an exponent. */
export function plainNumber(value: number): string {
	const text = String(value);
	return text.includes('e') ? value.toFixed(20).replace(/0+$/, '') : text;
}

/** `2021-10-15` also from `2021/10/15`, `2021.10.5` and `2021年10月5日`; else what was typed. */
function readDate(text: string): string {
	const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/u.exec(text.normalize('NFKC'));
	return match ? `${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}` : text;
}

/** A country by its code in any case; else what was typed. */
export function readCountry(text: string): string {
	const code = text.toUpperCase();
	return isCountry(code) ? code : text;
}

/** `university.example/people` is meant as a secure address of the web. */
function readLink(text: string): string {
	return /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+([/?#]\S*)?$/u.test(text) ? `https://${text}` : text;
}
