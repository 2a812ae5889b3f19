import type { Bilingual, Locale } from '#core/i18n/index.ts';
import type { Answers } from '#modules/calls/answers.ts';
import { type Field, type Form, fieldSchema } from '#modules/calls/form.ts';
import { diffVersions, type FieldChange } from '#modules/calls/readable.ts';
import { formMessages } from '../ui/form-messages.ts';
import type { ReviewedStage, Written } from '../written.ts';

/** How one state of a review differs from another, part by part and word by word, as versions of applications are shown. */
export function reviewChanges(
	stage: ReviewedStage,
	before: Written,
	after: Written,
	locale: Locale,
	/** The questions that `before` answered, when they were others. */
	fieldsBefore: readonly Field[] = stage.fields,
): FieldChange[] {
	const then = asForm({ ...stage, fields: [...fieldsBefore] });
	return diffVersions(asForm(stage), asAnswers(before), asAnswers(after), locale, then);
}

/** A review as one form: ids of its own parts have a dot, as no question's has. */
function asForm(stage: ReviewedStage): Form {
	const part = (id: string, kind: 'number' | 'long-text', label: Bilingual): Field => ({
		...fieldSchema.parse({ id: 'part', kind, label }),
		id,
	});
	const both = (of: (words: (typeof formMessages)['en']) => string) => ({
		en: of(formMessages.en),
		zh: of(formMessages.zh),
	});
	return {
		version: 1,
		sections: [],
		fields: [
			...stage.criteria.map(({ id, label }) => part(`points.${id}`, 'number', label)),
			...(stage.confidence
				? [
						part(
							'.confidence',
							'number',
							both((words) => words.confidence.label),
						),
					]
				: []),
			...stage.fields,
			...stage.comments.map((kind) =>
				part(
					`comment.${kind}`,
					'long-text',
					both((words) => words.comment[kind]),
				),
			),
		],
	};
}

function asAnswers({ points, comments, answers, confidence }: Written): Answers {
	return {
		...Object.fromEntries(Object.entries(points).map(([id, value]) => [`points.${id}`, value])),
		...(confidence === null ? {} : { '.confidence': confidence }),
		...answers,
		...Object.fromEntries(Object.entries(comments).map(([kind, text]) => [`comment.${kind}`, text])),
	};
}
