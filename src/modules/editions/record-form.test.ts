import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inProject } from '#core/paths/index.ts';
import {
	changeLists,
	readListStep,
	type FormField,
	type Shape,
	type Typed,
	type TypedGroup,
	typedFromForm,
	typedOf,
	valueOf,
	withoutEmptyItems,
} from '#core/record-form/index.ts';
import { type EditableKind, formOf, isEditable, keptFields } from './record-form.ts';
import { recordsOf, splitKey } from './records.ts';
import { loadBundle } from './server/load-bundle.ts';

const { bundle } = await loadBundle(inProject('editions', 'ipspace-2021'));
if (!bundle) throw new Error('the bundle of the rehearsal cannot be read');
const records = recordsOf(bundle);
const edited = Object.entries(records).flatMap(([key, value]) => {
	const { kind } = splitKey(key);
	return isEditable(kind) ? [{ key, kind, value }] : [];
});

/** The form as a browser would post it. */
function post(fields: readonly FormField[], typed: TypedGroup, form = new FormData(), prefix = ''): FormData {
	for (const { name, shape } of fields) postOne(shape, typed[name], form, prefix + name);
	return form;
}

function postOne(shape: Shape, typed: Typed | undefined, form: FormData, name: string): void {
	if (shape.as === 'group') post(shape.fields, typed as TypedGroup, form, `${name}.`);
	else if (shape.as === 'list') {
		form.set(`${name}.length`, String((typed as Typed[]).length));
		for (const [place, item] of (typed as Typed[]).entries()) postOne(shape.item, item, form, `${name}.${place}`);
	} else if (shape.as === 'flag') typed && form.set(name, 'yes');
	else if (Array.isArray(typed)) for (const one of typed) form.append(name, String(one));
	else if (typeof typed === 'object') {
		for (const [part, text] of Object.entries(typed))
			form.set(`${name}.${part}`, String(text).replaceAll('\n', '\r\n'));
	} else form.set(name, String(typed ?? ''));
}

test('every record of a real edition goes through its form and comes back the same', () => {
	expect(edited.length).toBeGreaterThan(90);
	for (const { key, kind, value } of edited) {
		const { fields } = formOf(kind);
		const typed = typedOf(fields, value);
		const kept = Object.fromEntries(keptFields(kind).flatMap((name) => (name in value ? [[name, value[name]]] : [])));
		const posted = typedFromForm(fields, post(fields, typed));
		expect(posted, key).toEqual(typed);
		expect({ ...valueOf(fields, posted), ...kept }, key).toEqual(value);
	}
});

test('what is typed is read as it is meant, and what makes no sense stays for the schema to refuse', () => {
	const date = formOf('date').fields;
	const of = (changes: TypedGroup) => valueOf(date, { ...typedOf(date, undefined), ...changes });
	expect(of({ at: { day: ' 2021-10-15 ', time: '9：05' } }).at).toBe('2021-10-15T09:05');
	expect(of({ at: { day: '2021-10-15', time: '24:00' } }).at).toBe('2021-10-15T24:00');
	expect(of({ at: { day: '2021-10-15', time: '' } }).at).toBe('2021-10-15T');
	expect(of({ at: { day: '', time: '' } })).not.toHaveProperty('at');
	expect(of({})).toMatchObject({ label: {}, latest: false });
	const edition = formOf('edition').fields;
	expect(valueOf(edition, { year: '2021' }).year).toBe(2021);
	expect(valueOf(edition, { year: 'soon' }).year).toBe('soon');
	const page = formOf('page').fields;
	expect(valueOf(page, { body: { en: '\n\n    code first\n\n', zh: '' } }).body).toEqual({ en: '    code first' });
});

test('a room is chosen with its site, and one of another site is not taken silently', () => {
	const { fields } = formOf('session');
	expect(typedOf(fields, { site: 'online', room: 'main' }).room).toBe('online/main');
	expect(valueOf(fields, { site: 'online', room: 'online/main' })).toMatchObject({ site: 'online', room: 'main' });
	expect(valueOf(fields, { site: '', room: 'online/main' })).toMatchObject({ site: 'online', room: 'main' });
	expect(valueOf(fields, { site: 'on-site', room: 'online/main' })).toMatchObject({ room: 'online/main' });
});

test('empty entries of a list say nothing, and places of what is left are those of the value', () => {
	const { fields } = formOf('edition');
	const empty = { role: '', name: { en: '', zh: '' }, about: { en: '', zh: '' }, email: '', state: 'published' };
	const press = { ...empty, role: 'press', name: { en: 'Press', zh: '媒体' } };
	const typed = {
		contacts: [empty, press],
		values: [
			{ en: ' ', zh: '' },
			{ en: 'Peace', zh: '' },
		],
	};
	expect(valueOf(fields, typed)).toMatchObject({ contacts: [{ role: 'press' }], values: [{ en: 'Peace' }] });
	expect(withoutEmptyItems(fields, typed)).toMatchObject({ contacts: [press], values: [{ en: 'Peace', zh: '' }] });
});

test('the buttons of a list add, remove and move, and lose nothing that was typed', () => {
	const { fields } = formOf('person');
	const step = (typed: TypedGroup, button: string) => {
		const read = readListStep(button);
		return read ? changeLists(fields, typed, read) : { typed, at: 'unread' };
	};
	const titles = (typed: TypedGroup) =>
		((typed.positions as TypedGroup).en as TypedGroup[]).map(({ title }) => title).join(' ');
	const start = typedOf(fields, { positions: { en: [{ title: 'a' }, { title: 'b' }, { title: 'c' }], zh: [] } });
	expect(step(start, 'down positions.en.0').at).toBe('positions.en.1');
	expect(titles(step(start, 'down positions.en.0').typed)).toBe('b a c');
	expect(titles(step(start, 'up positions.en.2').typed)).toBe('a c b');
	expect(titles(step(start, 'remove positions.en.1').typed)).toBe('a c');
	const added = step(start, 'add positions.zh');
	expect(added.at).toBe('positions.zh.0');
	expect((added.typed.positions as TypedGroup).zh).toEqual([{ title: '', unit: '', organisation: '' }]);
	for (const nonsense of [
		'up positions.en.0',
		'down positions.en.2',
		'remove positions.en.9',
		'add names',
		'add x.y',
	]) {
		expect(step(start, nonsense).typed).toEqual(start);
	}
	expect(readListStep('drop table')).toBeUndefined();
});

test('whatever is posted, reading it neither fails nor makes up what was not said', () => {
	const kinds: EditableKind[] = ['edition', 'person', 'date', 'session'];
	const names = kinds.flatMap((kind) => [...post(formOf(kind).fields, typedOf(formOf(kind).fields, {})).keys()]);
	fc.assert(
		fc.property(
			fc.constantFrom(...kinds),
			fc.array(
				fc.tuple(fc.constantFrom(...names, 'values.length', 'contacts.length', 'contacts.0.email'), fc.string()),
			),
			(kind, entries) => {
				const form = new FormData();
				for (const [name, text] of entries) form.append(name, text);
				const { fields } = formOf(kind);
				const said = JSON.stringify(valueOf(fields, typedFromForm(fields, form)));
				expect(said).not.toContain('undefined');
			},
		),
		{ numRuns: 200 },
	);
});
