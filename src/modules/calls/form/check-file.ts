import type { Problem } from '#core/refusal/index.ts';
import type { FileAnswer } from '../answers.ts';
import type { FieldOf } from '../form.ts';

/** What is wrong with a file, from what was found out about it when it arrived. */
export function checkFile(field: FieldOf<'file'>, file: FileAnswer): Problem[] {
	const { name, type, bytes, pages, paper, width } = file;
	const problems: Problem[] = [];
	const problem = (code: string, params: Problem['params'] = {}) =>
		problems.push({ path: field.id, code, params: { name, ...params } });
	if (!field.types.includes(type)) problem('file-type', { found: type, accepted: field.types.join(', ') });
	if (bytes > field.maxBytes) problem('file-too-large', { bytes, max: field.maxBytes });
	if (problems.length > 0) return problems;
	const { minPages, maxPages, minWidth } = field;
	if (type === 'application/pdf' && (minPages ?? maxPages ?? field.paper) !== undefined) {
		if (pages === undefined) problem('file-unreadable');
		else if (pages < (minPages ?? 0)) problem('too-few-pages', { pages, min: minPages as number });
		else if (pages > (maxPages ?? Infinity)) problem('too-many-pages', { pages, max: maxPages as number });
		if (pages !== undefined && field.paper && !fits(field.paper, paper)) problem('wrong-paper', { paper: field.paper });
	}
	if (type.startsWith('image/') && minWidth !== undefined) {
		if (width === undefined) problem('file-unreadable');
		else if (width < minWidth) problem('picture-too-narrow', { width, min: minWidth });
	}
	return problems;
}

function fits(rule: NonNullable<FieldOf<'file'>['paper']>, found: FileAnswer['paper']): boolean {
	return rule === 'a4-or-letter' ? found === 'a4' || found === 'letter' : found === rule;
}
