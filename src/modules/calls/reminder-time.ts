import { instantOf } from './local-time.ts';
import type { ReviewPolicy } from './stage-review.ts';
import type { Stage } from './stage.ts';

/** When one of a stage's reminders goes out. */
export interface ReminderTime {
	/** So many days before the stage closes; negative: after. */
	days: number;
	/** Names it, and the closing that it is for: a stage that closes later reminds anew. */
	rule: string;
	at: number;
}

const hour = 3_600_000;

/**
 * The reminders of a stage in the order of their times: at nine in the morning in the zone of its call, so many days from
 * the day on which it closes; one that would come less than an hour before the close comes an hour before it. A stage that
 * never closes reminds nobody. Pure.
 */
export function reminderTimes(stage: Stage & Pick<ReviewPolicy, 'reminders'>, zone: string): ReminderTime[] {
	const { closes } = stage;
	if (closes === undefined) return [];
	const end = instantOf(closes, zone, 'end');
	return stage.reminders
		.map(({ days }) => {
			const morning = instantOf(`${dayBefore(lastDay(closes), days)}T09:00`, zone, 'start');
			return { days, rule: `${days}@${closes}`, at: days >= 0 ? Math.min(morning, end - hour) : morning };
		})
		.sort((a, b) => a.at - b.at);
}

/** The day of the last minute before a closing. */
function lastDay(closes: string): string {
	const [day = '', time] = closes.split('T');
	return time !== undefined && /^00:00(:00)?$/.test(time) ? dayBefore(day, 1) : day;
}

function dayBefore(day: string, days: number): string {
	const [year, month, date] = day.split('-').map(Number);
	return new Date(Date.UTC(year as number, (month as number) - 1, (date as number) - days)).toISOString().slice(0, 10);
}
