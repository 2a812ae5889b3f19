import { type ActionFailure, fail } from '@sveltejs/kit';
import type { Locale } from '#core/i18n/index.ts';
import { type Problem, Refusal } from '#core/refusal/index.ts';
import type { RecordValue } from '#core/record-form/index.ts';
import { articleDraftSchema, cleanDraft } from '#modules/newsroom/draft.ts';
import { draftOfTyped } from '#modules/newsroom/article-form.ts';
import { ArticleChanged } from '#modules/newsroom/server/index.ts';
import { conflictOf } from './article-conflict.ts';
import type { EditorAnswer } from './editor-answer.ts';
import type { SentArticle } from './read-sent.ts';
import { placedProblems } from './say-problem.ts';
import { sayRefusal } from '../refusal-messages.ts';

/** What was typed, as the page shows it again. */
export function echoOf({ typed, revision, picture, quotation }: SentArticle): EditorAnswer {
	return { typed, revision, picture, quotation };
}

/** The form again with what is wrong at its fields. */
export function withProblems(
	sent: SentArticle,
	problems: readonly Problem[],
	locale: Locale,
	status = 400,
): ActionFailure<EditorAnswer> {
	const draft = draftShape(sent, []);
	return fail(status, { ...echoOf(sent), ...placedProblems(problems, draft, locale) });
}

/**
 * The answer to a form that was refused, with everything that was typed in it: at its fields, beside the text of whoever was
 * quicker, or with the way to sign in again. What has no form to be shown in goes the usual way.
 * @param by the name of whoever was quicker
 */
export function refusedForm(
	thrown: unknown,
	sent: SentArticle,
	{ locale, by }: { locale: Locale; by: string },
): ActionFailure<EditorAnswer> {
	if (thrown instanceof ArticleChanged) {
		const { newer } = thrown;
		const theirs = newer.draft as unknown as RecordValue;
		const mine = draftShape(sent, newer.draft.pictures) as unknown as RecordValue;
		const drafts = { shown: readShown(sent.form), mine, theirs };
		const who = { by, at: newer.at, revision: newer.revision, locale };
		return fail(409, { ...echoOf(sent), conflict: conflictOf(drafts, who) });
	}
	if (!(thrown instanceof Refusal)) throw thrown;
	if (thrown.kind === 'signed-out') return fail(401, { ...echoOf(sent), signedOut: true });
	if (thrown.kind === 'invalid' && thrown.problems.length > 0) return withProblems(sent, thrown.problems, locale);
	if (thrown.kind === 'conflict' || thrown.kind === 'too-many') {
		return fail(thrown.status, { ...echoOf(sent), refused: sayRefusal(thrown, locale) });
	}
	throw thrown;
}

/** What was typed in the shape in which drafts are kept. */
export function draftShape({ typed }: Pick<SentArticle, 'typed'>, pictures: readonly unknown[]) {
	const parsed = articleDraftSchema.safeParse({ ...draftOfTyped(typed), pictures });
	// Too long for a draft: it is said at the field, and compared with nothing.
	return parsed.success ? cleanDraft(parsed.data) : articleDraftSchema.parse({});
}

/** The draft that the page showed when it was opened; null for anything else. */
export function readShown(form: FormData): RecordValue | null {
	return readValue(form.get('shown'));
}

/** A draft that a form carries along as JSON; null for anything else. Pure. */
export function readValue(text: unknown): RecordValue | null {
	try {
		const value: unknown = JSON.parse(String(text ?? ''));
		return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as RecordValue) : null;
	} catch {
		return null;
	}
}
