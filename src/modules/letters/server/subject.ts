import type { Subject } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { editionSubject } from '#modules/editions/server/index.ts';

/** A letter or a batch as the subject of an action: it lies in its call, its edition and the organisation of that. One query (or from memory). */
export async function letterSubject(ctx: Context, at: { editionId: string; callId: string }): Promise<Subject> {
	const { within } = await editionSubject(ctx, at.editionId);
	return { within: { ...within, call: at.callId } };
}
