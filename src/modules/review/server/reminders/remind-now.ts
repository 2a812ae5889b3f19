import { type Actor, closedTo, demand, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { isId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid } from '#core/refusal/index.ts';
import { stageAt } from '../stage-at.ts';
import { missingAt } from './missing.ts';
import { sendReminders } from './send-reminders.ts';

export interface RemindInput {
	call: string;
	stage: string;
	people: readonly string[];
	/** An id that the preview drew: sent twice, it reminds once. */
	batch: string;
}

/**
 * Reminds these people now of what they have not scored; who has scored everything meanwhile gets nothing.
 * @returns how many were reminded
 * @throws Refusal `not-found`, `forbidden`; `invalid` (`choose-people`)
 */
export async function remindNow(ctx: Context, actor: Actor, input: RemindInput): Promise<number> {
	const at = await stageAt(ctx, input.call, input.stage);
	demand(ctx, actor, 'review.assign', at.call.subject);
	if (input.people.length === 0 || !isId(input.batch)) throw invalid([{ path: 'people', code: 'choose-people' }]);
	return transaction(ctx, async (tx) => {
		const missing = (await missingAt(tx, at, closedTo(actor))).filter(({ person }) => input.people.includes(person));
		const rule = `now:${input.batch}`;
		const reminded = await sendReminders(tx, at, missing, { rule, person: personOf(actor) ?? null });
		if (reminded > 0) {
			await record(tx, actor, {
				action: 'remind-reviewers',
				subject: { type: 'call', id: at.call.callId },
				scope: at.call.scope,
				data: { stage: at.stage.id, rule, people: reminded },
			});
		}
		return reminded;
	});
}
