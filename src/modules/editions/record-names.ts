import type { Bilingual } from '#core/i18n/index.ts';
import type { BundlePerson } from './bundle/index.ts';
import { inOrder, type RecordKind, type Records, type RecordValue, splitKey } from './records.ts';

type Name = Partial<Bilingual>;

/** Which field names a record of a kind, where it has one of its own. */
const naming: Partial<Record<RecordKind, string>> = {
	edition: 'name',
	series: 'name',
	committee: 'name',
	organisation: 'name',
	track: 'name',
	outside: 'name',
	site: 'name',
	room: 'name',
	office: 'name',
	past: 'name',
	date: 'label',
	session: 'title',
	page: 'title',
	outcome: 'title',
	figure: 'label',
	picture: 'caption',
	asset: 'caption',
	letter: 'subject',
	call: 'title',
};

/**
 * What people call a record: its own name, or that of the organisation or person it is about. Its code where there is
 * none. Pure.
 * @param value the record itself, when it is not (or no longer) one of `records`
 */
export function nameOfRecord(records: Records, key: string, value: RecordValue | undefined = records[key]): Name {
	const { kind, code } = splitKey(key);
	const own = naming[kind];
	const text = own ? nameIn(value?.[own]) : undefined;
	if (text)
		return kind === 'track' ? { en: `${code} ${text.en ?? ''}`.trim(), zh: `${code} ${text.zh ?? ''}`.trim() } : text;
	if (kind === 'person' && value) return personNames(value as unknown as BundlePerson);
	if (kind === 'partner') return nameOfRecord(records, `organisation/${rest(code)}`);
	if (kind === 'role') return nameOfRecord(records, `person/${rest(code)}`);
	const plain = code || kind;
	return { en: plain, zh: plain };
}

/** What comes after the first `/` of a code that has two parts. */
function rest(code: string): string {
	return code.slice(code.indexOf('/') + 1);
}

function nameIn(value: unknown): Name | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const { en, zh } = value as Name;
	return en || zh ? { ...(en ? { en } : {}), ...(zh ? { zh } : {}) } : undefined;
}

function personNames({ names }: Partial<BundlePerson>): Name {
	const { latin, han } = names ?? {};
	const west = latin
		? latin.order === 'family-first'
			? `${latin.family} ${latin.given}`
			: `${latin.given} ${latin.family}`
		: '';
	return { en: west, zh: han ? `${han.family}${han.given}` : west };
}

/** Records of a kind that belong together: partners in one quality, roles in one office, rooms of one site. */
export interface RecordGroup {
	/** The first part of their codes; empty where there is but one group. */
	of: string;
	keys: string[];
}

const grouped: Partial<Record<RecordKind, RecordKind | 'quality'>> = {
	partner: 'quality',
	role: 'office',
	room: 'site',
};

/** Whether records of a kind are shown in groups, each with an order of its own. */
export function isGrouped(kind: RecordKind): boolean {
	return grouped[kind] !== undefined;
}

/**
 * The records of a kind in the order in which they are shown: group by group where they have groups, these in the order of
 * their offices and sites (`first` names the order of qualities). Pure.
 */
export function recordGroups(records: Records, kind: RecordKind, first: readonly string[] = []): RecordGroup[] {
	const all = inOrder(records, kind);
	const by = grouped[kind];
	if (by === undefined) return all.length === 0 ? [] : [{ of: '', keys: all.map(({ code }) => keyOf(kind, code)) }];
	const order = by === 'quality' ? first : inOrder(records, by).map(({ code }) => code);
	const groups = new Map<string, string[]>();
	for (const { code } of all) {
		const of = code.slice(0, code.indexOf('/'));
		groups.set(of, [...(groups.get(of) ?? []), keyOf(kind, code)]);
	}
	const place = (of: string) => (order.includes(of) ? order.indexOf(of) : order.length);
	return [...groups].map(([of, keys]) => ({ of, keys })).sort((a, b) => place(a.of) - place(b.of));
}

/** The key of a record: its kind, and its code where there are several of the kind. */
export function keyOf(kind: RecordKind, code: string): string {
	return code === '' ? kind : `${kind}/${code}`;
}
