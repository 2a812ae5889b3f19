import { takesApplications, type WindowInstants, windowState } from './window-state.ts';

/**
 * What a moved window does to people who counted on the old one. Extending an open call, or moving one that nobody can
 * have begun, is none of these.
 */
export const windowConsequences = [
	'closes-in-past',
	'reopens',
	'opens-at-once',
	'no-longer-open',
	'shortened',
] as const;
export type WindowConsequence = (typeof windowConsequences)[number];

/** What moving a window at this instant (edition time) brings about that must be said before. Pure. */
export function consequencesOf(before: WindowInstants, after: WindowInstants, now: number): WindowConsequence[] {
	const [was, is] = [windowState(before, now), windowState(after, now)];
	const found: WindowConsequence[] = [];
	if (after.closesAt !== before.closesAt && after.closesAt <= now) found.push('closes-in-past');
	else if (takesApplications(was) && takesApplications(is) && after.closesAt < before.closesAt) found.push('shortened');
	if (was === 'closed' && takesApplications(is)) found.push('reopens');
	if (was === 'not-yet-open' && takesApplications(is)) found.push('opens-at-once');
	if (takesApplications(was) && is === 'not-yet-open') found.push('no-longer-open');
	return found;
}
