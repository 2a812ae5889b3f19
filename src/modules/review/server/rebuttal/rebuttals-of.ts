import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { callForReview, demandOwn, standingApplications, toldOutcomes } from '#modules/calls/server/index.ts';
import { and, eq, gt } from 'drizzle-orm';
import { notFound } from '#core/refusal/index.ts';
import { rebuttal } from '../rebuttal-tables.ts';
import { type OpenRebuttal, windowFor } from './open-rebuttal.ts';

/** A stage whose reviews those who applied may read and answer now, or have answered. */
export interface OwnRebuttal {
	stage: { id: string; label: Bilingual };
	window: OpenRebuttal['window'];
	answered: boolean;
}

/**
 * Where those who work on an application find its reviews: while they may answer them, and as long as an answer of theirs
 * stands. A constant number of queries. @throws Refusal `signed-out`, `not-found`, `forbidden`
 */
export async function rebuttalsOf(ctx: Context, actor: Actor, applicationId: string): Promise<OwnRebuttal[]> {
	const [standing] = await standingApplications(ctx, [applicationId]);
	if (!standing) throw notFound();
	demandOwn(ctx, actor, 'application.read-own', standing.application);
	const reached = standing.stages.slice(0, standing.at + 1);
	if (!reached.some(({ stage }) => 'criteria' in stage && stage.rebuttal)) return [];
	const call = await callForReview(ctx, standing.application.callId);
	const told = (await toldOutcomes(ctx, [applicationId])).get(applicationId) ?? [];
	const answered = await ctx.db
		.select({ stage: rebuttal.stageId })
		.from(rebuttal)
		.where(and(eq(rebuttal.applicationId, applicationId), gt(rebuttal.version, 0)));
	return reached.flatMap(({ stage }): OwnRebuttal[] => {
		if (!('criteria' in stage)) return [];
		const { window } = windowFor(ctx, standing, call, stage, told);
		const has = answered.some((one) => one.stage === stage.id);
		if (!window || (window.at !== 'open' && !has)) return [];
		return [{ stage: { id: stage.id, label: stage.label }, window, answered: has }];
	});
}
