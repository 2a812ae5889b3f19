import { and, asc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import type { Answers } from '../answers.ts';
import type { ApplicationState } from '../application-state.ts';
import type { CallSettings } from '../call.ts';
import type { Form } from '../form.ts';
import type { MinorAllows } from '../public-person.ts';
import { numberLabel } from '../projection.ts';
import { type Outcome, outcomeById } from '../stage.ts';
import { memberColumn } from './load.ts';
import type { CallPlace, MemberRight } from './subject.ts';
import { application, applicationVersion, call, callForm, callStage, callWindow, determination } from './tables.ts';

/** What whoever does something for an application needs to know of it: no answers. */
export interface ApplicationHead extends CallPlace {
	id: string;
	/** As it is printed: `A-042`. */
	number: string;
	title: string;
	/** The names of its people. */
	people: string;
	personId: string;
	track: string | null;
	state: ApplicationState;
	/** Who works on it beside its holder, and may read it as he does. */
	members: readonly MemberRight[];
	minor: boolean;
	minorAllows: MinorAllows;
	cohort: string | null;
	callSlug: string;
	callTitle: Partial<Bilingual>;
	settings: CallSettings;
	/** Of the call. */
	zone: string;
}

/**
 * Applications by their ids; an unknown one is absent. One query.
 * @param options.lock holds them until the end of the transaction
 */
export async function applicationHeads(
	ctx: Context,
	ids: readonly string[],
	options: { lock?: boolean } = {},
): Promise<Map<string, ApplicationHead>> {
	if (ids.length === 0) return new Map();
	const query = ctx.db
		.select({ application, call, zone: callWindow.zone, members: memberColumn })
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		.innerJoin(callWindow, eq(callWindow.callId, call.id))
		.where(inArray(application.id, [...new Set(ids)]))
		.orderBy(asc(application.id));
	const rows = await (options.lock ? query.for('update', { of: application }) : query);
	return new Map(
		rows.map(({ application: found, call: of, zone, members }) => [
			found.id,
			{
				id: found.id,
				number: numberLabel(of.numberPrefix, found.number),
				title: found.title,
				people: found.people,
				personId: found.personId,
				track: found.track,
				state: found.state,
				members,
				minor: found.minor,
				minorAllows: found.minorAllows,
				cohort: found.cohort,
				callId: of.id,
				callSlug: of.slug,
				callTitle: of.title,
				settings: of.settings,
				editionId: of.editionId,
				organisationId: of.organisationId,
				zone,
			},
		]),
	);
}

/** What an applicant was told at one stage, and what he said to it. */
export interface ToldOutcome {
	determination: string;
	stage: string;
	outcome: Outcome;
	answer: 'confirmed' | 'declined' | null;
	/** What was granted, in whole units. */
	amount: number | null;
	announcedAt: number;
}

/**
 * What was last announced to each of these applications at each stage, in the order in which it was noted; what was taken
 * back since is absent. One query.
 */
export async function toldOutcomes(ctx: Context, ids: readonly string[]): Promise<Map<string, ToldOutcome[]>> {
	if (ids.length === 0) return new Map();
	const rows = await ctx.db
		.select({ determination, definition: callStage.definition })
		.from(determination)
		.innerJoin(application, eq(application.id, determination.applicationId))
		.innerJoin(callStage, and(eq(callStage.callId, application.callId), eq(callStage.id, determination.stageId)))
		.where(
			and(
				inArray(determination.applicationId, [...new Set(ids)]),
				isNotNull(determination.announcedAt),
				isNull(determination.droppedAt),
				isNull(determination.reopenedAt),
			),
		)
		.orderBy(asc(determination.position));
	const told = new Map<string, Map<string, ToldOutcome>>();
	for (const { determination: found, definition } of rows) {
		const outcome = outcomeById(definition, found.outcome);
		if (!outcome || found.announcedAt === null) continue;
		const byStage = told.get(found.applicationId) ?? new Map<string, ToldOutcome>();
		told.set(found.applicationId, byStage);
		const { id, stageId, answer, amount, announcedAt } = found;
		byStage.set(stageId, { determination: id, stage: stageId, outcome, answer, amount, announcedAt });
	}
	return new Map([...told].map(([id, byStage]) => [id, [...byStage.values()]]));
}

/** The newest answers of applications, each with the form it answered. One query. */
export async function newestAnswers(
	ctx: Context,
	ids: readonly string[],
): Promise<Map<string, { form: Form; answers: Answers; locale: Locale }>> {
	if (ids.length === 0) return new Map();
	const rows = await ctx.db
		.select({
			id: application.id,
			form: callForm.form,
			answers: applicationVersion.answers,
			locale: applicationVersion.locale,
		})
		.from(application)
		.innerJoin(
			applicationVersion,
			and(eq(applicationVersion.applicationId, application.id), eq(applicationVersion.version, application.version)),
		)
		.innerJoin(
			callForm,
			and(eq(callForm.callId, application.callId), eq(callForm.version, applicationVersion.formVersion)),
		)
		.where(inArray(application.id, [...new Set(ids)]));
	return new Map(rows.map(({ id, ...rest }) => [id, rest]));
}

/** The ids of a person's applications. One query. */
export async function applicationsOfPerson(ctx: Context, personId: string): Promise<string[]> {
	const rows = await ctx.db
		.select({ id: application.id })
		.from(application)
		.where(eq(application.personId, personId))
		.orderBy(asc(application.number));
	return rows.map(({ id }) => id);
}
