import { instantOf } from './local-time.ts';
import type { Window } from './window.ts';

/* Where a window stands. Apart from its schema, so that a page needs no schema library. */

export const windowStates = ['not-yet-open', 'open', 'last-hours', 'grace', 'closed'] as const;
export type WindowState = (typeof windowStates)[number];

/** The instants of a window in epoch milliseconds; `closesAt` and `graceEndsAt` are the first ones that are too late. */
export interface WindowInstants {
	opensAt: number;
	lastHoursAt: number;
	closesAt: number;
	graceEndsAt: number;
}

/** The wall clock at which a window closes: a bare date at the close of business, where that has a time. Pure. */
export function closingTime(window: Pick<Window, 'closes'> & { closeOfBusiness?: string | undefined | null }): string {
	const { closes, closeOfBusiness } = window;
	return closeOfBusiness && !closes.includes('T') ? `${closes}T${closeOfBusiness}` : closes;
}

/** Whether a window closes when the office shuts, and not at an hour of its own. Pure. */
export function closesWithBusiness(
	window: Pick<Window, 'closes'> & { closeOfBusiness?: string | undefined | null },
): boolean {
	return Boolean(window.closeOfBusiness) && !window.closes.includes('T');
}

/**
 * How a window says that it closes at this wall clock: as the close of business of a day where that is the same time, else
 * by the time alone. Pure.
 */
export function closingAt(
	local: string,
	closeOfBusiness: string | null | undefined,
): { closes: string; closeOfBusiness: string | null } {
	const [day = '', time] = local.split('T');
	if (time === undefined) return { closes: day, closeOfBusiness: closeOfBusiness ?? null };
	return closeOfBusiness && time === closeOfBusiness
		? { closes: day, closeOfBusiness }
		: { closes: local, closeOfBusiness: null };
}

/** Turns the wall clock of a window into instants. */
export function windowInstants(
	window: Pick<Window, 'zone' | 'opens' | 'closes' | 'closeOfBusiness' | 'graceMinutes' | 'lastHours'>,
): WindowInstants {
	const opensAt = instantOf(window.opens, window.zone, 'start');
	const closesAt = instantOf(closingTime(window), window.zone, 'end');
	return {
		opensAt,
		lastHoursAt: Math.max(opensAt, closesAt - window.lastHours * 3_600_000),
		closesAt,
		graceEndsAt: closesAt + window.graceMinutes * 60_000,
	};
}

/** Where a window stands at an instant (epoch milliseconds of edition time). The closing instant itself is too late. */
export function windowState(window: Window | WindowInstants, now: number): WindowState {
	const at = 'opensAt' in window ? window : windowInstants(window);
	if (now < at.opensAt) return 'not-yet-open';
	if (now < at.lastHoursAt) return 'open';
	if (now < at.closesAt) return 'last-hours';
	if (now < at.graceEndsAt) return 'grace';
	return 'closed';
}

/** Whether applications are taken in this state. */
export function takesApplications(state: WindowState): boolean {
	return state === 'open' || state === 'last-hours' || state === 'grace';
}
