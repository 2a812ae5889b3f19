import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import type { Answers } from '#modules/calls/answers.ts';
import type { Form } from '#modules/calls/form.ts';
import { attestationsForReviewers } from '#modules/calls/server/index.ts';
import { answersFor, formFor } from '#modules/calls/visibility.ts';
import type { ScoredStage } from './stage-at.ts';

/** The rule of an attestation opens the whole of it to reviewers, but for what is for named accounts. */
const reader = { circle: 'organisers', addresses: [] } as const;

/** What somebody said of an application by his link. */
export interface Attested {
	label: Bilingual;
	name: string;
	form: Form;
	answers: Answers;
}

/**
 * What others have said of an application by their links, where the call lets reviewers read that: letters of referees.
 * Nothing at a double-blind stage: who speaks for somebody names him. One query.
 */
export async function attestedTo(
	ctx: Context,
	application: string,
	stage: Pick<ScoredStage, 'blind'>,
): Promise<Attested[]> {
	if (stage.blind === 'double') return [];
	const rows = (await attestationsForReviewers(ctx, [application])).get(application) ?? [];
	return rows.flatMap(({ label, name, answer }) => {
		if (!answer) return [];
		const { form, answers } = answer;
		return [{ label, name, form: formFor(form, reader), answers: answersFor(form, answers, reader) }];
	});
}
