import type { z } from 'zod';
import { fieldsOfCondition } from '../condition.ts';
import type { Field, FieldKind } from './kinds.ts';
import type { FieldRole } from './parts.ts';

/** Which kinds of field can carry a role. */
export const kindsOfRole: Record<FieldRole, readonly FieldKind[]> = {
	title: ['short-text'],
	abstract: ['long-text'],
	summary: ['long-text'],
	keywords: ['keywords'],
	track: ['track'],
	contributors: ['person-list'],
	organisation: ['short-text'],
	outlet: ['short-text'],
	place: ['place'],
	mode: ['choice'],
	format: ['choice'],
	student: ['yes-no'],
	language: ['language'],
	attachment: ['file'],
	referees: ['person-list'],
	guardian: ['person-list'],
	'age-band': ['choice'],
	'public-name': ['yes-no'],
	portrait: ['file'],
	logo: ['file'],
	website: ['link'],
	products: ['group'],
	amount: ['number'],
	proof: ['file'],
};

/** Fields that lists show of every application: they can't be kept from those who read the list. */
const listedRoles: ReadonlySet<FieldRole> = new Set([
	'title',
	'keywords',
	'track',
	'contributors',
	'organisation',
	'outlet',
	'mode',
	'format',
	'student',
	'language',
]);

type Issue = (path: (string | number)[], message: string) => void;

/** What the parts of a form say of each other, beyond their own shape: each mistake at its place. */
export function checkForm(
	form: { sections: readonly { id: string }[]; fields: readonly Field[] },
	context: z.RefinementCtx,
): void {
	const issue: Issue = (path, message) => {
		context.addIssue({ code: 'custom', path, message });
	};
	for (const i of repeated(form.sections)) issue(['sections', i, 'id'], 'a section with this id stands above');
	for (const i of repeated(form.fields)) issue(['fields', i, 'id'], 'a field with this id stands above');
	const sections = new Set(form.sections.map((section) => section.id));
	const roles = new Set<FieldRole>();
	const above = new Set<string>();
	form.fields.forEach((field, i) => {
		const at: Issue = (path, message) => issue(['fields', i, ...path], message);
		if (field.section !== undefined && !sections.has(field.section)) at(['section'], 'no section has this id');
		checkRole(field, roles, at);
		for (const id of field.askIf ? fieldsOfCondition(field.askIf) : []) {
			if (!above.has(id)) at(['askIf'], `no field above has the id ${id}`);
		}
		if ((field.visibleTo === 'named') !== (field.viewers !== undefined)) {
			at(['viewers'], 'needed where it is visible to named accounts, and only there');
		}
		checkKind(field, at);
		above.add(field.id);
	});
}

function checkRole(field: Field, roles: Set<FieldRole>, issue: Issue): void {
	const { role, kind } = field;
	if (role === undefined) return;
	if (roles.has(role)) issue(['role'], 'another field has this role');
	if (!kindsOfRole[role].includes(kind)) issue(['role'], `a ${kind} field cannot have this role`);
	// One of several modes, formats and ages is what is meant.
	if (field.kind === 'choice' && field.multiple) issue(['multiple'], 'a field with this role has one answer');
	if (field.visibleTo === 'named' && listedRoles.has(role)) {
		issue(['visibleTo'], 'lists show a field with this role: it is visible to organisers at least');
	}
	roles.add(role);
}

function checkKind(field: Field, issue: Issue): void {
	switch (field.kind) {
		case 'choice':
			for (const o of repeated(field.options)) issue(['options', o, 'id'], 'an option with this id stands above');
			if (!field.multiple && (field.min ?? field.max) !== undefined) issue(['multiple'], 'min and max need it');
			return checkBounds(field, issue);
		case 'track': {
			const { length } = field.options;
			for (const o of repeated([...field.options, ...field.outside])) {
				const place = o < length ? ['options', o, 'id'] : ['outside', o - length, 'id'];
				issue(place, 'a track or subject with this id stands above');
			}
			return;
		}
		case 'long-text':
			if ((field.minWords ?? 0) > (field.maxWords ?? Infinity)) issue(['minWords'], 'more than maxWords');
			return checkLanguages(field, issue);
		case 'short-text':
			return checkLanguages(field, issue);
		case 'person-list':
			for (const o of repeated(field.roles ?? [])) issue(['roles', o, 'id'], 'a role with this id stands above');
			if (field.needs.includes('consent') && !field.consents) issue(['consents'], 'the words agreed to are missing');
			return checkBounds(field, issue);
		case 'keywords':
		case 'number':
		case 'date':
			return checkBounds(field, issue);
		case 'file':
			if ((field.minPages ?? 1) > (field.maxPages ?? Infinity)) issue(['minPages'], 'more than maxPages');
			for (const rule of ['minPages', 'maxPages', 'paper'] as const) {
				if (field[rule] !== undefined && !field.types.includes('application/pdf'))
					issue([rule], 'only a PDF has pages');
			}
			if (field.minWidth !== undefined && !field.types.some((type) => type.startsWith('image/'))) {
				issue(['minWidth'], 'only a picture has a width');
			}
			return;
		case 'group':
			for (const i of repeated(field.fields)) issue(['fields', i, 'id'], 'a field with this id stands above');
			field.fields.forEach((inner, i) => {
				const asField = { ...inner, visibleTo: 'organisers' } as Field;
				checkKind(asField, (path, message) => issue(['fields', i, ...path], message));
			});
			field.sums.forEach(({ field: id }, i) => {
				if (field.fields.find((inner) => inner.id === id)?.kind !== 'number') {
					issue(['sums', i, 'field'], 'no number field of the rows has this id');
				}
				if (field.sums.findIndex((sum) => sum.field === id) < i) issue(['sums', i, 'field'], 'this sum stands above');
			});
			return checkBounds(field, issue);
	}
}

function checkBounds(field: { min?: number | string | undefined; max?: number | string | undefined }, issue: Issue) {
	// Dates as ISO writes them compare as texts.
	if (field.min !== undefined && field.max !== undefined && field.min > field.max) issue(['min'], 'more than max');
}

function checkLanguages(field: { inLanguages?: { languages: string[] } | undefined }, issue: Issue): void {
	const languages = field.inLanguages?.languages ?? [];
	languages.forEach((tag, i) => {
		if (languages.indexOf(tag) < i) issue(['inLanguages', 'languages', i], 'this language stands above');
	});
}

function repeated(things: readonly { id: string }[]): number[] {
	const seen = new Set<string>();
	const again: number[] = [];
	things.forEach(({ id }, i) => {
		if (seen.has(id)) again.push(i);
		seen.add(id);
	});
	return again;
}
