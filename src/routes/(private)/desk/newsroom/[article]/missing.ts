import type { Locale } from '#core/i18n/index.ts';
import { placeOfProblem } from '#modules/newsroom/article-form.ts';
import type { ArticleFinding } from '#modules/newsroom/complete.ts';
import type { ArticleDraft } from '#modules/newsroom/draft.ts';
import { articlePlace } from '#modules/newsroom/ui/field-labels.ts';
import { sayFinding } from '#modules/newsroom/ui/finding-messages.ts';
import type { Missing } from './editor-view.ts';

/** What is missing or worth a look, each with the control that mends it; what stops it comes first. Pure. */
export function missingOf(
	findings: readonly ArticleFinding[],
	draft: Pick<ArticleDraft, 'related' | 'pictures'>,
	locale: Locale,
): Missing[] {
	const all = findings.map((finding): Missing => {
		const place = placeOfProblem(finding.path, draft);
		const isPicture = 'picture' in place;
		return {
			path: isPicture ? `pictures.${place.picture}` : place.field,
			place: articlePlace(isPicture ? `pictures.${place.picture}` : place.field, locale),
			text: sayFinding(finding, locale),
			...(isPicture ? { picture: place.picture } : {}),
			stops: finding.severity === 'error',
		};
	});
	return [...all.filter(({ stops }) => stops), ...all.filter(({ stops }) => !stops)];
}
