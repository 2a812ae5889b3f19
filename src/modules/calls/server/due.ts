import type { DueHandlers, DueItem } from '#core/clock/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { instantOf } from '../local-time.ts';
import { reminderTimes } from '../reminder-time.ts';
import { completeStage, type Stage } from '../stage.ts';
import type { WindowInstants } from '../window.ts';

/** The moments of a call that the due-list knows. */
export const dueKinds = {
	opens: 'call-opens',
	lastHours: 'call-last-hours',
	closes: 'call-closes',
	announcement: 'call-announcement-due',
	confirmation: 'call-confirmation-due',
	appealsEnd: 'call-appeals-end',
	requestExpires: 'info-request-expires',
} as const;

/** Moments of a review that this module keeps the time of; what happens then is for who reviews (module review). */
export const reviewDueKinds = { rebuttalOpens: 'review-rebuttal-opens', reminder: 'review-reminder' } as const;

/** What is due at a review: when its reviews can be answered, and when those are reminded who have not scored. */
function dueOfReview(callId: string, zone: string, stage: Stage): DueItem[] {
	if (!('criteria' in stage)) return [];
	const subject = `${callId}:${stage.id}`;
	return [
		...(stage.rebuttal
			? [{ at: instantOf(stage.rebuttal.opens, zone, 'start'), kind: reviewDueKinds.rebuttalOpens, subject }]
			: []),
		...reminderTimes(stage, zone).map(({ days, at }) => ({
			at,
			kind: reviewDueKinds.reminder,
			subject: `${subject}:${days}`,
		})),
	];
}

/** The instants of a stage: the first ones that are too late. */
export function stageInstants(stage: Stage, zone: string): { announceBy: number | null; confirmBy: number | null } {
	const end = (local: string | undefined) => (local === undefined ? null : instantOf(local, zone, 'end'));
	return { announceBy: end(stage.announceBy), confirmBy: end(stage.confirmBy) };
}

/** What of a call is due when. */
export function dueOfCall(
	callId: string,
	scope: string,
	window: WindowInstants & { zone: string },
	stages: readonly { stage: Stage; announceBy: number | null; confirmBy: number | null }[],
): DueItem[] {
	const payload = { call: callId, scope };
	const items: DueItem[] = [
		{ at: window.opensAt, kind: dueKinds.opens, subject: callId, payload },
		{ at: window.lastHoursAt, kind: dueKinds.lastHours, subject: callId, payload },
		{ at: window.graceEndsAt, kind: dueKinds.closes, subject: callId, payload },
	];
	for (const { stage, announceBy, confirmBy } of stages) {
		const subject = `${callId}:${stage.id}`;
		if (announceBy !== null) items.push({ at: announceBy, kind: dueKinds.announcement, subject, payload });
		if (confirmBy !== null) items.push({ at: confirmBy, kind: dueKinds.confirmation, subject, payload });
		items.push(...dueOfReview(callId, window.zone, completeStage(stage)));
	}
	return items;
}

/** At each of these moments what a visitor reads of the call changes by itself: its pages are made anew. */
export const dueHandlers: DueHandlers = Object.fromEntries(
	Object.values(dueKinds).map((kind) => [
		kind,
		async (ctx, item) => {
			await bumpRevision(ctx, (item.payload as { scope: string }).scope);
		},
	]),
);
