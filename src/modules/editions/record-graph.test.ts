import { expect, test } from 'vitest';
import { inProject } from '#core/paths/index.ts';
import { proposeCode, withProposedCodes } from './record-code.ts';
import { formOf } from './record-form.ts';
import { nameOfRecord, recordGroups } from './record-names.ts';
import { goesWith, referencesTo } from './record-references.ts';
import { type Records, recordsOf } from './records.ts';
import { loadBundle } from './server/load-bundle.ts';

const { bundle } = await loadBundle(inProject('editions', 'ipspace-2021'));
if (!bundle) throw new Error('the bundle of the rehearsal cannot be read');
const records: Records = recordsOf(bundle);

test('every record has a name that people know, in both languages', () => {
	expect(nameOfRecord(records, 'partner/host/csa')).toEqual({
		en: 'Chinese Society of Astronautics',
		zh: '中国宇航学会',
	});
	expect(nameOfRecord(records, 'role/director/bao-weimin').en).toBe('Bao Weimin');
	expect(nameOfRecord(records, 'track/T2')).toEqual({ en: 'T2 Space Law', zh: 'T2 空间法' });
	expect(nameOfRecord(records, 'date/symposium').zh).toBe('会议举行');
	expect(nameOfRecord(records, 'page/gone')).toEqual({ en: 'gone', zh: 'gone' });
	expect(nameOfRecord({}, 'page/gone', { title: { en: 'It was here' } })).toEqual({ en: 'It was here' });
});

test('what points at a record is named: by its code, by a title, by the room of a session', () => {
	const iaa = referencesTo(records, 'organisation/iaa');
	expect(iaa).toContainEqual({ key: 'partner/supporter/iaa', path: '' });
	expect(iaa).toContainEqual({ key: 'person/bao-weimin', path: 'positions.zh.organisation' });
	expect(goesWith(records, 'person/bao-weimin').sort()).toEqual(['role/director/bao-weimin', 'role/member/bao-weimin']);
	expect(referencesTo(records, 'page/about')).toEqual([]);
	const inRoom = {
		...records,
		'session/x': { site: 'online', room: 'main' },
		'session/y': { site: 'elsewhere', room: 'main' },
	};
	expect(referencesTo(inRoom, 'room/online/main').map(({ key }) => key)).toContain('session/x');
	expect(referencesTo(inRoom, 'room/online/main').map(({ key }) => key)).not.toContain('session/y');
});

test('lists stand in the order of protocol, group by group', () => {
	const partners = recordGroups(records, 'partner', ['host', 'supporter']);
	expect(partners.map(({ of }) => of)).toEqual(['host', 'supporter']);
	expect(partners[0]?.keys.slice(0, 2)).toEqual(['partner/host/csa', 'partner/host/chia']);
	expect(recordGroups(records, 'role').map(({ of }) => of)).toEqual([
		'honorary-chair',
		'director',
		'executive-director',
		'member',
	]);
	expect(recordGroups({}, 'page')).toEqual([]);
});

test('a code is proposed from the English name, and never one that is taken', () => {
	expect(proposeCode('page', { title: { en: 'Travel & visas', zh: '旅行' } }, records)).toBe('travel-visas');
	expect(proposeCode('page', { title: { en: 'About', zh: '关于' } }, records)).toBe('about-2');
	expect(proposeCode('page', { title: { zh: '关于' } }, records)).toBe('');
	expect(proposeCode('person', { names: { latin: { given: 'Añé', family: 'Sample' } } }, records)).toBe('ane-sample');
	expect(proposeCode('track', { name: { en: 'Anything' } }, records)).toBe('T10');
	expect(proposeCode('room', { name: { en: 'T1' } }, records, 'online/')).toBe('t1-2');
	expect(proposeCode('room', { name: { en: 'T1' } }, records, 'on-site/')).toBe('t1');
});

test('an entry of a list without a code gets one from its name; one that has a code keeps it', () => {
	const contacts = [
		{ name: { en: 'Travel desk', zh: '旅行' } },
		{ role: 'press', name: { en: 'Media', zh: '媒体' } },
		{},
	];
	const { contacts: filled } = withProposedCodes(formOf('edition').fields, { contacts });
	expect((filled as { role?: string }[]).map(({ role }) => role)).toEqual(['travel-desk', 'press', undefined]);
});
