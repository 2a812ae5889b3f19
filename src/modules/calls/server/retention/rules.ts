import { eq, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { Field, Retention } from '../../form.ts';
import type { CallPlace } from '../subject.ts';
import { call, callForm, callWindow } from '../tables.ts';

/** A field of one version of a form whose answers are kept for a time only. */
export interface RetentionRule extends CallPlace {
	formVersion: number;
	field: Field;
	retention: Retention;
	/** First instant after the window of the call. */
	closesAt: number;
}

/** The rules of all forms that were ever answered, old versions too. One query. */
export async function retentionRules(ctx: Context): Promise<RetentionRule[]> {
	const forms = await ctx.db
		.select({
			callId: call.id,
			editionId: call.editionId,
			organisationId: call.organisationId,
			formVersion: callForm.version,
			form: callForm.form,
			closesAt: callWindow.graceEndsAt,
		})
		.from(callForm)
		.innerJoin(call, eq(call.id, callForm.callId))
		.innerJoin(callWindow, eq(callWindow.callId, call.id))
		.where(sql`jsonb_path_exists(${callForm.form}, '$.fields[*].retention')`);
	return forms.flatMap(({ form, ...place }) =>
		form.fields.flatMap((field) => (field.retention ? [{ ...place, field, retention: field.retention }] : [])),
	);
}
