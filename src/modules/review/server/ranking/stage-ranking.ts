import { type Actor, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import type { Agreement, Cut, JurorFlag, RankingFlag, Variances } from '#solvers/ranking/index.ts';
import { callOfDesk } from '#modules/calls/server/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import type { Aggregate } from '../../aggregate.ts';
import { cutOfBudgets } from '../../cut.ts';
import { isRankingSecret, rankStage } from '../rank.ts';
import { type ScoredStage, stageAt } from '../stage-at.ts';

/** An application in a ranking. */
export interface RankedApplication extends Aggregate {
	id: string;
	number: string;
	title: string;
	people: string;
}

/** A juror in a ranking: how strict he is, and what would be different without him. */
export interface JurorOfRanking {
	name: string;
	n: number;
	rawMean: number;
	/** Points of 100 above (mild) or below (strict) an average juror on the same applications, with its 95 % interval. */
	severity: number;
	low: number | null;
	high: number | null;
	flags: JurorFlag[];
	/** Numbers of the applications that would come among those taken, and fall out of them. */
	enters: string[];
	leaves: string[];
	/** Null where it was not looked at. */
	largestShift: number | null;
}

export interface StageRanking {
	call: { id: string; slug: string; title: Partial<Bilingual>; zone: string; scope: string };
	stage: ScoredStage;
	/** Nobody reads it yet: everything below is empty. */
	secret: boolean;
	/** How many were asked, and how many of these have answered. */
	answers: { asked: number; given: number };
	rows: RankedApplication[];
	jurors: JurorOfRanking[];
	agreement: Agreement | null;
	variances: Variances | null;
	/** Numbers of the applications and names of the jurors of each pool; empty when all are linked. */
	pools: { applications: string[]; jurors: string[] }[];
	cut: Cut | null;
	flags: RankingFlag[];
}

/**
 * The ranking of a stage with all that a chair needs to defend it. The number of queries does not depend on how many
 * applications and jurors there are. While scores are secret it says only how many have answered.
 * @param input.desk id of the edition, or of the standing call
 * @param input.top how many are taken; by the budgets of the stage when absent
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function stageRanking(
	ctx: Context,
	actor: Actor,
	input: { desk: string; call: string; stage: string; locale: Locale; top?: number | undefined },
): Promise<StageRanking> {
	const at = await stageAt(ctx, await callOfDesk(ctx, input.desk, input.call), input.stage);
	const { call, stage } = at;
	demand(ctx, actor, 'review.read', call.subject);
	const secret = await isRankingSecret(ctx, at);
	const top = input.top ?? cutOfBudgets(stage.budgets);
	const { entries, assigned, aggregates, ranking } = await rankStage(
		ctx,
		at,
		actor,
		secret ? { unread: true } : { top, influence: true },
	);
	const ranked: StageRanking = {
		call: { id: call.callId, slug: call.slug, title: call.title, zone: call.zone, scope: call.scope },
		stage,
		secret,
		answers: { asked: assigned.length, given: assigned.filter(({ score }) => score !== null).length },
		rows: [],
		jurors: [],
		agreement: null,
		variances: null,
		pools: [],
		cut: null,
		flags: [],
	};
	if (secret) return ranked;
	const entryOf = new Map(entries.map((entry) => [entry.id, entry]));
	const numberOf = (id: string) => entryOf.get(id)?.number ?? '';
	const people = await readPeople(
		ctx,
		ranking.jurors.map(({ juror }) => juror),
	);
	const nameOf = (id: string) => {
		const record = people.get(id);
		return record ? displayName(record.names, input.locale) : '';
	};
	const without = new Map(ranking.influence.map((one) => [one.juror, one]));
	return {
		...ranked,
		rows: aggregates.flatMap((row) => {
			const entry = entryOf.get(row.application);
			if (!entry) return [];
			const { id, number, title, people: names } = entry;
			return [{ ...row, id, number, title, people: names }];
		}),
		jurors: ranking.jurors
			.map(({ juror, n, rawMean, severity, low, high, flags }) => {
				const change = without.get(juror);
				return {
					name: nameOf(juror),
					n,
					rawMean,
					severity,
					low,
					high,
					flags,
					enters: (change?.enters ?? []).map(numberOf),
					leaves: (change?.leaves ?? []).map(numberOf),
					largestShift: change?.largestShift ?? null,
				};
			})
			.sort((a, b) => a.severity - b.severity || a.name.localeCompare(b.name)),
		agreement: ranking.agreement,
		variances: ranking.variances,
		pools:
			ranking.pools.length < 2
				? []
				: ranking.pools.map(({ items, jurors }) => ({ applications: items.map(numberOf), jurors: jurors.map(nameOf) })),
		cut: ranking.cut,
		flags: ranking.flags,
	};
}
