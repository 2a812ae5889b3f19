import { type SQL, sql } from 'drizzle-orm';
import type { Bilingual } from '#core/i18n/index.ts';
import type { ApplicationState } from '../../application-state.ts';
import { numberLabel } from '../../projection.ts';
import type { Effect } from '../../stage.ts';
import type { Sight } from '../desk-access.ts';
import { application, call, determination } from '../tables.ts';
import { unansweredCondition } from './where.ts';

/** An application as lists show it. */
export interface DeskRow {
	id: string;
	number: string;
	callSlug: string;
	title: string;
	people: string;
	track: string | null;
	mode: string | null;
	format: string | null;
	student: boolean | null;
	language: string | null;
	state: ApplicationState;
	/** The stage it has come to. */
	stage: { id: string; label: Bilingual } | null;
	/** The round it belongs to, in words. */
	cohort: { id: string; label: Bilingual } | null;
	/** The desk entered it for its applicant. */
	entered: boolean;
	version: number;
	submittedAt: number;
	changedAt: number;
	determination: {
		id: string;
		outcome: string;
		label: Bilingual;
		effect: Effect;
		version: number;
		track: string | null;
	} | null;
	/** The last word is the applicant's, and it needs an answer. */
	unanswered: boolean;
}

/** The columns of a row in lists and exports. */
export const deskColumns = {
	id: application.id,
	number: application.number,
	callId: application.callId,
	numberPrefix: call.numberPrefix,
	title: application.title,
	people: application.people,
	track: application.track,
	mode: application.mode,
	format: application.format,
	student: application.student,
	language: application.language,
	state: application.state,
	stageId: application.stageId,
	cohort: application.cohort,
	entered: sql<boolean>`${application.enteredBy} is not null`,
	version: application.version,
	submittedAt: application.submittedAt,
	changedAt: application.changedAt,
	determination: {
		id: determination.id,
		outcome: determination.outcome,
		effect: determination.effect,
		version: determination.version,
		track: determination.track,
		stageId: determination.stageId,
	},
	unanswered: unansweredCondition as SQL<boolean>,
};

type Application = typeof application.$inferSelect;

export type RawRow = Pick<
	Application,
	| 'id'
	| 'number'
	| 'callId'
	| 'title'
	| 'people'
	| 'track'
	| 'mode'
	| 'format'
	| 'student'
	| 'language'
	| 'state'
	| 'stageId'
	| 'cohort'
	| 'version'
	| 'submittedAt'
	| 'changedAt'
> & {
	numberPrefix: string;
	entered: boolean;
	determination: (Omit<NonNullable<DeskRow['determination']>, 'label'> & { stageId: string }) | null;
	unanswered: boolean;
};

/** A row with its words, from the calls that are at hand. */
export function deskRow(row: RawRow, sights: readonly Sight[]): DeskRow {
	const stored = sights.find((sight) => sight.stored.callId === row.callId)?.stored;
	const stages = stored?.call.stages ?? [];
	const decided = row.determination;
	const outcome = stages.find(({ id }) => id === decided?.stageId)?.outcomes.find(({ id }) => id === decided?.outcome);
	const stage = row.stageId === null ? stages[0] : stages.find(({ id }) => id === row.stageId);
	const cohort = stored?.call.cohorts?.find(({ id }) => id === row.cohort);
	return {
		id: row.id,
		number: numberLabel(row.numberPrefix, row.number),
		callSlug: stored?.call.slug ?? '',
		title: row.title,
		people: row.people,
		track: row.track,
		mode: row.mode,
		format: row.format,
		student: row.student,
		language: row.language,
		state: row.state,
		stage: stage ? { id: stage.id, label: stage.label } : null,
		cohort: row.cohort === null ? null : { id: row.cohort, label: cohort?.label ?? sameIn(row.cohort) },
		entered: row.entered,
		version: row.version,
		submittedAt: row.submittedAt,
		changedAt: row.changedAt,
		determination: decided && {
			id: decided.id,
			outcome: decided.outcome,
			label: outcome?.label ?? sameIn(decided.outcome),
			effect: decided.effect,
			version: decided.version,
			track: decided.track,
		},
		unanswered: row.unanswered,
	};
}

function sameIn(text: string): Bilingual {
	return { en: text, zh: text };
}
