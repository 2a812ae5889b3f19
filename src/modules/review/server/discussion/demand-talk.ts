import { type Actor, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { forbidden, notFound, Refusal } from '#core/refusal/index.ts';
import { mayDiscuss } from '../../phases.ts';
import { mayWrite, type OpenDiscussion } from './open-discussion.ts';

/** Whether somebody takes part in the discussion of what he has opened: chairs, and members who have scored it. Pure. */
export function takesPart({ role, scored }: Pick<OpenDiscussion, 'role' | 'scored'>): boolean {
	return role === 'chair' || scored;
}

/** Whether he may say something now. Pure but for the clock of `can`. */
export function mayTalk(ctx: Context, actor: Actor, open: OpenDiscussion): boolean {
	return mayDiscuss(open.phases, takesPart(open)) && mayWrite(ctx, actor, open);
}

/**
 * Refuses whoever may not say something here now.
 * @throws Refusal `not-found` (the stage knows no discussion), `forbidden` (`score-first`), `closed`
 *   (`discussion-not-open`, `discussion-over`)
 */
export function demandTalk(ctx: Context, actor: Actor, open: OpenDiscussion): void {
	const window = open.phases.discussion;
	if (!window) throw notFound();
	if (open.role === 'chair') demand(ctx, actor, 'review.discuss', open.standing.subject);
	else demand(ctx, actor, 'review.score', { within: { application: open.standing.application.id } });
	if (!takesPart(open)) throw forbidden('score-first');
	if (window.at === 'before') {
		throw new Refusal('closed', 'discussion-not-open', {
			params: { opens: window.opens as number, zone: open.call.zone },
		});
	}
	if (window.at === 'over') throw new Refusal('closed', 'discussion-over');
}
