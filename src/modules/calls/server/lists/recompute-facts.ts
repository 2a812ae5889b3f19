import { and, eq, gt, sql } from 'drizzle-orm';
import { type Context, transaction } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import { derivedOf, integerArray } from '../derived.ts';
import { application, applicationVersion, call, callForm } from '../tables.ts';

const batch = 200;

/**
 * Fills what lists ask of an application's answers where the row does not say it: applications that were handed in
 * before there were facts. In batches, each its own transaction; doing it again changes nothing.
 * @returns how many rows were filled
 */
export async function recomputeFacts(ctx: Context): Promise<number> {
	let filled = 0;
	for (let after = ''; ; ) {
		const rows = await ctx.db
			.select({
				id: application.id,
				answers: applicationVersion.answers,
				form: callForm.form,
				settings: call.settings,
			})
			.from(application)
			.innerJoin(call, eq(call.id, application.callId))
			.innerJoin(
				applicationVersion,
				and(eq(applicationVersion.applicationId, application.id), eq(applicationVersion.version, application.version)),
			)
			.innerJoin(callForm, and(eq(callForm.callId, call.id), eq(callForm.version, applicationVersion.formVersion)))
			.where(and(gt(application.id, after), sql`${application.facts} = '{}'::jsonb`))
			.orderBy(application.id)
			.limit(batch);
		const last = rows.at(-1);
		if (!last) return filled;
		const derived = rows.map(({ id, answers, form, settings }) => {
			const { facts, minor, likeness } = derivedOf(form, settings, answers);
			return { id, facts, minor, likeness: integerArray(likeness) };
		});
		await transaction(ctx, async (tx) => {
			const updated = await many<{ id: string }>(
				tx.db,
				// Only where it is still empty: a version handed in meanwhile says it itself.
				sql`update application a set facts = d.facts, minor = d.minor, likeness = d.likeness::integer[]
					from jsonb_to_recordset(${JSON.stringify(derived)}::jsonb)
						as d(id text, facts jsonb, minor boolean, likeness text)
					where a.id = d.id and a.facts = '{}'::jsonb and d.facts <> '{}'::jsonb returning a.id`,
			);
			filled += updated.length;
		});
		after = last.id;
	}
}
