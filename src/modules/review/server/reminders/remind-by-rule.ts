import { system } from '#core/access/index.ts';
import type { DueHandler } from '#core/clock/index.ts';
import { record } from '#core/ledger/index.ts';
import { reminderTimes } from '#modules/calls/reminder-time.ts';
import { findStage } from '../stage-at.ts';
import { missingAt } from './missing.ts';
import { sendReminders } from './send-reminders.ts';

/**
 * A reminder of a stage is due: whoever still has something to score gets one mail that lists it. A rule that was taken
 * out of the stage since reminds nobody.
 */
export const remindByRule: DueHandler = async (ctx, { subject, at }) => {
	const place = subject.lastIndexOf(':');
	const found = await findStage(ctx, subject.slice(0, place));
	if (!found) return;
	const rule = reminderTimes(found.stage, found.call.zone).find(
		(one) => one.days === Number(subject.slice(place + 1)) && one.at === at,
	);
	if (!rule) return;
	const reminded = await sendReminders(ctx, found, await missingAt(ctx, found), { rule: rule.rule, person: null });
	if (reminded === 0) return;
	await record(ctx, system('due'), {
		action: 'remind-reviewers',
		subject: { type: 'call', id: found.call.callId },
		scope: found.call.scope,
		data: { stage: found.stage.id, rule: rule.rule, people: reminded },
	});
};
