import { and, eq, or, sql } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { many, violates } from '#core/database/index.ts';
import { isId, newId } from '#core/ids/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound, Refusal } from '#core/refusal/index.ts';
import { type Answers, answersFromForm, type FormEntries } from '../answers.ts';
import { answersAsked } from '../asked.ts';
import { mayChange, stateForApplicant } from '../application-state.ts';
import { settingsOf } from '../call.ts';
import { cohortAt } from '../cohort.ts';
import { checkAnswers } from '../check.ts';
import { numberLabel, type Projection, project } from '../projection.ts';
import { type Derived, derivedOf, integerArray } from './derived.ts';
import { originOfApplication } from './follows/origin.ts';
import { askJob, receiptJob } from './job-names.ts';
import { type DraftKey, demandDraft, findDraft, type LoadedDraft } from './load-draft.ts';
import { lastAnnounced } from './load-stage.ts';
import { demandPlace, lockApplicant } from './per-person.ts';
import { callSubject, requirePerson, scopeOf } from './subject.ts';
import { application, applicationVersion, call } from './tables.ts';
import type { PublicCall } from './visitor-queries.ts';
import { wayIn } from './windows/way-in.ts';

export interface Receipt {
	application: string;
	/** As it is printed: `A-042`. */
	number: string;
	version: number;
	/** Edition time. */
	at: number;
	/** The same draft had been submitted before (a double click, a lost answer): nothing was done again. */
	again: boolean;
}

/**
 * Hands a draft in: an application, or a new version of one. The version is immutable, a receipt goes out by mail, and
 * the draft is gone. Submitting the same draft again gives the same receipt.
 * @throws Refusal `signed-out`; `not-found`; `closed` (`window-not-open`, `window-closed`: the draft stays); `invalid`
 *   with every problem at its field; `conflict` (`wrong-state`)
 */
export async function submit(
	ctx: Context,
	actor: Actor,
	input: DraftKey & { late?: string | null | undefined },
): Promise<Receipt> {
	const personId = requirePerson(actor);
	return transaction(ctx, async (tx) => {
		const found = await findDraft(tx, input.draft, { lock: true });
		if (!found) return earlierReceipt(tx, personId, input.draft);
		demandDraft(tx, actor, input, found);
		return handIn(tx, actor, personId, { ...found, late: input.late });
	});
}

/** What of a draft is handed in. */
type Handed = Pick<
	LoadedDraft,
	| 'id'
	| 'callId'
	| 'editionId'
	| 'organisationId'
	| 'numberPrefix'
	| 'form'
	| 'formVersion'
	| 'window'
	| 'applicationId'
	| 'applicationState'
	| 'personId'
	| 'followsId'
	| 'settings'
	| 'lateLinkId'
	| 'locale'
	| 'answers'
> & { late?: string | null | undefined };

/**
 * Hands in what a form posted as a whole, where no draft of it was ever stored: the way of browsers without script, and
 * of everybody on the last evening. The same `once` (a fresh id that the page put into its form) gives the same receipt.
 * @param input.call as `callForVisitor` reads it
 * @throws Refusal as `submit`; then nothing is stored, and the caller keeps what was typed as a draft
 */
export async function submitAtOnce(
	ctx: Context,
	actor: Actor,
	input: { call: PublicCall; once: string; locale: Locale; entries: FormEntries; late?: string | null | undefined },
): Promise<Receipt> {
	const personId = requirePerson(actor);
	const { call: of, once, locale } = input;
	demand(ctx, actor, 'application.start', callSubject({ ...of, callId: of.id }));
	if (!isId(once)) throw notFound('draft-gone');
	const handed: Handed = {
		id: once,
		callId: of.id,
		editionId: of.editionId,
		organisationId: of.organisationId,
		numberPrefix: of.numberPrefix,
		form: of.form,
		formVersion: of.form.version,
		window: of.window,
		applicationId: null,
		applicationState: null,
		personId: null,
		followsId: null,
		settings: settingsOf(of),
		lateLinkId: null,
		late: input.late,
		locale,
		answers: answersFromForm(of.form, input.entries),
	};
	try {
		return await transaction(ctx, (tx) => handIn(tx, actor, personId, handed));
	} catch (error) {
		// The second of two clicks: the unique index on the draft of a version, or the first has taken his only place.
		if (violates(error, 'application_version_draft')) return earlierReceipt(ctx, personId, once);
		if (!(error instanceof Refusal)) throw error;
		const earlier = await receiptOf(ctx, personId, once);
		if (earlier) return earlier;
		throw error;
	}
}

