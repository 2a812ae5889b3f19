import { type ActionFailure, fail, type RequestEvent } from '@sveltejs/kit';
import { callsDoor } from '#app/calls-door.ts';
import { inLocale, type Locale } from '#core/i18n/index.ts';
import { type Problem, Refusal } from '#core/refusal/index.ts';
import type { Draft } from '#modules/editions/editing.ts';
import { type EditableKind, formOf } from '#modules/editions/record-form.ts';
import { nameOfRecord } from '#modules/editions/record-names.ts';
import { type Records, type RecordValue, splitKey } from '#modules/editions/records.ts';
import { EditConflict, recordDigest, saveDraft } from '#modules/editions/server/index.ts';
import type { TypedGroup } from '#core/record-form/index.ts';
import { fieldOfProblem, sayFormProblem } from '#modules/editions/ui/problem-sentences.ts';
import { fieldTitle } from '#modules/editions/ui/readable.ts';
import { conflictFields, type RecordConflict } from './conflict.ts';
import { type OpenSite, openSite } from './open-site.ts';
import type { Seen } from './record-input.ts';

/** A form that could not be saved: everything that was typed, and what is wrong. Plain data for a page. */
export interface Unsaved extends Seen {
	typed: TypedGroup;
	/** By the field at which it stands. */
	problems: Record<string, string>;
	/** The same for the summary above the form, with the names of the fields. */
	summary: { path: string; message: string }[];
	/** What another record would break by it. */
	elsewhere: { key: string; name: string; text: string }[];
}

export type SaveFailure = ActionFailure<{ unsaved: Unsaved }> | ActionFailure<{ conflict: RecordConflict }>;

/**
 * Saves what was typed at a record.
 * @returns the draft, or what the page must show instead: what is wrong at which field, or the text of somebody else
 */
export async function saveRecord(
	event: RequestEvent,
	site: OpenSite,
	key: string,
	input: Seen & { value: RecordValue | null; typed: TypedGroup },
): Promise<{ draft: Draft } | { failed: SaveFailure }> {
	const { ctx, actor, locale } = event.locals;
	const { version, base, value } = input;
	const options = { calls: callsDoor, locale };
	try {
		return { draft: await saveDraft(ctx, actor, site.edition.id, { key, value, version, base }, options) };
	} catch (refusal) {
		if (refusal instanceof EditConflict) return { failed: await conflictOf(event, key, input, refusal) };
		if (!(refusal instanceof Refusal) || refusal.kind !== 'invalid') throw refusal;
		return { failed: unsaved(site.state.merged, key, input, refusal.problems, locale) };
	}
}

/** The form again, with what is wrong at its fields. */
export function unsaved(
	records: Records,
	key: string,
	{ version, base, shown, typed }: Seen & { typed: TypedGroup },
	problems: readonly Problem[],
	locale: Locale,
): ActionFailure<{ unsaved: Unsaved }> {
	const form = formOf(splitKey(key).kind as EditableKind);
	const reading = { form: { ...form, fields: [...form.code, ...form.fields] }, locale };
	const own = problems
		.filter(({ path }) => !path.includes(':'))
		.map((problem) => ({ path: fieldOfProblem(problem), text: sayFormProblem(problem, locale) }));
	const elsewhere = problems
		.filter(({ path }) => path.includes(':'))
		.map((problem) => {
			const other = problem.path.slice(0, problem.path.indexOf(':'));
			const name = other === '' ? '' : inLocale(nameOfRecord(records, other), locale).text;
			return { key: other, name, text: sayFormProblem(problem, locale) };
		});
	const summary = own.map(({ path, text }) => {
		const label = path === '' ? '' : fieldTitle(path, reading);
		return { path, message: label === '' ? text : `${label}${locale === 'zh' ? '：' : ': '}${text}` };
	});
	return fail(400, {
		unsaved: {
			version,
			base,
			shown,
			typed,
			problems: Object.fromEntries(own.map(({ path, text }) => [path, text])),
			summary,
			elsewhere,
		},
	});
}

async function conflictOf(
	event: RequestEvent,
	key: string,
	{ shown, value }: Seen & { value: RecordValue | null },
	refusal: EditConflict,
): Promise<ActionFailure<{ conflict: RecordConflict }>> {
	// As it is now, after whoever was quicker.
	const { edition, state } = await openSite(event);
	const theirs = refusal.draft ? refusal.draft.value : (refusal.published ?? null);
	const { by, at } = refusal.params;
	const about = { records: state.merged, zone: edition.zone, locale: event.locals.locale };
	return fail(409, {
		conflict: {
			by: String(by ?? ''),
			at: Number(at),
			published: refusal.draft === undefined,
			fields: conflictFields(key, { shown, mine: value, theirs }, about),
			mine: value,
			shown,
			goes: theirs === null ? 'theirs' : value === null ? 'mine' : null,
			version: refusal.draft?.version ?? 0,
			base: recordDigest(refusal.published),
		},
	});
}
