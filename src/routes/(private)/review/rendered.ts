import { markdownLineToHtml, markdownToHtml } from '#core/text/markdown.ts';

/** Answers with Markdown or formulas as safe HTML, by field. */
export function renderedOf(page: {
	form: { fields: readonly { id: string; kind: string; markdown?: boolean; maths?: boolean }[] };
	answers: Readonly<Record<string, unknown>>;
}): Record<string, string> {
	const rendered: Record<string, string> = {};
	for (const field of page.form.fields) {
		const answer = page.answers[field.id];
		if (typeof answer !== 'string') continue;
		if (field.kind === 'long-text' && field.markdown) rendered[field.id] = markdownToHtml(answer, { headingLevel: 3 });
		else if (field.kind === 'short-text' && field.maths) rendered[field.id] = markdownLineToHtml(answer);
	}
	return rendered;
}
