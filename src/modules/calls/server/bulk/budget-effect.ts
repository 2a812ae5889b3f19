import { and, eq, isNull } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { type Budget, type BudgetUse, budgetUse, type StandingDecision, withDecisions } from '../../budget.ts';
import { outcomeById, type Stage } from '../../stage.ts';
import { bulkAct, bulkActRow } from '../list-tables.ts';
import { listScope } from '../lists/scope.ts';
import { presentOf } from '../load-stage.ts';
import { standingDecisions } from '../standing-decisions.ts';
import { requirePerson } from '../subject.ts';
import { application } from '../tables.ts';

/** What a bulk decision does to the budgets of one stage. */
export interface BudgetEffect {
	call: { id: string; slug: string };
	stage: Pick<Stage, 'id' | 'label'>;
	before: BudgetUse[];
	after: BudgetUse[];
}

/** The budgets by which a stage decides: its own, or those of the nearest stage with scores before it. Pure. */
export function budgetsAt(stages: readonly { stage: Stage }[], stageId: string): readonly Budget[] {
	const at = stages.findIndex(({ stage }) => stage.id === stageId);
	for (let place = at; place >= 0; place -= 1) {
		const stage = stages[place]?.stage;
		if (stage && 'criteria' in stage && (stage.budgets.length > 0 || place === at)) return stage.budgets;
	}
	return [];
}

/**
 * What deciding so would do to the budgets, before anything happens; of each stage at which somebody is decided. After it
 * was done `before` and `after` are the same. Four queries.
 * @throws Refusal `not-found` for another's act
 */
export async function budgetEffect(
	ctx: Context,
	actor: Actor,
	input: { desk: string; act: string },
): Promise<BudgetEffect[]> {
	const scope = await listScope(ctx, actor, { desk: input.desk });
	const [act] = await ctx.db
		.select()
		.from(bulkAct)
		.where(and(eq(bulkAct.id, input.act), eq(bulkAct.desk, input.desk), eq(bulkAct.personId, requirePerson(actor))));
	if (!act) throw notFound();
	const { action } = act;
	if (action.kind !== 'decide') return [];
	const rows = await ctx.db
		.select({ id: application.id, callId: application.callId, stageId: application.stageId, track: application.track })
		.from(bulkActRow)
		.innerJoin(application, eq(application.id, bulkActRow.applicationId))
		.where(and(eq(bulkActRow.actId, act.id), isNull(bulkActRow.refusal)));
	const standing = await standingDecisions(ctx, [...new Set(rows.map(({ callId }) => callId))]);
	const effects = new Map<string, BudgetEffect & { added: StandingDecision[] }>();
	for (const row of rows) {
		const stored = scope.sights.find((sight) => sight.stored.callId === row.callId)?.stored;
		const stage = stored && presentOf(stored.stages, row).stage;
		const outcome = stage && outcomeById(stage, action.outcome);
		const budgets = stored && stage ? budgetsAt(stored.stages, stage.id) : [];
		if (!stored || !stage || !outcome || budgets.length === 0) continue;
		const key = `${row.callId}:${stage.id}`;
		const known = effects.get(key) ?? {
			call: { id: row.callId, slug: stored.call.slug },
			stage: { id: stage.id, label: stage.label },
			before: budgetUse(budgets, at(standing, row.callId, stage.id)),
			after: [],
			added: [],
		};
		const { effect, format = null } = outcome;
		const track = action.track || row.track;
		known.added.push({ application: row.id, effect, format, track, announced: false });
		effects.set(key, known);
	}
	return [...effects.values()].map(({ added, ...known }) => {
		const decisions = at(standing, known.call.id, known.stage.id);
		const after = act.state === 'previewed' ? withDecisions(decisions, added) : decisions;
		return { ...known, after: budgetUse(known.before, after) };
	});
}

const at = (decisions: Awaited<ReturnType<typeof standingDecisions>>, callId: string, stageId: string) =>
	decisions.filter((one) => one.callId === callId && one.stageId === stageId);
