import { sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, Refusal } from '#core/refusal/index.ts';
import type { Answers } from '../answers.ts';
import { answersAsked } from '../asked.ts';
import { mayChange, stateForApplicant } from '../application-state.ts';
import type { CallSettings } from '../call.ts';
import { checkAnswers } from '../check.ts';
import { cohortAt } from '../cohort.ts';
import type { Form } from '../form.ts';
import { numberLabel, project } from '../projection.ts';
import { derivedOf, integerArray } from './derived.ts';
import { originOfApplication } from './follows/origin.ts';
import { askJob, receiptJob } from './job-names.ts';
import type { LoadedDraft } from './load-draft.ts';
import { lastAnnounced } from './load-stage.ts';
import { demandPlace, lockApplicant } from './per-person.ts';
import type { Receipt } from './receipts.ts';
import { scopeOf } from './subject.ts';
import { wayIn } from './windows/way-in.ts';
import { type Arrival, type Content, heldAlready, type Saved, writeApplication } from './write-application.ts';

/** What of a draft is handed in. */
export type Handed = Pick<
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
 * Hands in what was found and locked, by whichever way it may still come. Part of the caller's transaction.
 * @throws Refusal `closed`, `invalid`, `conflict` as `submit`
 */
export async function handIn(ctx: Context, actor: Actor, personId: string, from: Handed): Promise<Receipt> {
	const at = ctx.clock.edition.now();
	const lateLinkId = await wayIn(ctx, from, at);
	if (from.applicationId !== null) return handInChange(ctx, actor, personId, from, from.applicationId, at);
	const row = contentOf(from, at);
	// Whoever began the draft holds what becomes of it; the one who hands it in may be writing it with him.
	const holder = from.personId ?? personId;
	const cohort = cohortOf(from, at);
	const by: Arrival = { holder, personId, lateLinkId, cohort, followsId: await entryOf(ctx, holder, from) };
	const saved = await writeApplication(ctx, actor, from, by, row, at, heldAlready(from));
	if (!saved) throw new Error(`the draft ${from.id} was held and is not`);
	return { application: saved.id, number: numberLabel(from.numberPrefix, saved.number), version: 1, at, again: false };
}

async function handInChange(
	ctx: Context,
	actor: Actor,
	personId: string,
	from: Handed,
	applicationId: string,
	at: number,
): Promise<Receipt> {
	if (from.applicationState !== null) {
		// By what the applicant was told: a decision that is being made again reopens nothing.
		const told = await lastAnnounced(ctx, applicationId);
		if (!mayChange(from.applicationState, told)) {
			const state = stateForApplicant(from.applicationState, told);
			throw new Refusal('conflict', 'wrong-state', { params: { state } });
		}
	}
	const row = contentOf(from, at);
	const saved = await writeVersion(ctx, from, personId, row, at);
	const number = numberLabel(from.numberPrefix, saved.number);
	await record(ctx, actor, {
		action: 'change',
		subject: { type: 'application', id: saved.id },
		scope: scopeOf(from),
		data: { call: from.callId, number, version: saved.version, form: from.formVersion, track: row.track },
	});
	await ctx.jobs.enqueue(ctx, receiptJob, { application: saved.id, version: saved.version });
	if (from.settings.attestations?.length) await ctx.jobs.enqueue(ctx, askJob, { application: saved.id });
	return { application: saved.id, number, version: saved.version, at, again: false };
}

/** What answers come to when they are handed in at an instant. @throws Refusal `invalid` with every problem at its field */
export function contentOf(
	from: { form: Form; settings: CallSettings; answers: Answers; window: { zone: string } },
	at: number,
): Content {
	const problems = checkAnswers(from.form, from.answers, { stage: 'submit', at, zone: from.window.zone });
	if (problems.length > 0) throw invalid(problems);
	// What was answered to questions that are not asked (any more) is not handed in.
	const answers = answersAsked(from.form, from.answers);
	return { ...project(from.form, answers), ...derivedOf(from.form, from.settings, answers), answers };
}

/** The round to which something belongs that comes at an instant; null where the call has none. */
export function cohortOf(from: { settings: CallSettings; window: { zone: string } }, at: number): string | null {
	return cohortAt(from.settings.cohorts, from.window.zone, at)?.cohort.id ?? null;
}

/** Whether a call lets anybody apply as often as he likes, with nothing from before: no look at what he has is needed. */
export function takesAnybody({ perPerson, follows, invited }: CallSettings): boolean {
	return perPerson === undefined && follows === undefined && !invited;
}

/**
 * The earlier application that a first one is made from, when its holder may apply at all; under a lock, so that two at
 * once are not both his last one.
 * @throws Refusal `conflict` (`per-person`, and what `originOfApplication` throws)
 */
async function entryOf(ctx: Context, holder: string, from: Handed): Promise<string | null> {
	if (takesAnybody(from.settings)) return null;
	const { perPerson } = from.settings;
	await lockApplicant(ctx, holder, from.callId);
	if (perPerson !== undefined) await demandPlace(ctx, holder, from.callId, perPerson);
	const origin = await originOfApplication(ctx, holder, from, from.followsId);
	return origin?.id ?? null;
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
