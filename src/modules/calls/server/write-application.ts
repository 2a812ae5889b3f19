import { type SQL, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import { newId } from '#core/ids/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { eventInsert } from '#core/ledger/index.ts';
import type { Answers } from '../answers.ts';
import type { CallSettings } from '../call.ts';
import type { Projection } from '../projection.ts';
import { type Derived, integerArray } from './derived.ts';
import { askJob, receiptJob } from './job-names.ts';
import { type CallPlace, scopeOf } from './subject.ts';

/** Whose a first application is, and how it came. */
export interface Arrival {
	holder: string;
	personId: string;
	followsId: string | null;
	/** The round to which it belongs. */
	cohort: string | null;
	/** The personal link by which it came after the close. */
	lateLinkId: string | null;
}

/** What a version says, and what lists and searches know of it. */
export type Content = Projection & Derived & { answers: Answers };

export interface Saved extends Record<string, unknown> {
	id: string;
	number: number;
	version: number;
}

/** What becomes an application: the draft by its id (or what stands for one), and its call. */
export interface Becoming extends CallPlace {
	id: string;
	numberPrefix: string;
	formVersion: number;
	settings: Pick<CallSettings, 'attestations'>;
}

/** A draft that was found and locked before, as `writeApplication` asks for it. */
export function heldAlready(draft: { id: string; locale: Locale }): SQL {
	return sql`select ${draft.id}::text as id, ${draft.locale}::text as locale`;
}

/**
 * Application, first version, files, the end of the draft, the event in the ledger and the jobs that follow, in one
 * statement: before a deadline it is sent hundreds of times a second, and what costs is each way to the database and back.
 * @param held selects the one row (id, locale) of what is handed in, or none: then nothing is written
 * @returns undefined when `held` has no row
 */
export async function writeApplication(
	ctx: Context,
	actor: Actor,
	from: Becoming,
	by: Arrival,
	of: Content,
	at: number,
	held: SQL,
): Promise<Saved | undefined> {
	const id = newId();
	const time = new Date(at).toISOString();
	const made = sql`new_application`;
	const event = eventInsert(
		ctx,
		actor,
		{
			action: 'submit',
			subject: { type: 'application', id },
			scope: scopeOf(from),
			data: { call: from.callId, version: 1, form: from.formVersion, track: of.track },
		},
		{
			from: made,
			more: sql`jsonb_build_object('number', ${numberLabelSql(from.numberPrefix, sql`new_application.number`)})`,
		},
	);
	const receipt = await ctx.jobs.insertion(receiptJob, { application: id, version: 1 }, made);
	const asks = from.settings.attestations?.length
		? sql`, asks as (${await ctx.jobs.insertion(askJob, { application: id }, made)})`
		: sql``;
	const [row] = await many<{ number: number }>(
		ctx.db,
		sql`with held as (${held}), new_application as (
			insert into application (id, number, call_id, person_id, state, version, title, track, mode, format, student,
				language, people, search_text, facts, minor, likeness, follows_id, cohort, late_link_id, submitted_at, changed_at)
			select ${id}::text, nextval('application_number'), ${from.callId}::text, ${by.holder}::text, 'submitted', 1,
				${of.title}::text, ${of.track}::text, ${of.mode}::text, ${of.format}::text, ${of.student}::boolean,
				${of.language}::text, ${of.people}::text, ${of.searchText}::text, ${JSON.stringify(of.facts)}::jsonb,
				${of.minor}::boolean, ${integerArray(of.likeness)}::integer[], ${by.followsId}::text, ${by.cohort}::text,
				${by.lateLinkId}::text, ${time}::timestamptz, ${time}::timestamptz from held
			returning number
		), new_version as (
			insert into application_version (application_id, version, form_version, answers, event, draft_id, person_id, locale, at)
			select ${id}::text, 1, ${from.formVersion}::integer, ${JSON.stringify(of.answers)}::jsonb, 'submit', held.id,
				${by.personId}::text, held.locale, ${time}::timestamptz from held
		), taken_members as (
			update application_member m set application_id = ${id}, draft_id = null from held where m.draft_id = held.id
		), taken_invites as (
			update application_invite i set application_id = ${id}, draft_id = null from held where i.draft_id = held.id
		), taken_files as (
			update application_file f set application_id = ${id} from held where f.draft_id = held.id
		), ended_draft as (
			delete from draft d using held where d.id = held.id
		), event as (${event}), receipt as (${receipt})${asks}
		select number from new_application`,
	);
	return row && { id, number: row.number, version: 1 };
}

/** The same as `numberLabel`, where only the statement knows the number. */
function numberLabelSql(prefix: string, number: SQL): SQL {
	return sql`${prefix}::text || '-' || lpad(${number}::text, greatest(3, length(${number}::text)), '0')`;
}
