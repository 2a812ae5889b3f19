import { addDays } from '#core/clock/days.ts';
import { dayOf, endOfDay } from '#core/clock/zones.ts';
import type { Effect, Stage } from './stage.ts';

/*
 * An appeal: once against each refusal that was announced, where its stage allows it. Pure.
 */

export const appealStates = ['open', 'upheld', 'rejected'] as const;
export type AppealState = (typeof appealStates)[number];

/** First instant at which it is too late to appeal: the end of the last of so many whole days in this zone; null where there is no appeal. */
export function appealUntil(
	stage: Pick<Stage, 'appealDays'>,
	told: { effect: Effect; announcedAt: number | null },
	zone: string,
): number | null {
	if (stage.appealDays === undefined || told.effect !== 'reject' || told.announcedAt === null) return null;
	return endOfDay(addDays(dayOf(told.announcedAt, zone), stage.appealDays), zone);
}
