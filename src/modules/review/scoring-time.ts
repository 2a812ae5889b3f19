import type { Cohort } from '#modules/calls/call.ts';
import { instantOf } from '#modules/calls/local-time.ts';
import type { Stage } from '#modules/calls/stage.ts';

/*
 * When the people of a stage may score. What they see of each other: `phases.ts`. Pure.
 */

/** Whether scores are taken now: `over` for good, because the stage has closed or the application was decided. */
export type ScoringTime = { at: 'before'; opens: number } | { at: 'open'; closes: number | null } | { at: 'over' };

export interface ScoredApplication {
	state: string;
	cohort: string | null;
	/** It is in this stage; otherwise it has gone on. */
	here: boolean;
}

/**
 * Without dates of its own, the first stage begins when the call (or the application's round of it) closes, and a later
 * one as soon as an application has come so far. What is decided is scored no more.
 * @param call.closesAt the first instant at which nothing is handed in any more
 */
export function scoringTime(
	stage: Stage,
	first: boolean,
	call: { zone: string; closesAt: number; cohorts?: readonly Cohort[] | undefined },
	application: ScoredApplication,
	now: number,
): ScoringTime {
	if (!application.here || application.state !== 'submitted') return { at: 'over' };
	const closes = stage.closes === undefined ? null : instantOf(stage.closes, call.zone, 'end');
	if (closes !== null && now >= closes) return { at: 'over' };
	const round = call.cohorts?.find(({ id }) => id === application.cohort);
	const end = round ? instantOf(round.until, call.zone, 'end') : call.closesAt;
	const opens = stage.opens === undefined ? (first ? end : null) : instantOf(stage.opens, call.zone, 'start');
	if (opens !== null && now < opens) return { at: 'before', opens };
	return { at: 'open', closes };
}
