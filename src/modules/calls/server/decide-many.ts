import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { type Decision, type DecisionReport, noteDeterminations } from './note-determinations.ts';

export interface DecideManyInput extends Decision {
	applications: readonly string[];
	/** Only says what would come of it; nothing is locked or written. */
	dryRun?: boolean;
}

export interface ManyDecided {
	/** Everything was noted; otherwise nothing was. */
	done: boolean;
	/** In the order in which they were named, each once. */
	report: DecisionReport[];
}

/** So many may be decided in one go. */
export const mostDecidedAtOnce = 10_000;

/**
 * Notes the same determination for many applications: all or none, each at its present stage. What stands against it is
 * said of each. A constant number of statements for every 500.
 * @throws Refusal `too-many` (`too-many-at-once`)
 */
export async function decideMany(ctx: Context, actor: Actor, input: DecideManyInput): Promise<ManyDecided> {
	const { applications, dryRun, ...decision } = input;
	const named = new Map(applications.map((id) => [id, undefined]));
	if (named.size > mostDecidedAtOnce) {
		throw new Refusal('too-many', 'too-many-at-once', { params: { max: mostDecidedAtOnce } });
	}
	if (named.size === 0) return { done: true, report: [] };
	const report = dryRun
		? await noteDeterminations(ctx, actor, named, decision, { dryRun })
		: await transaction(ctx, (tx) => noteDeterminations(tx, actor, named, decision));
	return { done: !dryRun && report.every(({ refusal }) => refusal === null), report };
}
