import type { Context } from '#core/context/index.ts';
import { type CallForReview, standingApplications } from '#modules/calls/server/index.ts';

/** Whether an application waits at a stage to be scored: in it, and not decided. */
export async function isHere(
	ctx: Context,
	call: CallForReview,
	stageId: string,
	application: string,
): Promise<boolean> {
	const [one] = await standingApplications(ctx, [application]);
	return (
		one?.application.callId === call.callId &&
		one.application.state === 'submitted' &&
		one.stages[one.at]?.stage.id === stageId
	);
}
