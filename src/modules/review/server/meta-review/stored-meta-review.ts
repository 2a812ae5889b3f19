import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { metaReview } from '../discussion-tables.ts';

/** The newest version, handed in or not; undefined without any. One query. */
export async function newestMetaReview(
	ctx: Context,
	of: { application: string; stage: string },
	options: { final?: boolean } = {},
) {
	const [row] = await ctx.db
		.select()
		.from(metaReview)
		.where(
			and(
				eq(metaReview.applicationId, of.application),
				eq(metaReview.stageId, of.stage),
				options.final ? eq(metaReview.final, true) : undefined,
			),
		)
		.orderBy(desc(metaReview.position))
		.limit(1);
	return row;
}

/** What was recommended last for applications at a stage, by application: for tables of decisions. One query. */
export async function recommendationsOf(
	ctx: Context,
	of: { stage: string; applications: readonly string[] },
): Promise<Map<string, { recommendation: string | null; summary: string; at: number }>> {
	if (of.applications.length === 0) return new Map();
	const rows = await ctx.db
		.selectDistinctOn([metaReview.applicationId])
		.from(metaReview)
		.where(
			and(
				eq(metaReview.stageId, of.stage),
				eq(metaReview.final, true),
				inArray(metaReview.applicationId, [...of.applications]),
			),
		)
		.orderBy(metaReview.applicationId, desc(metaReview.position));
	return new Map(
		rows.map(({ applicationId, recommendation, summary, at }) => [applicationId, { recommendation, summary, at }]),
	);
}
