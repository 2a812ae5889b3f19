import { addDays, dayOf, type Instant } from '#core/clock/index.ts';
import type { FulfilmentRule } from '#modules/calls/fulfilment-rule.ts';
import { instantOf } from '#modules/calls/local-time.ts';

/** The first instant at which it is late: of the day that the rule names, or so many days after it began; null without. Pure. */
export function dueOf(rule: Pick<FulfilmentRule, 'due' | 'dueDays'>, began: Instant, zone: string): Instant | null {
	if (rule.due !== undefined) return instantOf(rule.due, zone, 'end');
	if (rule.dueDays === undefined) return null;
	return instantOf(addDays(dayOf(began, zone), rule.dueDays), zone, 'end');
}
