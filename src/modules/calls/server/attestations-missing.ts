import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { neededOf } from '../attestation.ts';
import { attestation } from './attestation-tables.ts';
import { application, applicationVersion, call } from './tables.ts';

/**
 * How many attestations each application still lacks before it may be decided otherwise than by a refusal, of the rules
 * of its call that need any. Two queries, one where no rule needs any. Those that lack none are not in it.
 */
export async function attestationsMissing(ctx: Context, applications: readonly string[]): Promise<Map<string, number>> {
	const missing = new Map<string, number>();
	const rows = await ctx.db
		.select({
			id: application.id,
			minor: application.minor,
			settings: call.settings,
			answers: applicationVersion.answers,
		})
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		.innerJoin(
			applicationVersion,
			and(eq(applicationVersion.applicationId, application.id), eq(applicationVersion.version, application.version)),
		)
		.where(
			and(
				inArray(application.id, [...applications]),
				sql`jsonb_path_exists(${call.settings}, '$.attestations[*] ? (@.needed > 0 || exists(@.guardian))')`,
			),
		);
	if (rows.length === 0) return missing;
	const given = await ctx.db
		.select({ id: attestation.applicationId, rule: attestation.ruleId, n: sql<number>`count(*)::int` })
		.from(attestation)
		.where(
			and(
				inArray(
					attestation.applicationId,
					rows.map(({ id }) => id),
				),
				eq(attestation.state, 'given'),
			),
		)
		.groupBy(attestation.applicationId, attestation.ruleId);
	for (const { id, settings, answers, minor } of rows) {
		let lacking = 0;
		for (const rule of settings.attestations ?? []) {
			const confirmed = given.find((one) => one.id === id && one.rule === rule.id)?.n ?? 0;
			lacking += Math.max(0, neededOf(rule, { answers, minor }) - confirmed);
		}
		if (lacking > 0) missing.set(id, lacking);
	}
	return missing;
}
