import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { Answers } from '../answers.ts';
import type { ApplicationState } from '../application-state.ts';
import { numberLabel } from '../projection.ts';
import { type LoadedApplication, loadApplications } from './load.ts';
import { type LoadedStage, presentOf, stagesOfCalls } from './load-stage.ts';
import { newestVersion } from './add-version.ts';
import { applicationSubject, callSubject, scopeOf } from './subject.ts';
import { application, applicationFile, call, callWindow } from './tables.ts';

/** A call as the people of its stages need it. */
export type CallForReview = Awaited<ReturnType<typeof callForReview>>;

/** A call by its id with its stages in order. Two queries. @throws Refusal `not-found` */
export async function callForReview(ctx: Context, callId: string) {
	const [found] = await callsForReview(ctx, [callId]);
	if (!found) throw notFound();
	return found;
}

/** The same for several, in the order of their names. Two queries. */
export async function callsForReview(ctx: Context, callIds: readonly string[]) {
	const rows = await ctx.db
		.select({
			callId: call.id,
			editionId: call.editionId,
			organisationId: call.organisationId,
			slug: call.slug,
			title: call.title,
			settings: call.settings,
			zone: callWindow.zone,
			graceEndsAt: callWindow.graceEndsAt,
		})
		.from(call)
		.innerJoin(callWindow, eq(callWindow.callId, call.id))
		.where(inArray(call.id, [...callIds]))
		.orderBy(asc(call.slug));
	const stages = await stagesOfCalls(ctx, callIds);
	return rows.map((row) => ({
		...row,
		stages: stages.get(row.callId) ?? [],
		scope: scopeOf(row),
		subject: callSubject(row),
	}));
}

/** An application as far as whoever assigns and scores must know where it stands. */
export interface StandingApplication {
	application: LoadedApplication;
	number: string;
	/** The stages of its call in order, and the place of the one it is in. */
	stages: LoadedStage[];
	at: number;
	scope: string;
	subject: ReturnType<typeof applicationSubject>;
}

/** Where applications stand. Two queries; those that are not there are left out. */
export async function standingApplications(
	ctx: Context,
	ids: readonly string[],
	options: { lock?: boolean } = {},
): Promise<StandingApplication[]> {
	if (ids.length === 0) return [];
	const found = await loadApplications(ctx, ids, options);
	const stages = await stagesOfCalls(ctx, [...new Set(found.map(({ callId }) => callId))]);
	return found.map((one) => {
		const own = stages.get(one.callId) ?? [];
		return {
			application: one,
			number: numberLabel(one.numberPrefix, one.number),
			stages: own,
			at: own.indexOf(presentOf(own, one)),
			scope: scopeOf(one),
			subject: applicationSubject(one),
		};
	});
}

/** What is in the newest version of an application, with its form. One query. */
export const contentsOf = newestVersion;

/** An application that has come to a stage, for those who assign and rank. */
export interface StageEntry {
	id: string;
	number: string;
	title: string;
	people: string;
	track: string | null;
	personId: string;
	state: ApplicationState;
	/** It is in this very stage now, not in a later one. */
	here: boolean;
	/** Its newest answers to the fields that are asked for. */
	answers: Answers;
}

/**
 * The applications of a call that have come to this stage or further, without those withdrawn, by their numbers. One query.
 * @param fields whose answers are needed
 * @param closed applications that are not there for whoever asks (`closedTo`)
 */
export async function stageEntries(
	ctx: Context,
	of: Pick<CallForReview, 'callId' | 'stages'>,
	stageId: string,
	fields: readonly string[],
	closed: readonly string[],
): Promise<StageEntry[]> {
	const at = of.stages.findIndex(({ stage }) => stage.id === stageId);
	const later = of.stages.slice(at).map(({ stage }) => stage.id);
	const first = of.stages[0]?.stage.id ?? '';
	const rows = await many<StageEntry & Record<string, unknown> & { prefix: string; raw: number; stage: string | null }>(
		ctx.db,
		sql`select a.id, a.number as raw, c.number_prefix as prefix, a.title, a.people, a.track, a.person_id as "personId", a.state,
				coalesce(a.stage_id, ${first}) as stage,
				(select coalesce(jsonb_object_agg(f, v.answers -> f), '{}') from unnest(${sql.param([...fields])}::text[]) f where v.answers ? f) as answers
			from ${application} a join ${call} c on c.id = a.call_id
			join application_version v on v.application_id = a.id and v.version = a.version
			where a.call_id = ${of.callId} and a.state <> 'withdrawn' and coalesce(a.stage_id, ${first}) = any(${sql.param(later)}::text[])
				and a.id <> all(${sql.param([...closed])}::text[])
			order by a.number`,
	);
	return rows.map(({ raw, prefix, stage, ...row }) => ({
		...row,
		number: numberLabel(prefix, raw),
		here: stage === stageId,
	}));
}

/** Whether a file came with an application, and for which field. One query. */
export async function fileOfApplication(ctx: Context, applicationId: string, fileId: string) {
	const [row] = await ctx.db
		.select({ id: applicationFile.id, field: applicationFile.field })
		.from(applicationFile)
		.where(and(eq(applicationFile.id, fileId), eq(applicationFile.applicationId, applicationId)));
	return row;
}

/** The call of a desk with this slug: of an edition, or the standing call itself. One query. @throws Refusal `not-found` */
export async function callOfDesk(ctx: Context, deskId: string, slug: string): Promise<string> {
	const [row] = await ctx.db
		.select({ id: call.id })
		.from(call)
		.where(
			and(
				eq(call.slug, slug),
				sql`(${call.editionId} = ${deskId} or (${call.editionId} is null and ${call.id} = ${deskId}))`,
			),
		);
	if (!row) throw notFound();
	return row.id;
}
