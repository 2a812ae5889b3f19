import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { type Locale, localePath } from '#core/i18n/index.ts';
import { type Problem, Refusal } from '#core/refusal/index.ts';
import { sayProblems } from '#modules/calls/ui/problem-sentences.ts';
import { ScoreConflict } from '#modules/review/server/index.ts';
import { sayReviewRefusal } from '#modules/review/ui/messages.ts';

/** What was posted as text. */
export function textsOf(form: FormData): [string, string][] {
	return [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}

/** Problems of a review: those of its own parts, and those of its questions in the words of every form. */
function sayAll(problems: readonly Problem[], locale: Locale) {
	return problems.map((problem) => {
		const { path, code, params } = problem;
		const message = sayReviewRefusal(code, locale, params) ?? sayProblems([problem], locale)[0]?.message ?? code;
		return { path, message };
	});
}

/**
 * Does something and leads on, or says the refusal on the page with all that was typed; what is not there goes the usual
 * way.
 */
export async function attempt(
	event: Pick<RequestEvent, 'locals'>,
	form: FormData,
	/** Which of the forms of the page it was. */
	at: 'score' | 'recuse' | 'not-competent' | 'sub-review',
	done: string,
	work: () => Promise<unknown>,
) {
	const { locale } = event.locals;
	try {
		await work();
	} catch (refusal) {
		if (!(refusal instanceof Refusal) || ['not-found', 'signed-out'].includes(refusal.kind)) throw refusal;
		const conflict = refusal instanceof ScoreConflict ? refusal : null;
		return fail(refusal.status, {
			at,
			problems: sayAll(refusal.problems, locale),
			refusal:
				refusal.problems.length > 0 || conflict
					? null
					: (sayReviewRefusal(refusal.code, locale, refusal.params) ?? refusal.code),
			conflict: conflict && { changes: conflict.changes },
			typed: textsOf(form),
			// What the page goes on from: saves as it was typed may have come since it was loaded.
			revision: conflict?.revision ?? Number(form.get('revision') ?? 0),
		});
	}
	redirect(303, localePath(locale, done));
}
