import { z } from 'zod';
import { localTimeSchema } from './form.ts';
import { instantOf } from './local-time.ts';

/** When a call takes applications, in the wall clock of one zone. */
export const windowSchema = z
	.strictObject({
		/** IANA zone, e.g. `Asia/Shanghai`. 'Anywhere on Earth' is `Etc/GMT+12`. */
		zone: z.string().refine(isZone, 'not a time zone of the IANA database'),
		/** A bare date opens with its first instant. */
		opens: localTimeSchema,
		/** The first instant that is too late. A bare date closes when that day ends; 'close of business' must name its time. */
		closes: localTimeSchema,
		/** Applications are still taken for so long after the close, without being announced. */
		graceMinutes: z
			.number()
			.int()
			.min(0)
			.max(7 * 24 * 60)
			.default(0),
		/** From so many hours before the close the page says that it is near. */
		lastHours: z
			.number()
			.int()
			.min(0)
			.max(14 * 24)
			.default(24),
	})
	.superRefine((window, context) => {
		if (!isZone(window.zone)) return;
		const { opensAt, closesAt } = windowInstants(window);
		if (closesAt <= opensAt)
			context.addIssue({
				code: 'custom',
				path: ['closes'],
				message: 'not after it opens',
			});
	});

export type Window = z.infer<typeof windowSchema>;
export type WindowInput = z.input<typeof windowSchema>;

export const windowStates = ['not-yet-open', 'open', 'last-hours', 'grace', 'closed'] as const;
export type WindowState = (typeof windowStates)[number];

/** The instants of a window in epoch milliseconds; `closesAt` and `graceEndsAt` are the first ones that are too late. */
export interface WindowInstants {
	opensAt: number;
	lastHoursAt: number;
	closesAt: number;
	graceEndsAt: number;
}

/** Turns the wall clock of a window into instants. */
export function windowInstants(
	window: Pick<Window, 'zone' | 'opens' | 'closes' | 'graceMinutes' | 'lastHours'>,
): WindowInstants {
	const opensAt = instantOf(window.opens, window.zone, 'start');
	const closesAt = instantOf(window.closes, window.zone, 'end');
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

function isZone(zone: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return true;
	} catch {
		return false;
	}
}
