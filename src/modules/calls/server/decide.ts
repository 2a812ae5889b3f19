import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { type Decision, noteDeterminations } from './note-determinations.ts';

export interface DecideInput extends Decision {
	application: string;
	/** The determination that was on the screen (null: none). When another was noted since, this one is refused. */
	seen?: string | null;
}

/**
 * Notes a determination of the stage that an application is in. Its applicant learns nothing until it is announced; until
 * then another one may replace it, and the desk sees both in the history. A silent outcome moves it on at once.
 * @returns the id of the determination
 * @throws Refusal `not-found`, `forbidden`, `signed-out`; `invalid` at `outcome` (also `checks-open`,
 *   `attestations-missing`), `reason`, `conditions`, `track`, `amount`; `conflict` (`decision-changed`,
 *   `announced-already`, `wrong-state`, `other-stage`)
 */
export async function decide(ctx: Context, actor: Actor, input: DecideInput): Promise<string> {
	const { application, seen, ...decision } = input;
	return transaction(ctx, async (tx) => {
		const [report] = await noteDeterminations(tx, actor, new Map([[application, seen]]), decision);
		if (report?.refusal) throw report.refusal;
		return report?.determination as string;
	});
}
