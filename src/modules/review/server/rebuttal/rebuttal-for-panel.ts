import type { Context } from '#core/context/index.ts';
import { takesPart } from '../discussion/demand-talk.ts';
import type { OpenDiscussion } from '../discussion/open-discussion.ts';
import { keptAnswer } from './rebuttal-page.ts';

/** An answer to the reviews as panel and chairs read it: without who of those who applied wrote it. */
export interface ReadRebuttal {
	/** Null where none was handed in. */
	text: string | null;
	at: number | null;
}

/**
 * What those who applied answered, once their window has closed: for chairs, and for members who have scored it.
 * Undefined before, and where a stage asks for none. At most one query.
 */
export async function rebuttalForPanel(ctx: Context, open: OpenDiscussion): Promise<ReadRebuttal | undefined> {
	const window = open.phases.rebuttal;
	if (!window || window.closes === null || ctx.clock.edition.now() < window.closes || !takesPart(open))
		return undefined;
	const kept = await keptAnswer(ctx, { application: open.standing.application.id, stage: open.stage.id });
	return { text: kept?.handedIn?.text ?? null, at: kept?.handedIn?.at ?? null };
}
