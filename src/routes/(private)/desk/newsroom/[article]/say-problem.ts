import type { Locale } from '#core/i18n/index.ts';
import type { Problem } from '#core/refusal/index.ts';
import { fileRefusals, saysOfFile } from '#modules/editions/file-refusals.ts';
import { placeOfProblem } from '#modules/newsroom/article-form.ts';
import { articlePlace } from '#modules/newsroom/ui/field-labels.ts';
import { sayFinding } from '#modules/newsroom/ui/finding-messages.ts';
import { assetMessages } from '../../[edition]/site/assets/messages.ts';

/** The sentence for a problem of a form of the editor. Pure. */
export function sayProblem({ path, code, params = {} }: Problem, locale: Locale): string {
	if (code === 'missing-alternative' && params.id === undefined) return assetMessages[locale].errors.alternative;
	if (Object.hasOwn(fileRefusals.en, code) || /(^|\.)file$/.test(path)) return saysOfFile({ code, params }, locale);
	return sayFinding({ code, params }, locale);
}

/** Problems by the control at which they stand, and as a list with the names of those controls. Pure. */
export function placedProblems(
	problems: readonly Problem[],
	draft: Parameters<typeof placeOfProblem>[1],
	locale: Locale,
): { problems: Record<string, string>; summary: { path: string; message: string }[] } {
	const said = problems.map((problem) => {
		const place = placeOfProblem(problem.path, draft);
		const path = 'field' in place ? place.field : `pictures.${place.picture}`;
		return { path, text: sayProblem(problem, locale) };
	});
	const labelled = ({ path, text }: (typeof said)[number]) => {
		if (/^(picture|quotation)\./.test(path)) return text;
		return `${articlePlace(path, locale)}${locale === 'zh' ? '：' : ': '}${text}`;
	};
	return {
		problems: Object.fromEntries(said.map(({ path, text }) => [path, text])),
		summary: said.map((one) => ({ path: one.path, message: labelled(one) })),
	};
}
