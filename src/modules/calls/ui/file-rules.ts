import type { Locale } from '#core/i18n/index.ts';
import type { FieldOf } from '../form.ts';
import { applyMessages } from './apply-messages.ts';

/** What a file must be beyond its kind and size, in words; empty where nothing is asked. */
export function fileRules(field: FieldOf<'file'>, locale: Locale): string {
	const t = applyMessages[locale];
	const { minPages, maxPages, paper, minWidth } = field;
	return [
		(minPages ?? maxPages) === undefined ? '' : t.filePages(minPages, maxPages),
		paper ? t.filePaper[paper] : '',
		minWidth === undefined ? '' : t.fileWidth(minWidth),
	]
		.filter(Boolean)
		.join(' ');
}
