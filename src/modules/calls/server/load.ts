import { and, eq, type SQL } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
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
	editionId: call.editionId,
	organisationId: call.organisationId,
	callSlug: call.slug,
	callTitle: call.title,
	numberPrefix: call.numberPrefix,
	contact: call.contact,
};

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
		.select({ ...applicationColumns, window: windowColumns, form: callForm.form })
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		.innerJoin(callWindow, eq(callWindow.callId, call.id))
		.innerJoin(callForm, formOfCall())
		.where(eq(application.id, id));
	const [row] = await (options.lock ? query.for('update', { of: application }) : query);
	if (!row) throw notFound();
	return row;
}

function formOfCall(): SQL | undefined {
	return and(eq(callForm.callId, call.id), eq(callForm.version, call.formVersion));
}
