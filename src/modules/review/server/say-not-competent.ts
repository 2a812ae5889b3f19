import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { invalid, Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { writtenOf } from '../written.ts';
import { demandPoints, demandScoring, handIn } from './hand-in.ts';
import { openAssignment, type ReviewKey } from './open-assignment.ts';

const mostText = 2000;

/**
 * Says that one is not competent to score an application: it counts as answered and as no score, and frees the place for
 * somebody else. Who does so may still hand a score in later.
 * @param input.text to the organisers: why, and who could
 * @throws Refusal `signed-out`, `not-found`; `forbidden` (`not-competent-not-offered`); `invalid` at `why`; `closed`
 */
export async function sayNotCompetent(ctx: Context, actor: Actor, input: ReviewKey & { text: string }): Promise<void> {
	await openAssignment(ctx, actor, input);
	return transaction(ctx, async (tx) => {
		const open = await openAssignment(tx, actor, input, { lock: true });
		demandScoring(open.time, open.call.zone);
		demandPoints(open.stage);
		if (!open.stage.notCompetent) throw new Refusal('forbidden', 'not-competent-not-offered');
		const text = cleanText(input.text, { lines: true });
		if (text.length > mostText) {
			const params = { characters: text.length, max: mostText };
			throw invalid([{ path: 'why', code: 'too-many-characters', params }]);
		}
		await handIn(tx, actor, open, { ...writtenOf(null), comments: text === '' ? {} : { 'to-panel': text } }, true);
	});
}
