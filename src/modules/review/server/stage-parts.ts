import { type Action, type Actor, can } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { callForReview, callOfDesk } from '#modules/calls/server/index.ts';
import { withOwnTracks } from './decisions/decision-table.ts';

/** The pages of a stage at a desk, in the order in which its work goes. */
export const stageParts = [
	'overview',
	'reviewers',
	'conflicts',
	'assigning',
	'progress',
	'ranking',
	'decisions',
	'sub-reviewers',
] as const;
export type StagePart = (typeof stageParts)[number];

/**
 * Which pages of a stage somebody may open, so that he is offered no other: each of them asks for itself.
 * @throws Refusal `not-found` where there is no such stage
 */
export async function partsOfStage(
	ctx: Context,
	actor: Actor,
	input: { desk: string; call: string; stage: string },
): Promise<StagePart[]> {
	const call = await callForReview(ctx, await callOfDesk(ctx, input.desk, input.call));
	const found = call.stages.find(({ stage }) => stage.id === input.stage);
	if (!found) throw notFound();
	const stage = 'criteria' in found.stage ? found.stage : undefined;
	const may = (action: Action) => can(actor, action, call.subject, ctx.clock) === 'yes';
	const [assigns, reads] = [may('review.assign'), may('review.read')];
	const scored = stage !== undefined;
	const open: Record<StagePart, boolean> = {
		overview: scored && (assigns || reads),
		reviewers: scored && assigns,
		conflicts: scored && may('conflict.read'),
		assigning: scored && assigns,
		progress: scored && (assigns || reads),
		ranking: scored && reads,
		decisions: can(actor, 'application.decide', withOwnTracks(actor, call), ctx.clock) === 'yes',
		'sub-reviewers': assigns && stage?.subReviewers === true,
	};
	return stageParts.filter((part) => open[part]);
}
