import { hour, minute } from '#core/clock/instant.ts';

/** When the mails of a batch leave; the letters themselves are announced at once, but for those planned for a time. */
export const departures = ['now', 'soon', 'later', 'planned'] as const;
export type Departure = (typeof departures)[number];

const waits: Record<Departure, number> = { now: 0, soon: 15 * minute, later: 2 * hour, planned: 0 };

/** What was chosen on the list of recipients. */
export interface Chosen {
	determinations: string[];
	departure: Departure;
	/** As it was typed: local time of the call's zone, for `planned`. */
	at: string;
	/** As it was typed: how many a minute; empty for as fast as they can. */
	perMinute: string;
}

/** Reads the posted list: each determination once; an unknown departure is the careful one. */
export function chosenOf(form: FormData): Chosen {
	const ids = form.getAll('determination').filter((id): id is string => typeof id === 'string' && id !== '');
	const departure = departures.find((name) => name === form.get('departure')) ?? 'soon';
	const text = (name: string) => {
		const value = form.get(name);
		return typeof value === 'string' ? value.trim() : '';
	};
	return { determinations: [...new Set(ids)], departure, at: text('at'), perMinute: text('perMinute') };
}

/** How many a minute, as a number; what is no number at all is none that fits. */
export function paceOf({ perMinute }: Chosen): { perMinute?: number } {
	return perMinute === '' ? {} : { perMinute: /^\d{1,6}$/.test(perMinute) ? Number(perMinute) : Number.NaN };
}

/** The process time before which no mail leaves; undefined for at once. */
export function notBeforeOf(departure: Departure, processNow: number): number | undefined {
	return waits[departure] === 0 ? undefined : processNow + waits[departure];
}
