import { parseMoment } from '#core/clock/index.ts';

/** Where the dial shall be turned to, or why that can't be read. */
export type Wanted = { to: number } | { problem: 'moment-missing' | 'moment-unreadable' };

/** The furthest that the dial goes in one turn: an edition's life, and what still has a meaning as a date. */
const furthest = 20 * 366 * 86_400_000;

/**
 * Reads the posted form of the dial: `by` is a span such as `+1h`, `at` an instant in milliseconds (a button), `local` what
 * a date-time field says, in the zone of the edition.
 */
export function wantedTime(form: FormData, zone: string, now: number): Wanted {
	const text = (name: string) => {
		const value = form.get(name);
		return typeof value === 'string' ? value.trim() : '';
	};
	const [by, at, local] = [text('by'), text('at'), text('local')];
	if (/^\+\d{1,5}[dhm]$/.test(by)) return within(parseMoment(by, zone, now), now);
	if (/^\d{1,15}$/.test(at)) return within(Number(at), now);
	if (local === '') return { problem: 'moment-missing' };
	try {
		return within(parseMoment(local.replace(' ', 'T'), zone, now), now);
	} catch {
		return { problem: 'moment-unreadable' };
	}
}

function within(to: number, now: number): Wanted {
	return Number.isFinite(to) && to - now <= furthest ? { to } : { problem: 'moment-unreadable' };
}
