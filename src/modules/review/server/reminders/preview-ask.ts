import { type Actor, closedTo, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { invalid } from '#core/refusal/index.ts';
import { stageEntries } from '#modules/calls/server/index.ts';
import type { NotAssigned } from '../assign.ts';
import { conflictsWith } from '../conflicts/index.ts';
import { panelOf } from '../panel.ts';
import { assignedScores } from '../scores.ts';
import { stageAt } from '../stage-at.ts';

export interface AskPreview {
	/** Would be asked for. */
	asked: { id: string; number: string; title: string }[];
	/** Would be left out, and why. */
	left: { number: string; why: NotAssigned }[];
}

/**
 * What asking somebody of the panel to score these applications would do; `assign` does it. A constant number of queries.
 * @throws Refusal `not-found`, `forbidden`; `invalid` (`choose-applications`, `choose-people`)
 */
export async function previewAsk(
	ctx: Context,
	actor: Actor,
	input: { call: string; stage: string; applications: readonly string[]; person: string },
): Promise<AskPreview> {
	const { call, stage } = await stageAt(ctx, input.call, input.stage);
	demand(ctx, actor, 'review.assign', call.subject);
	const panel = await panelOf(ctx, call, stage.id);
	const problems = [
		...(input.applications.length === 0 ? [{ path: 'applications', code: 'choose-applications' }] : []),
		...(panel.includes(input.person) ? [] : [{ path: 'person', code: 'choose-people' }]),
	];
	if (problems.length > 0) throw invalid(problems);
	const entries = (await stageEntries(ctx, call, stage.id, [], closedTo(actor))).filter(({ id }) =>
		input.applications.includes(id),
	);
	const assigned = await assignedScores(ctx, { call: call.callId, stages: [stage.id] });
	const conflict = await conflictsWith(ctx, call, {
		applications: entries.map(({ id }) => id),
		people: [input.person],
	});
	const preview: AskPreview = { asked: [], left: [] };
	for (const { id, number, title, here, state } of entries) {
		const has = assigned.some(({ application, person }) => application === id && person === input.person);
		const why: NotAssigned | undefined =
			!here || state !== 'submitted'
				? 'elsewhere'
				: (conflict(id, input.person) ?? (has ? 'assigned-already' : undefined));
		if (why) preview.left.push({ number, why });
		else preview.asked.push({ id, number, title });
	}
	return preview;
}
