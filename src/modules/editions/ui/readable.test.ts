import { expect, test } from 'vitest';
import { fieldChanges } from '../merge.ts';
import { type EditableKind, formOf } from '../record-form.ts';
import type { Records, RecordValue } from '../records.ts';
import { differencesOf, fieldTitle } from './readable.ts';

const records: Records = {
	'organisation/iaa': { name: { en: 'Academy', zh: '科学院' } },
	'organisation/cas': { name: { en: 'Sciences', zh: '中科院' } },
};
const about = (kind: EditableKind, locale: 'en' | 'zh' = 'en') => ({
	form: formOf(kind),
	records,
	zone: 'Asia/Shanghai',
	locale,
});
/** Each difference as `label: -removed +added`. */
function said(
	kind: EditableKind,
	before: RecordValue | null,
	after: RecordValue | null,
	locale?: 'en' | 'zh',
): string[] {
	return differencesOf(fieldChanges(before, after), about(kind, locale)).map(({ label, parts }) => {
		const of = (one: string) =>
			parts
				.filter(({ kind: own }) => own === one)
				.map(({ text }) => text)
				.join('|');
		return `${label}: -${of('removed')} +${of('added')}`;
	});
}

test('texts differ by words, language by language; days and choices as wholes', () => {
	const before = {
		label: { en: 'Papers due', zh: '提交论文' },
		kind: 'deadline',
		at: '2021-11-10T18:00',
		latest: false,
	};
	const after = { ...before, label: { en: 'Papers wanted', zh: '提交全文' }, at: '2021-11-12T24:00', latest: true };
	expect(said('date', before, after)).toEqual([
		'What happens · English: -due +wanted',
		'What happens · Chinese: -论 +全',
		'At a moment: -10 November 2021 18:00 Beijing time +12 November 2021 24:00 Beijing time',
		'On or before: -no +yes',
	]);
	expect(said('date', before, { ...before, kind: 'event' }, 'zh')).toEqual(['类别: -截止 +活动']);
});

test('a list is compared in each of its languages, and codes are read as names', () => {
	const values = (...texts: [string, string][]) => ({ values: texts.map(([en, zh]) => ({ en, zh })) });
	expect(said('edition', values(['Peace', '和平']), values(['Peace', '和平'], ['Health', '健康']))).toEqual([
		'What it stands for · English: - +\nHealth',
		'What it stands for · Chinese: - +\n健康',
	]);
	const titles = (organisation: string) => ({ positions: { en: [{ title: 'Dean', organisation }], zh: [] } });
	expect(said('person', titles('iaa'), titles('cas'))).toEqual(['Titles in English: -Academy +Sciences']);
	expect(said('partner', { position: 4 }, { position: 0 })).toEqual(['Place in the list: -5 +1']);
});

test('what comes and what goes is shown field by field', () => {
	const office = { name: { en: 'Chair', zh: '主席' } };
	expect(said('office', null, office)).toEqual(['Name · English: - +Chair', 'Name · Chinese: - +主席']);
	expect(said('office', office, null)).toEqual(['Name · English: -Chair +', 'Name · Chinese: -主席 +']);
	expect(said('office', office, office)).toEqual([]);
});

test('places of problems have the names of their fields, also within lists', () => {
	expect(fieldTitle('contacts.2.name.zh', about('edition'))).toBe('Name of the office · Chinese');
	expect(fieldTitle('values.0.en', about('edition', 'zh'))).toBe('会议理念 · 英文');
	expect(fieldTitle('names.latin.given', about('person'))).toBe('Given name');
	expect(fieldTitle('unheard-of', about('person'))).toBe('unheard-of');
});
