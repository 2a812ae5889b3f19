import type { Clock } from '#core/clock/index.ts';
import { Refusal, forbidden, notFound } from '#core/refusal/index.ts';
import { type Action, type ActionRule, actions } from './actions.ts';
import type { Actor, ObjectType } from './actor.ts';

/**
 * What is acted upon: the objects it lies in (an application lies in its track, call, edition and organisation), and
 * the persons it belongs to.
 */
export interface Subject {
	within: Partial<Record<ObjectType, string | readonly string[]>>;
	owners?: readonly string[];
}

export type Verdict = 'yes' | 'signed-out' | 'forbidden' | 'not-found';

/**
 * The one place where it is decided who may do what. Pure. An outsider (nothing to do with any of the objects) is told
 * 'not-found', whether the thing exists or not; an insider 'forbidden'. A stake closes what a relation would allow, and
 * leaves to an owner what is his as one.
 */
export function can(actor: Actor, action: Action, subject: Subject, clock: Pick<Clock, 'rehearsal'>): Verdict {
	const rule: ActionRule = actions[action];
	if (rule.rehearsalOnly && !clock.rehearsal) return 'not-found';
	if (actor.kind === 'system') return 'yes';
	if (actor.kind === 'person' && actor.seenBy) return throughEyes(actor, actor.seenBy, rule, action, subject, clock);
	if (rule.anyone) return 'yes';
	if (actor.kind === 'visitor') return 'signed-out';
	const verdict = byRelations(actor, rule, subject);
	return verdict === 'yes' && actor.limitedTo && !actor.limitedTo.includes(action) ? 'forbidden' : verdict;
}

/**
 * What may be read through somebody's eyes: what he may, and the one who looks may too. So looking shows nothing that is
 * blind to the one who looks, whatever the other is.
 */
function throughEyes(
	actor: Actor & { kind: 'person' },
	viewer: NonNullable<(Actor & { kind: 'person' })['seenBy']>,
	rule: ActionRule,
	action: Action,
	subject: Subject,
	clock: Pick<Clock, 'rehearsal'>,
): Verdict {
	if (!rule.reads) return 'forbidden';
	const { seenBy: _, ...seen } = actor;
	const theirs = can(seen, action, subject, clock);
	if (theirs !== 'yes') return theirs;
	const own = (rule.reads.as ?? action) as Action;
	return can({ kind: 'person', ...viewer, via: actor.via }, own, subject, clock) === 'yes' ? 'yes' : 'not-found';
}

function byRelations(actor: Actor & { kind: 'person' }, rule: ActionRule, subject: Subject): Verdict {
	if (rule.signedIn) return 'yes';
	const owns = subject.owners?.includes(actor.personId) ?? false;
	if (rule.owner && owns) return 'yes';
	const holds = (on: ObjectType, id: string) => {
		if (on === 'installation') return true;
		const place = subject.within[on];
		return typeof place === 'string' ? place === id : (place?.includes(id) ?? false);
	};
	for (const held of actor.relations) {
		if (!holds(held.on, held.id)) continue;
		if (rule.allow.some((way) => way.relation === held.relation && way.on === held.on)) {
			// Nobody judges, or sees judged, in what he has a stake himself.
			return hasStake(actor, subject) ? 'forbidden' : 'yes';
		}
	}
	const insider = owns || actor.relations.some((held) => holds(held.on, held.id));
	return insider ? 'forbidden' : 'not-found';
}

/** Whether somebody, or who looks through his eyes, has a stake in what is acted upon. Pure. */
export function hasStake(actor: Actor, subject: Subject): boolean {
	if (actor.kind !== 'person' || subject.within.application === undefined) return false;
	const within = subject.within.application;
	const asked = typeof within === 'string' ? [within] : within;
	const has = (stakes: readonly string[] = []) => stakes.length > 0 && asked.some((id) => stakes.includes(id));
	return has(actor.stakes) || has(actor.seenBy?.stakes);
}

/** Throws the refusal that `can` calls for. The first line of every use case. */
export function demand(ctx: { clock: Pick<Clock, 'rehearsal'> }, actor: Actor, action: Action, subject: Subject): void {
	const verdict = can(actor, action, subject, ctx.clock);
	if (verdict === 'yes') return;
	if (verdict === 'signed-out') throw new Refusal('signed-out', 'sign-in-first');
	if (verdict === 'not-found') throw notFound();
	throw forbidden(hasStake(actor, subject) ? 'conflict-of-interest' : 'not-yours-to-do', { action });
}
