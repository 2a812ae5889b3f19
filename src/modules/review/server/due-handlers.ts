import type { DueHandlers } from '#core/clock/index.ts';
import { reviewDueKinds } from '#modules/calls/server/index.ts';
import { tellRebuttalOpens } from './rebuttal/tell-open.ts';
import { remindByRule } from './reminders/remind-by-rule.ts';

/** What happens at the moments of a review. */
export const reviewDueHandlers: DueHandlers = {
	[reviewDueKinds.rebuttalOpens]: tellRebuttalOpens,
	[reviewDueKinds.reminder]: remindByRule,
};