async function handIn(ctx: Context, actor: Actor, personId: string, from: Handed): Promise<Receipt> {
	const at = ctx.clock.edition.now();
	const lateLinkId = await wayIn(ctx, from, at);
	if (from.applicationId !== null && from.applicationState !== null) {
		// By what the applicant was told: a decision that is being made again reopens nothing.
		const told = await lastAnnounced(ctx, from.applicationId);
		if (!mayChange(from.applicationState, told)) {
			const state = stateForApplicant(from.applicationState, told);
			throw new Refusal('conflict', 'wrong-state', { params: { state } });
		}
	}
	const problems = checkAnswers(from.form, from.answers, { stage: 'submit', at, zone: from.window.zone });
	if (problems.length > 0) throw invalid(problems);
	// What was answered to questions that are not asked (any more) is not handed in.
	const answers = answersAsked(from.form, from.answers);
	const row = { ...project(from.form, answers), ...derivedOf(from.form, from.settings, answers), answers };
	// Whoever began the draft holds what becomes of it; the one who hands it in may be writing it with him.
	const holder = from.personId ?? personId;
	const saved =
		from.applicationId === null
			? await writeApplication(ctx, from, await arrivalOf(ctx, { holder, personId, lateLinkId }, from, at), row, at)
			: await writeVersion(ctx, from, personId, row, at);
	const number = numberLabel(from.numberPrefix, saved.number);
	await record(ctx, actor, {
		action: from.applicationId === null ? 'submit' : 'change',
		subject: { type: 'application', id: saved.id },
		scope: scopeOf(from),
		data: { call: from.callId, number, version: saved.version, form: from.formVersion, track: row.track },
	});
	await ctx.jobs.enqueue(ctx, receiptJob, { application: saved.id, version: saved.version });
	if (from.settings.attestations?.length) await ctx.jobs.enqueue(ctx, askJob, { application: saved.id });
	return { application: saved.id, number, version: saved.version, at, again: false };
}

/** Whose a first application is, and how it came. */
interface Arrival {
	holder: string;
	personId: string;
	followsId: string | null;
	/** The round to which it belongs. */
	cohort: string | null;
	/** The personal link by which it came after the close. */
	lateLinkId: string | null;
}

async function arrivalOf(
	ctx: Context,
	by: Pick<Arrival, 'holder' | 'personId' | 'lateLinkId'>,
	from: Handed,
	at: number,
): Promise<Arrival> {
	const cohort = cohortAt(from.settings.cohorts, from.window.zone, at)?.cohort.id ?? null;
	return { ...by, cohort, followsId: await entryOf(ctx, by.holder, from) };
}

/** What a version says, and what lists and searches know of it. */
type Content = Projection & Derived & { answers: Answers };

interface Saved extends Record<string, unknown> {
	id: string;
	number: number;
	version: number;
}

/**
 * The earlier application that a first one is made from, when its holder may apply at all; under a lock, so that two at
 * once are not both his last one.
 * @throws Refusal `conflict` (`per-person`, and what `originOfApplication` throws)
 */
async function entryOf(ctx: Context, holder: string, from: Handed): Promise<string | null> {
	const { perPerson, follows, invited } = from.settings;
	if (perPerson === undefined && follows === undefined && !invited) return null;
	await lockApplicant(ctx, holder, from.callId);
	if (perPerson !== undefined) await demandPlace(ctx, holder, from.callId, perPerson);
	const origin = await originOfApplication(ctx, holder, from, from.followsId);
	return origin?.id ?? null;
}

