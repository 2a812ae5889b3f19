import { type SQL, sql } from 'drizzle-orm';
import { type Actor, can, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { violates } from '#core/database/index.ts';
import { isId } from '#core/ids/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { type Answers, answersFromForm, type FormEntries } from '../answers.ts';
import { settingsOf } from '../call.ts';
import { namesFiles } from '../posted-files.ts';
import { numberLabel } from '../projection.ts';
import { takesApplications, windowState } from '../window.ts';
import { asRemembered } from './as-remembered.ts';
import { cohortOf, contentOf, type Handed, handIn, takesAnybody } from './hand-in.ts';
import { isRevision } from './load-draft.ts';
import { earlierReceipt, type Receipt, receiptOf } from './receipts.ts';
import { callSubject, requirePerson } from './subject.ts';
import type { PublicCall } from './visitor-queries.ts';
import { type Becoming, writeApplication } from './write-application.ts';

/*
 * What a form posted as a whole is handed in by one statement: it finds out by itself whether the call still says what the
 * process remembers of it, whether its window is open, and whether the draft is this person's and the one that he saw. If
 * any of it is not so, it writes nothing, and the long way finds out what to say.
 */

export interface TypedInput {
	/** As `callForVisitor` reads it. */
	call: PublicCall;
	locale: Locale;
	entries: FormEntries;
	late?: string | null | undefined;
}

/**
 * Hands in what a form posted as a whole, where no draft of it was ever stored: the way of browsers without script, and
 * of everybody on the last evening. The same `once` (a fresh id that the page put into its form) gives the same receipt.
 * @throws Refusal as `submit`; then nothing is stored, and the caller keeps what was typed as a draft
 */
export async function submitAtOnce(ctx: Context, actor: Actor, input: TypedInput & { once: string }): Promise<Receipt> {
	const personId = requirePerson(actor);
	const { call: of, once, locale } = input;
	demand(ctx, actor, 'application.start', callSubject({ ...of, callId: of.id }));
	if (!isId(once)) throw notFound('draft-gone');
	const answers = answersFromForm(of.form, input.entries);
	const handed: Handed = {
		...becoming(of, once),
		form: of.form,
		window: of.window,
		applicationId: null,
		applicationState: null,
		personId: null,
		followsId: null,
		settings: settingsOf(of),
		lateLinkId: null,
		late: input.late,
		locale,
		answers,
	};
	try {
		const unchanged = (at: number) =>
			sql`select ${once}::text as id, ${locale}::text as locale from call c join call_window w on w.call_id = c.id
				where ${asRemembered(of, at)}`;
		return (
			(await handInTyped(ctx, actor, personId, { call: of, id: once, answers, held: unchanged })) ??
			(await transaction(ctx, (tx) => handIn(tx, actor, personId, handed)))
		);
	} catch (error) {
		// The second of two clicks: the unique index on the draft of a version, or the first has taken his only place.
		if (violates(error, 'application_version_draft')) return earlierReceipt(ctx, personId, once);
		if (!(error instanceof Refusal)) throw error;
		const earlier = await receiptOf(ctx, personId, once);
		if (earlier) return earlier;
		throw error;
	}
}

/**
 * Hands in what was just posted of a draft, without saving it on the way: where it is a first application, the person's own
 * draft, as he saw it last and held by nobody at this moment, its form the present one, and no file among what was posted.
 * @param input.revision of the draft, as `saveDraft` is told it
 * @returns undefined where it is not so: the caller saves and submits
 * @throws Refusal `signed-out`; `invalid` as `submit`
 */
export async function submitTyped(
	ctx: Context,
	actor: Actor,
	input: TypedInput & { draft: string; revision: number },
): Promise<Receipt | undefined> {
	const personId = requirePerson(actor);
	const { call: of, draft, revision } = input;
	// The statement finds nobody's draft but his own; this asks whether he may hand in what is his.
	if (can(actor, 'application.write', { within: {}, owners: [personId] }, ctx.clock) !== 'yes') return undefined;
	const entries = [...input.entries];
	if (!isRevision(revision) || namesFiles(of.form, entries)) return undefined;
	// A draft that somebody holds (another device, the desk) is waited for on the long way: the window is asked under its lock.
	const own = (at: number) =>
		sql`select d.id, d.locale from draft d join call c on c.id = d.call_id join call_window w on w.call_id = c.id
			where d.id = ${draft} and d.person_id = ${personId} and d.application_id is null and d.revision = ${revision}
				and d.form_version = c.form_version and ${asRemembered(of, at)}
			for update of d skip locked`;
	const answers = answersFromForm(of.form, entries);
	return handInTyped(ctx, actor, personId, { call: of, id: draft, answers, held: own });
}

/**
 * By one statement, in time, in a call that anybody may apply to.
 * @returns undefined where it is not so, or what is handed in is not as `held` wants it
 * @throws Refusal `invalid`
 */
async function handInTyped(
	ctx: Context,
	actor: Actor,
	personId: string,
	typed: { call: PublicCall; id: string; answers: Answers; held: (at: number) => SQL },
): Promise<Receipt | undefined> {
	const { call, id, answers, held } = typed;
	const settings = settingsOf(call);
	const at = ctx.clock.edition.now();
	if (!takesAnybody(settings) || !takesApplications(windowState(call.window, at))) return undefined;
	const from = { form: call.form, window: call.window, settings, answers };
	const content = contentOf(from, at);
	const by = { holder: personId, personId, lateLinkId: null, followsId: null, cohort: cohortOf(from, at) };
	const saved = await writeApplication(ctx, actor, becoming(call, id), by, content, at, held(at));
	if (!saved) return undefined;
	return { application: saved.id, number: numberLabel(call.numberPrefix, saved.number), version: 1, at, again: false };
}

function becoming(call: PublicCall, id: string): Becoming {
	const { id: callId, editionId, organisationId, numberPrefix, form } = call;
	return { id, callId, editionId, organisationId, numberPrefix, formVersion: form.version, settings: settingsOf(call) };
}
