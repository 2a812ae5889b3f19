import { z } from 'zod';
import { localTimeSchema } from './form.ts';
import { isZone } from './local-time.ts';
import { windowInstants } from './window-state.ts';

export {
	closingAt,
	closesWithBusiness,
	closingTime,
	takesApplications,
	type WindowInstants,
	type WindowState,
	windowInstants,
	windowState,
	windowStates,
} from './window-state.ts';

/** When a call takes applications, in the wall clock of one zone. */
export const windowSchema = z
	.strictObject({
		/** IANA zone, e.g. `Asia/Shanghai`. 'Anywhere on Earth' is `Etc/GMT+12`. */
		zone: z.string().refine(isZone, 'not a time zone of the IANA database'),
		/** A bare date opens with its first instant. */
		opens: localTimeSchema,
		/** The first instant that is too late. A bare date closes when that day ends, or at the close of business where there is one. */
		closes: localTimeSchema,
		/** The time at which the office shuts: a bare date in `closes` means it, and pages say 'close of business'. */
		closeOfBusiness: z
			.string()
			.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 17:00')
			.optional(),
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
		if (window.closeOfBusiness !== undefined && window.closes.includes('T'))
			context.addIssue({ code: 'custom', path: ['closes'], message: 'a time of its own beside the close of business' });
		const { opensAt, closesAt } = windowInstants(window);
		if (closesAt <= opensAt)
			context.addIssue({
				code: 'custom',
				path: ['closes'],
				message: 'not after it opens',
				params: { code: 'ends-before-start' },
			});
	});

export type Window = z.infer<typeof windowSchema>;
export type WindowInput = z.input<typeof windowSchema>;
