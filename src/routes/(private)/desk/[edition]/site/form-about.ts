import { inLocale, type Locale } from '#core/i18n/index.ts';
import type { Problem } from '#core/refusal/index.ts';
import { countryCodes, countryName } from '#core/text/index.ts';
import { bundleOf } from '#modules/editions/records.ts';
import { placeholderText } from '#modules/editions/page-text.ts';
import { partnerKinds } from '#modules/editions/bundle/partner.ts';
import { type RecordForm, shapesOf } from '#modules/editions/record-form.ts';
import { isGrouped, nameOfRecord, recordGroups } from '#modules/editions/record-names.ts';
import { type RecordKind, type Records, splitKey } from '#modules/editions/records.ts';
import type { Candidate, FormAbout } from '#ui/record/form-about.ts';
import { fieldOfProblem, sayFormProblem } from '#modules/editions/ui/problem-sentences.ts';
import type { OpenSite } from './open-site.ts';
import { groupName } from './site-list.ts';

/** What the controls of a form need to know. Pure. */
export function formAbout(
	form: RecordForm,
	{ edition, calls, state }: Pick<OpenSite, 'edition' | 'calls' | 'state'>,
	locale: Locale,
	problems: readonly Problem[] = [],
): FormAbout {
	const shapes = shapesOf(form);
	const formats = new Set(shapes.map((shape) => (shape.as === 'text' || shape.as === 'pair' ? shape.format : '')));
	const kinds = new Set(shapes.flatMap((shape) => (shape.as === 'reference' ? (shape.to as RecordKind) : [])));
	const callList = calls.map(({ slug, title }) => ({ value: slug, label: inLocale(title, locale).text }));
	return {
		kind: form.kind,
		problems: Object.fromEntries(
			problems
				.filter(({ path }) => !path.includes(':'))
				.map((problem) => [fieldOfProblem(problem), sayFormProblem(problem, locale)]),
		),
		candidates: Object.fromEntries(
			[...kinds].map((kind) => [kind, kind === 'call' ? callList : candidatesOf(state.merged, kind, locale)]),
		),
		zone: edition.zone,
		zones: formats.has('zone') ? [...Intl.supportedValuesOf('timeZone'), 'UTC'] : [],
		countries: formats.has('country') ? countryList(locale) : [],
		placeholders: formats.has('markdown') && form.kind === 'page' ? placeholders(state.merged, locale) : [],
	};
}

/** The records of a kind by name, in their order; rooms under their sites. */
function candidatesOf(records: Records, kind: RecordKind, locale: Locale): Candidate[] {
	const label = (key: string) => inLocale(nameOfRecord(records, key), locale).text;
	return recordGroups(records, kind, partnerKinds).flatMap(({ of, keys }) =>
		keys.map((key) => ({
			value: splitKey(key).code,
			label: label(key),
			...(isGrouped(kind) && kind === 'room' ? { group: groupName(records, 'room', of, locale) } : {}),
		})),
	);
}

function countryList(locale: Locale): Candidate[] {
	const collator = new Intl.Collator(locale);
	return countryCodes
		.map((value) => ({ value, label: countryName(value, locale) }))
		.sort((a, b) => collator.compare(a.label, b.label));
}

/** What the text of a page may name in braces in this edition, with what it becomes. */
function placeholders(records: Records, locale: Locale): FormAbout['placeholders'] {
	const bundle = bundleOf(records);
	const names = [
		'days',
		...bundle.dates.flatMap(({ id }) => [`date:${id}`, `day:${id}`]),
		...bundle.sessions.map(({ id }) => `session:${id}`),
		...partnerKinds.flatMap((kind) => [`partners:${kind}`, `count:${kind}`]),
		'count:tracks',
	];
	return names.flatMap((name) => {
		const text = placeholderText(name, bundle, locale);
		return text === undefined ? [] : [{ name, text }];
	});
}
