import { hour, minute } from '#core/clock/instant.ts';

/** When the mails of a batch leave; the letters themselves are announced at once. */
export const departures = ['now', 'soon', 'later'] as const;
export type Departure = (typeof departures)[number];

const waits: Record<Departure, number> = { now: 0, soon: 15 * minute, later: 2 * hour };

/** What was chosen on the list of recipients. */
export interface Chosen {
	determinations: string[];
	departure: Departure;
}

/** Reads the posted list: each determination once; an unknown departure is the careful one. */
export function chosenOf(form: FormData): Chosen {
	const ids = form.getAll('determination').filter((id): id is string => typeof id === 'string' && id !== '');
	const departure = departures.find((name) => name === form.get('departure')) ?? 'soon';
	return { determinations: [...new Set(ids)], departure };
}

/** The process time before which no mail leaves; undefined for at once. */
export function notBeforeOf(departure: Departure, processNow: number): number | undefined {
	return waits[departure] === 0 ? undefined : processNow + waits[departure];
}
