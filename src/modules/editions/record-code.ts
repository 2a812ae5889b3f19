import { slugOf } from '#core/text/slug.ts';
import type { FormField } from '#core/record-form/index.ts';
import type { EditableKind } from './record-form.ts';
import { keyOf } from './record-names.ts';
import { type Records, type RecordValue, splitKey } from './records.ts';

/**
 * A code for a new record that is not taken: from its English name, for a track the next number. Empty where the name
 * gives none (a Chinese one): then its writer must say one. Pure.
 * @param inside the first part of the code, for what lies in another record: the site of a room
 */
export function proposeCode(kind: EditableKind, value: RecordValue, records: Records, inside = ''): string {
	const taken = (code: string) => records[keyOf(kind, inside + code)] !== undefined;
	if (kind === 'track') return nextTrack(records);
	const plain = slugOf(englishName(kind, value), 40);
	if (plain === '') return '';
	let code = plain;
	for (let number = 2; taken(code); number++) code = `${plain}-${number}`;
	return code;
}

/** A record whose list entries without a code of their own have one from their English name. Pure. */
export function withProposedCodes(fields: readonly FormField[], value: RecordValue): RecordValue {
	const filled: RecordValue = { ...value };
	for (const { name, shape } of fields) {
		const items = value[name];
		if (shape.as !== 'list' || shape.item.as !== 'group' || !Array.isArray(items)) continue;
		const code = shape.item.fields.find((one) => one.shape.as === 'text' && one.shape.format === 'code');
		if (!code) continue;
		filled[name] = items.map((item: RecordValue) => {
			const proposed = item[code.name] === undefined ? slugOf(nameIn(item), 40) : '';
			return proposed === '' ? item : { [code.name]: proposed, ...item };
		});
	}
	return filled;
}

/** T1, T2, T3 …: the number after the highest that there is. */
function nextTrack(records: Records): string {
	const numbers = Object.keys(records).flatMap((key) => {
		const { kind, code } = splitKey(key);
		const match = kind === 'track' ? /^T(\d+)$/.exec(code) : null;
		return match ? [Number(match[1])] : [];
	});
	return `T${Math.max(0, ...numbers) + 1}`;
}

function englishName(kind: EditableKind, value: RecordValue): string {
	if (kind === 'person') {
		const { latin } = (value.names ?? {}) as { latin?: { given?: unknown; family?: unknown } };
		return [latin?.given, latin?.family].filter((part) => typeof part === 'string').join(' ');
	}
	if (kind === 'past') return typeof value.short === 'string' ? value.short : '';
	return nameIn(value);
}

function nameIn(value: RecordValue): string {
	for (const field of ['name', 'title', 'label']) {
		const text = value[field] as { en?: unknown } | undefined;
		if (typeof text?.en === 'string') return text.en;
	}
	return '';
}
