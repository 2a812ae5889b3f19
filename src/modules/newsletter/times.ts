import { addDays, dayOf, type Instant, instantOf } from '#core/clock/index.ts';

/** At this local hour of his zone a subscriber gets his digest. */
export const deliveryHour = '07:00';

/**
 * At this hour of the house an issue closes. Ten minutes before the hour, and zones lie whole quarters of an hour apart: so
 * no zone's delivery falls on the very moment of closing.
 */
export const closingHour = '05:50';

/** An issue is named by the day of the house on which it closes: `2021-11-20`. */
export type IssueDate = string;

/** When the issue of a day closes. Pure. */
export function closeOf(date: IssueDate, houseZone: string): Instant {
	return instantOf(`${date}T${closingHour}`, houseZone);
}

/** The first issue that closes after a moment. Pure. */
export function nextIssue(after: Instant, houseZone: string): { date: IssueDate; closesAt: Instant } {
	for (let date = dayOf(after, houseZone); ; date = addDays(date, 1)) {
		const closesAt = closeOf(date, houseZone);
		if (closesAt > after) return { date, closesAt };
	}
}

/** When the issue before that of a day closed. Pure. */
export function closeBefore(date: IssueDate, houseZone: string): Instant {
	return closeOf(addDays(date, -1), houseZone);
}

/** Where in the world an issue goes out at one moment: the zones, and which day of the week it is there. */
export interface Slot {
	at: Instant;
	places: { zone: string; weekday: number }[];
}

/** Monday is 1, Sunday 7. Pure. */
export function weekdayOf(date: IssueDate): number {
	return ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

/** The first delivery hour of a zone at or after a moment, and the day on which it lies there. Pure. */
export function deliveryIn(zone: string, after: Instant): { at: Instant; date: IssueDate } {
	for (let date = dayOf(after, zone); ; date = addDays(date, 1)) {
		const at = instantOf(`${date}T${deliveryHour}`, zone);
		if (at >= after) return { at, date };
	}
}

/** The moments at which an issue that has closed goes out, and where: zones with the same hour together. Pure. */
export function slotsOf(closesAt: Instant, zones: readonly string[]): Slot[] {
	const slots = new Map<Instant, Slot>();
	for (const zone of [...new Set(zones)].sort()) {
		const { at, date } = deliveryIn(zone, closesAt);
		const slot = slots.get(at) ?? { at, places: [] };
		slot.places.push({ zone, weekday: weekdayOf(date) });
		slots.set(at, slot);
	}
	return [...slots.values()].sort((a, b) => a.at - b.at);
}