/** Application, first version, files and the end of the draft in one statement. */
async function writeApplication(ctx: Context, from: Handed, by: Arrival, of: Content, at: number): Promise<Saved> {
	const id = newId();
	const time = new Date(at).toISOString();
	const [row] = await many<{ number: number }>(
		ctx.db,
		sql`with new_application as (
			insert into application (id, number, call_id, person_id, state, version, title, track, mode, format, student,
				language, people, search_text, facts, minor, likeness, follows_id, cohort, late_link_id, submitted_at, changed_at)
			values (${id}, nextval('application_number'), ${from.callId}, ${by.holder}, 'submitted', 1, ${of.title}, ${of.track},
				${of.mode}, ${of.format}, ${of.student}, ${of.language}, ${of.people}, ${of.searchText},
				${JSON.stringify(of.facts)}, ${of.minor}, ${integerArray(of.likeness)}, ${by.followsId}, ${by.cohort}, ${by.lateLinkId},
				${time}, ${time})
			returning number
		), new_version as (
			insert into application_version (application_id, version, form_version, answers, event, draft_id, person_id, locale, at)
			values (${id}, 1, ${from.formVersion}, ${JSON.stringify(of.answers)}, 'submit', ${from.id}, ${by.personId}, ${from.locale}, ${time})
		), taken_members as (
			update application_member set application_id = ${id}, draft_id = null where draft_id = ${from.id}
		), taken_invites as (
			update application_invite set application_id = ${id}, draft_id = null where draft_id = ${from.id}
		), taken_files as (
			update application_file set application_id = ${id} where draft_id = ${from.id}
		), ended_draft as (
			delete from draft where id = ${from.id}
		)
		select number from new_application`,
	);
	return { id, number: (row as { number: number }).number, version: 1 };
}

/** The next version of an application; withdrawn or announced in the meantime, it takes none. */
async function writeVersion(ctx: Context, from: Handed, personId: string, of: Content, at: number): Promise<Saved> {
	const id = from.applicationId as string;
	const time = new Date(at).toISOString();
	const [row] = await many<{ number: number; version: number }>(
		ctx.db,
		sql`with changed as (
			update application set version = version + 1, title = ${of.title}, track = ${of.track}, mode = ${of.mode},
				format = ${of.format}, student = ${of.student}, language = ${of.language}, people = ${of.people},
				search_text = ${of.searchText}, facts = ${JSON.stringify(of.facts)}, minor = ${of.minor},
				likeness = ${integerArray(of.likeness)}, changed_at = ${time}
			where id = ${id} and state in ('submitted', 'decided')
				and not exists (select 1 from determination d where d.application_id = ${id} and d.announced_at is not null)
			returning number, version
		), new_version as (
			insert into application_version (application_id, version, form_version, answers, event, draft_id, person_id, locale, at)
			select ${id}, version, ${from.formVersion}, ${JSON.stringify(of.answers)}, 'change', ${from.id}, ${personId}, ${from.locale}, ${time}
			from changed
		), taken_files as (
			update application_file set application_id = ${id} where draft_id = ${from.id} and exists (select 1 from changed)
		), ended_draft as (
			delete from draft where id = ${from.id} and exists (select 1 from changed)
		)
		select number, version from changed`,
	);
	if (!row) throw new Refusal('conflict', 'wrong-state', { params: { state: from.applicationState ?? 'withdrawn' } });
	return { id, ...row };
}

/** The draft is gone: perhaps because this person has submitted it, or somebody who writes it with him. */
async function earlierReceipt(ctx: Context, personId: string, draftId: string): Promise<Receipt> {
	const receipt = await receiptOf(ctx, personId, draftId);
	if (!receipt) throw notFound('draft-gone');
	return receipt;
}

/** What became of a draft, for who handed it in, who holds it, and who writes on it. */
async function receiptOf(ctx: Context, personId: string, draftId: string): Promise<Receipt | undefined> {
	const [row] = await ctx.db
		.select({
			application: application.id,
			number: application.number,
			prefix: call.numberPrefix,
			version: applicationVersion.version,
			at: applicationVersion.at,
		})
		.from(applicationVersion)
		.innerJoin(application, eq(application.id, applicationVersion.applicationId))
		.innerJoin(call, eq(call.id, application.callId))
		.where(
			and(
				eq(applicationVersion.draftId, draftId),
				or(
					eq(applicationVersion.personId, personId),
					eq(application.personId, personId),
					sql`exists (select 1 from application_member m where m.application_id = ${application.id}
						and m.person_id = ${personId} and m.may_write and m.ended_at is null)`,
				),
			),
		);
	if (!row) return undefined;
	const { prefix, number, ...rest } = row;
	return { ...rest, number: numberLabel(prefix, number), again: true };
}
