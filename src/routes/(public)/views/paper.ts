import { formatDateRange, zonedParts } from '#core/clock/format.ts';
import { inLocale, type Locale, localePath } from '#core/i18n/index.ts';
import type { Bundle } from '#modules/editions/bundle/index.ts';
import { editionDays } from '#modules/editions/date-instants.ts';
import { dateWords } from '#modules/publications/date-words.ts';
import type { PaperKind, TemplateFacts } from '#modules/publications/manuscripts.ts';
import { dateViews } from './edition.ts';

/** The date of the edition until which papers are due. */
const dueDate = 'manuscripts';

/** What the templates for papers say of the edition. Pure. */
export function templateFacts(
	bundle: Bundle,
	locale: Locale,
	about: { kind: PaperKind; origin: string; publishedAt: number },
): TemplateFacts {
	const { edition } = bundle;
	const days = editionDays(edition);
	const due = dateViews(bundle, locale).find(({ key, deadline }) => key === dueDate && deadline);
	const words = due && dateWords(due, edition.zone, locale);
	const asked = bundle.calls.flatMap(({ form }) => form.fields).find((field) => field.kind === 'keywords');
	const asOf = zonedParts(about.publishedAt, edition.zone);
	return {
		locale,
		kind: about.kind,
		short: edition.short,
		name: inLocale(edition.name, locale).text,
		held: formatDateRange(days.from, days.to - 1, edition.zone, locale),
		due: words ? [words.day, words.time].filter(Boolean).join(locale === 'zh' ? ' ' : ', ') : '',
		keywords: asked?.kind === 'keywords' ? { min: asked.min, max: asked.max } : undefined,
		home: about.origin + localePath(locale, `/${edition.slug}`),
		asOf: [asOf.year, asOf.month, asOf.day].map((part) => String(part).padStart(2, '0')).join('-'),
	};
}
