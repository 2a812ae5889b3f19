import type { Answers, Texts } from '#modules/calls/answers.ts';
import { fieldByRole, type Form } from '#modules/calls/form.ts';
import type { Field } from '#modules/calls/form.ts';
import type { Reader } from '#modules/calls/visibility.ts';
import type { Paper } from './affinity/paper.ts';
import type { Publication } from './publications/publication.ts';

/**
 * As whom affinities are measured: as a blind reviewer at every stage, since the terms that two share are shown to the
 * reviewer, and must tell nothing that he may not read.
 */
export const affinityReader: Reader = { circle: 'reviewers', addresses: [], blind: true };

/** The fields whose words say what a submission is about. Pure. */
export function isAbout(field: Field): boolean {
	return field.kind === 'short-text' || field.kind === 'long-text' || field.kind === 'keywords';
}

/** The texts of an answer, whatever its languages. */
function textsOf(answer: Answers[string] | undefined): string[] {
	if (typeof answer === 'string') return [answer];
	if (Array.isArray(answer)) return answer.filter((one): one is string => typeof one === 'string');
	return typeof answer === 'object' ? Object.values(answer as Texts).filter((one) => typeof one === 'string') : [];
}

/** A submission for comparison, from answers that the reader may read. Pure. */
export function submissionPaper(form: Form, answers: Answers): Paper {
	const title = fieldByRole(form, 'title');
	const others = form.fields.filter((field) => isAbout(field) && field.id !== title?.id);
	return {
		title: title ? textsOf(answers[title.id]).join('\n') : '',
		text: others.flatMap(({ id }) => textsOf(answers[id])).join('\n'),
	};
}

/** The title of a submission in a language where it has several; empty where it may not be read. Pure. */
export function submissionTitle(form: Form, answers: Answers, locale?: string): string {
	const field = fieldByRole(form, 'title');
	const answer = field && answers[field.id];
	if (locale && typeof answer === 'object' && !Array.isArray(answer)) {
		const own = (answer as Texts)[locale];
		if (own) return own;
	}
	return textsOf(answer)[0] ?? '';
}

/** Its keywords; empty where it has none. Pure. */
export function submissionKeywords(form: Form, answers: Answers): string[] {
	const field = fieldByRole(form, 'keywords');
	return field ? textsOf(answers[field.id]) : [];
}

/** A publication for comparison. Pure. */
export function publicationPaper({ title, abstract, keywords }: Publication): Paper {
	return { title, text: [abstract, keywords].filter(Boolean).join('\n') };
}
