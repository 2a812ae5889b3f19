import { type Actor, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { type StandingApplication, standingApplications } from '#modules/calls/server/index.ts';
import { fieldByRole } from '#modules/calls/form.ts';
import { mayRead, reviewerOf } from '#modules/calls/visibility.ts';
import type { ScoringTime } from '../../scoring-time.ts';
import { conflictsWith } from '../conflicts/index.ts';
import { type OpenAssignment, openAssignment } from '../open-assignment.ts';
import { assignmentsAt, finalistsOf } from './finalists.ts';

/** A finalist as somebody knows it who ranks: by his own assignment. */
export interface Finalist {
	/** Id of his assignment: the only id that he knows. */
	key: string;
	number: string;
	/** Empty where the form keeps it from reviewers. */
	title: string;
	application: string;
	standing: StandingApplication;
}

export interface OpenBallot {
	open: OpenAssignment;
	finalists: Finalist[];
	/** He was asked for all, and is in conflict with none. */
	votes: boolean;
	/** When ballots are taken: not once one of the finalists was decided. */
	time: ScoringTime;
	/** Rises with each ballot that was cast. */
	revision: number;
}

/**
 * The ballot of whoever acts, by one of his assignments at a stage that is decided by ballots.
 * @throws Refusal `signed-out`, `not-found`
 */
export async function openBallot(
	ctx: Context,
	actor: Actor,
	key: { assignment: string },
	options: { lock?: boolean } = {},
): Promise<OpenBallot> {
	const open = await openAssignment(ctx, actor, key, options);
	const { call, stage } = open;
	const person = personOf(actor);
	if (stage.method !== 'ballots' || person === undefined) throw notFound();
	const own = await assignmentsAt(ctx, call.callId, stage.id, person, options.lock);
	const asked = new Set(own.map(({ application }) => application));
	const entries = await finalistsOf(ctx, call, stage.id, asked);
	const applications = entries.map(({ id }) => id);
	const conflict = await conflictsWith(ctx, call, { applications, people: [person] });
	const votes = applications.every((id) => asked.has(id) && conflict(id, person) === undefined);
	const standing = await standingApplications(ctx, applications);
	const finalists = own.flatMap(({ id, application }): Finalist[] => {
		const entry = entries.find((one) => one.id === application);
		const one = standing.find((found) => found.application.id === application);
		if (!entry || !one || conflict(application, person) !== undefined) return [];
		const titled = fieldByRole(one.application.form, 'title');
		const shown = titled !== undefined && mayRead(titled, reviewerOf(stage));
		return [{ key: id, number: entry.number, title: shown ? entry.title : '', application, standing: one }];
	});
	const decided = entries.some(({ here, state }) => !here || state !== 'submitted');
	return {
		open,
		finalists: finalists.sort((a, b) => a.number.localeCompare(b.number, 'en', { numeric: true })),
		votes,
		time: decided ? { at: 'over' } : open.time,
		revision: own.reduce((sum, { revision }) => sum + revision, 0),
	};
}
