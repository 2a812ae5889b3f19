import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { LetterIncomplete } from '#modules/letters/letter-text.ts';

/**
 * A preview of a letter that waits; one that can't be written yet is refused, and says what is missing.
 * @throws Refusal as the preview does; `conflict` (`letter-incomplete`)
 */
export async function waitingLetter<T>(
	preview: (ctx: Context, actor: Actor, input: { callId: string; determination: string }) => Promise<T>,
	{ ctx, actor }: { ctx: Context; actor: Actor },
	input: { callId: string; determination: string },
): Promise<T> {
	try {
		return await preview(ctx, actor, input);
	} catch (error) {
		if (!(error instanceof LetterIncomplete)) throw error;
		throw new Refusal('conflict', 'letter-incomplete', { params: { missing: error.missing.join(', ') } });
	}
}
