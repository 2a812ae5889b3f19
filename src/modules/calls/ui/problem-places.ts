import type { Locale } from '#core/i18n/index.ts';
import { fieldById } from '../fields.ts';
import type { Form } from '../form.ts';
import { languageName } from '../readable.ts';
import { applyMessages } from './apply-messages.ts';
import type { SaidProblem } from './problem-sentences.ts';

/** Problems for the list above a form, each with the name of its field: ‘Budget, row 2, Cost: Please fill this in.’ */
export function placedProblems(form: Form, problems: readonly SaidProblem[], locale: Locale): SaidProblem[] {
	const colon = locale === 'zh' ? '：' : ': ';
	return problems.map(({ path, message }) => {
		const place = placeInWords(form, path, locale);
		return { path, message: place === '' ? message : place + colon + message };
	});
}

/** The name of the field that a path leads to; empty where it leads to none. */
export function placeInWords(form: Form, path: string, locale: Locale): string {
	const t = applyMessages[locale];
	const [id = '', row, part = ''] = path.split('.');
	const field = fieldById(form, id);
	if (!field) return '';
	const words = [field.label[locale]];
	const at = /^\d+$/.test(row ?? '') ? Number(row) + 1 : undefined;
	if (at !== undefined && field.kind === 'person-list') {
		const parts = t.person as Readonly<Record<string, unknown>>;
		words.push(t.person.one(at));
		if (typeof parts[part] === 'string') words.push(parts[part]);
	} else if (at !== undefined && field.kind === 'group') {
		words.push(t.row.one(at));
		const inner = field.fields.find((one) => one.id === part);
		if (inner) words.push(inner.label[locale]);
	} else if (row !== undefined && field.kind === 'group') {
		words.push(field.sums.find((sum) => sum.field === row)?.label[locale] ?? '');
	} else if (row !== undefined && 'inLanguages' in field && field.inLanguages) {
		words.push(languageName(row, locale));
	} else if (row !== undefined && field.kind === 'place') {
		words.push(row === 'city' ? t.city : t.zone);
	}
	return words.filter(Boolean).join(locale === 'zh' ? '，' : ', ');
}
