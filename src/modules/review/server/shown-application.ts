import type { Answers } from '#modules/calls/answers.ts';
import type { Form } from '#modules/calls/form.ts';
import type { BlindAnswers, BlindForm, ReviewerView } from '#modules/calls/reviewer-view.ts';
import { withoutFileIds } from './review-files.ts';

/** What of the application itself is shown; that of a blind reader has no room for people. */
export type Shown =
	| {
			blind: false;
			/** Empty where the form keeps it from reviewers. */
			title: string;
			/** Only the fields that reviewers may read. */
			form: Form;
			/** Files go by the question that asked for them. */
			answers: Answers;
	  }
	| { blind: true; title: string; form: BlindForm; answers: BlindAnswers };

/** A view of an application without the ids of its files. */
export function shownOf(view: ReviewerView): Shown {
	return view.blind
		? { ...view, answers: withoutFileIds(view.form, view.answers) }
		: { ...view, answers: withoutFileIds(view.form, view.answers) };
}
