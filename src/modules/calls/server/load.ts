import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { type Context, remembered } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { Form } from '../form.ts';
import type { MemberRight } from './subject.ts';
import { application, call, callForm, callWindow } from './tables.ts';

/** The columns of an application with the place of its call. */
export const applicationColumns = {
	id: application.id,
	number: application.number,
	callId: application.callId,
	personId: application.personId,
	state: application.state,
	version: application.version,
	determinationId: application.determinationId,
	title: application.title,
	track: application.track,
	mode: application.mode,
	format: application.format,
	student: application.student,
	language: application.language,
	people: application.people,
	submittedAt: application.submittedAt,
	changedAt: application.changedAt,
	stageId: application.stageId,
	stageWorkedAt: application.stageWorkedAt,
	cohort: application.cohort,
	editionId: call.editionId,
	organisationId: call.organisationId,
	callSlug: call.slug,
	callTitle: call.title,
	numberPrefix: call.numberPrefix,
	contact: call.contact,
};

/** Who works on an application (of the query that this stands in) beside its holder. */
export const memberColumn = sql<
	MemberRight[]
>`(select coalesce(jsonb_agg(jsonb_build_object('person', am.person_id, 'write', am.may_write)), '[]')
	from application_member am where am.application_id = ${application.id} and am.ended_at is null)`;

export const windowColumns = {
	zone: callWindow.zone,
	opensAt: callWindow.opensAt,
	lastHoursAt: callWindow.lastHoursAt,
	closesAt: callWindow.closesAt,
	graceEndsAt: callWindow.graceEndsAt,
};

export type LoadedApplication = Awaited<ReturnType<typeof loadApplication>>;

/** One application with its call, window and the present form of the call. @throws Refusal `not-found` */
export async function loadApplication(ctx: Context, id: string, options: { lock?: boolean } = {}) {
	const query = ctx.db
		.select({ ...applicationColumns, window: windowColumns, form: callForm.form, members: memberColumn })
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		.innerJoin(callWindow, eq(callWindow.callId, call.id))
		.innerJoin(callForm, formOfCall())
		.where(eq(application.id, id));
	const [row] = await (options.lock ? query.for('update', { of: application }) : query);
	if (!row) throw notFound();
	return row;
}

/**
 * The same for many, in the order of their ids, so that two who lock some of the same wait for each other. Two queries: the
 * form of a call comes once, and not with each of its thousands.
 */
export async function loadApplications(
	ctx: Context,
	ids: readonly string[],
	options: { lock?: boolean } = {},
): Promise<LoadedApplication[]> {
	const query = ctx.db
		.select({ ...applicationColumns, window: windowColumns, members: memberColumn })
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		.innerJoin(callWindow, eq(callWindow.callId, call.id))
		.where(inArray(application.id, [...ids]))
		.orderBy(application.id);
	const rows = await (options.lock ? query.for('update', { of: application }) : query);
	const forms = await ctx.db
		.select({ callId: call.id, form: callForm.form })
		.from(call)
		.innerJoin(callForm, formOfCall())
		.where(inArray(call.id, [...new Set(rows.map(({ callId }) => callId))]));
	const formOf = new Map(forms.map(({ callId, form }) => [callId, form]));
	return rows.flatMap((row) => {
		const form = formOf.get(row.callId);
		return form ? [{ ...row, form }] : [];
	});
}

function formOfCall(): SQL | undefined {
	return and(eq(callForm.callId, call.id), eq(callForm.version, call.formVersion));
}

/** One version of the form of a call, from memory where this process has one: it never changes. */
export async function formOfVersion(ctx: Context, callId: string, version: number): Promise<Form> {
	const form = await remembered(ctx, `form ${version} of ${callId}`, async () => {
		const [row] = await ctx.db
			.select({ form: callForm.form })
			.from(callForm)
			.where(and(eq(callForm.callId, callId), eq(callForm.version, version)));
		return row?.form;
	});
	if (!form) throw new Error(`the call ${callId} lacks version ${version} of its form`);
	return form;
}
