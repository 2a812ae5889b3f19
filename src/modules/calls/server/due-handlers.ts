import type { DueHandlers } from '#core/clock/index.ts';
import { attestationDueHandlers } from './attestations/due.ts';
import { expireRequest } from './change-request.ts';
import { dueHandlers as callDue, dueKinds } from './due.ts';

/** What happens at the moments of a call. */
export const dueHandlers: DueHandlers = {
	...callDue,
	[dueKinds.requestExpires]: expireRequest,
	...attestationDueHandlers,
};
