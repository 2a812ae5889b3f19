import type { Context } from '#core/context/index.ts';
import type { JobData } from '#core/jobs/index.ts';
import { panelOf } from '../panel.ts';
import { stageAt } from '../stage-at.ts';
import { affinitiesOf } from './affinities.ts';
import { knownReviewers, submissionsToMatch } from './matching.ts';

/** Measures the affinities of a stage again when what they come from has changed; nothing otherwise. A job. */
export async function warmAffinities(ctx: Context, data: JobData): Promise<void> {
	const { call, stage } = await stageAt(ctx, String(data.call), String(data.stage));
	const reviewers = await knownReviewers(ctx, call, await panelOf(ctx, call, stage.id));
	await affinitiesOf(ctx, call, stage.id, reviewers, await submissionsToMatch(ctx, call, stage.id));
}
