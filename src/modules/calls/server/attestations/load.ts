import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { attestation } from '../attestation-tables.ts';
import { windowColumns } from '../load.ts';
import { application, applicationVersion, call, callForm, callWindow } from '../tables.ts';

/** An application with all that decides whom its rules ask. */
export async function applicationToAsk(ctx: Context, id: string) {
	const [row] = await ctx.db
		.select({
			id: application.id,
			number: application.number,
			personId: application.personId,
			state: application.state,
			title: application.title,
			people: application.people,
			track: application.track,
			minor: application.minor,
			followsId: application.followsId,
			callId: call.id,
			callTitle: call.title,
			editionId: call.editionId,
			organisationId: call.organisationId,
			numberPrefix: call.numberPrefix,
			contact: call.contact,
			settings: call.settings,
			zone: callWindow.zone,
			answers: applicationVersion.answers,
			form: callForm.form,
			locale: applicationVersion.locale,
		})
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		.innerJoin(callWindow, eq(callWindow.callId, call.id))
		.innerJoin(
			applicationVersion,
			and(eq(applicationVersion.applicationId, application.id), eq(applicationVersion.version, application.version)),
		)
		.innerJoin(callForm, and(eq(callForm.callId, call.id), eq(callForm.version, applicationVersion.formVersion)))
		.where(eq(application.id, id))
		.for('update', { of: application });
	return row;
}

export type ApplicationToAsk = NonNullable<Awaited<ReturnType<typeof applicationToAsk>>>;

/** One attestation with its application and call. */
export async function loadAttestation(ctx: Context, where: SQL, options: { lock?: boolean } = {}) {
	const query = ctx.db
		.select({
			attestation,
			application: {
				id: application.id,
				number: application.number,
				personId: application.personId,
				state: application.state,
				title: application.title,
				people: application.people,
				track: application.track,
				followsId: application.followsId,
				minor: application.minor,
			},
			callId: call.id,
			callTitle: call.title,
			editionId: call.editionId,
			organisationId: call.organisationId,
			numberPrefix: call.numberPrefix,
			contact: call.contact,
			form: callForm.form,
			zone: windowColumns.zone,
			/** The role that the list plays from which he was taken. */
			fromRole: sql<string | null>`(select f->>'role' from jsonb_array_elements(${callForm.form}->'fields') f
				where f->>'id' = ${attestation.rule}->>'from')`,
		})
		.from(attestation)
		.innerJoin(application, eq(application.id, attestation.applicationId))
		.innerJoin(call, eq(call.id, application.callId))
		.innerJoin(callWindow, eq(callWindow.callId, call.id))
		.innerJoin(callForm, and(eq(callForm.callId, call.id), eq(callForm.version, call.formVersion)))
		.where(where);
	// The application first, as whoever brings its attestations up to date.
	const [row] = await (options.lock ? query.for('update', { of: [application, attestation] }) : query);
	return row;
}

export type LoadedAttestation = NonNullable<Awaited<ReturnType<typeof loadAttestation>>>;
