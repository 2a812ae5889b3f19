import { bradleyTerry } from './bradley-terry.ts';
import { byCode } from './score-table.ts';
import { condorcetOf, kemenyOf, type Kemeny, mostForKemeny, pairwiseOf } from './condorcet.ts';
import { plackettLuce } from './plackett-luce.ts';

/** One juror's order of the finalists, best first; nobody twice. */
export interface Ballot {
	juror: string;
	order: readonly string[];
}

export interface Standing {
	item: string;
	/** Strength on the logarithmic scale, mean 0: a difference of 1 means odds of e to 1 of being placed before. */
	strength: number;
	/** Standard error of the strength. */
	error: number;
	/** Place by strength, from 1; equal strengths share it. */
	rank: number;
	/** Probability of being placed before an average finalist. */
	chance: number;
	/** Mean place on the ballots that name it; null when none does. */
	meanPlace: number | null;
	/** Over how many others a majority prefers it, and how many are preferred to it by a majority. */
	wins: number;
	losses: number;
}

/** Where the methods don't name the same first. */
export const ballotFlagNames = [
	'no-ballots',
	/** Nobody beats every other: a circle of majorities, or a tie between two. */
	'no-condorcet-winner',
	'condorcet-differs',
	'kemeny-differs',
	'plackett-luce-differs',
	/** Two or more share the first place by strength. */
	'tie-at-first',
	/** Some orders agree equally well with the ballots. */
	'kemeny-tied',
	'few-ballots',
] as const;
export type BallotFlag = (typeof ballotFlagNames)[number];

export interface BallotResult {
	ballots: number;
	/** By Bradley–Terry strength, best first. */
	standings: Standing[];
	/** `before[i][k]`: how many ballots place the i-th of `items` before the k-th. */
	items: string[];
	before: number[][];
	/** Beats every other by a majority; null when there is none. */
	condorcetWinner: string | null;
	/** The smallest set whose members beat everybody outside (Smith 1973): the winner alone, or those in the circle. */
	smithSet: string[];
	/** The orders closest to all ballots together; null above ten finalists. */
	kemeny: Kemeny | null;
	/** Strengths by Plackett–Luce on the whole ballots, as a second opinion; by item. */
	plackettLuce: { item: string; strength: number }[];
	/** Who is first by each method. */
	first: { bradleyTerry: string[]; condorcet: string[]; kemeny: string[]; plackettLuce: string[] };
	flags: BallotFlag[];
}

const same = 1e-6;

/**
 * What full ballots come to: Bradley–Terry on all pairs of each ballot, beside the Condorcet winner, the exact Kemeny order
 * and Plackett–Luce. Where they differ it is flagged: the jury discusses it, no method is right. Order of ballots is of no effect.
 * @param items the finalists; what a ballot names beside them is passed over
 */
export function countBallots(ballots: readonly Ballot[], items: readonly string[]): BallotResult {
	const finalists = [...new Set(items)].sort(byCode);
	const at = new Map(finalists.map((item, i) => [item, i]));
	const orders = [...ballots]
		.sort((a, b) => byCode(a.juror, b.juror))
		.map(({ order }) => [...new Set(order)].flatMap((item) => at.get(item) ?? []))
		.filter((order) => order.length > 0);
	const before = pairwiseOf(orders, finalists.length);
	const strengths = bradleyTerry(before);
	const luce = plackettLuce(orders, finalists.length);
	const { winner, smith } = condorcetOf(before);
	const kemeny = finalists.length > mostForKemeny || orders.length === 0 ? null : kemenyOf(before, finalists);
	const standings = standingsOf(finalists, orders, before, strengths);
	const nameOf = (i: number) => finalists[i] as string;
	const firstBy = (values: readonly number[]) => {
		const most = Math.max(...values);
		return finalists.filter((_, i) => (values[i] as number) >= most - same);
	};
	const counted = orders.length > 0;
	const first = {
		bradleyTerry: counted ? firstBy(strengths.map(({ strength }) => strength)) : [],
		condorcet: winner === null ? [] : [nameOf(winner)],
		kemeny: kemeny ? [...new Set(kemeny.orders.map(([best]) => best as string))] : [],
		plackettLuce: counted ? firstBy(luce) : [],
	};
	const differs = (other: readonly string[]) =>
		other.length > 0 &&
		(other.length !== first.bradleyTerry.length || other.some((one) => !first.bradleyTerry.includes(one)));
	return {
		ballots: orders.length,
		standings,
		items: finalists,
		before,
		condorcetWinner: winner === null ? null : nameOf(winner),
		smithSet: counted ? smith.map(nameOf) : [],
		kemeny,
		plackettLuce: finalists.map((item, i) => ({ item, strength: luce[i] as number })),
		first,
		flags: counted
			? [
					...(winner === null && finalists.length > 1 ? ['no-condorcet-winner' as const] : []),
					...(differs(first.condorcet) ? ['condorcet-differs' as const] : []),
					...(differs(first.kemeny) ? ['kemeny-differs' as const] : []),
					...(differs(first.plackettLuce) ? ['plackett-luce-differs' as const] : []),
					...(first.bradleyTerry.length > 1 ? ['tie-at-first' as const] : []),
					...(kemeny && kemeny.count > 1 ? ['kemeny-tied' as const] : []),
					...(orders.length < 3 ? ['few-ballots' as const] : []),
				]
			: ['no-ballots'],
	};
}

function standingsOf(
	finalists: readonly string[],
	orders: readonly (readonly number[])[],
	before: readonly (readonly number[])[],
	strengths: readonly { strength: number; error: number }[],
): Standing[] {
	const rows = finalists.map((item, i): Standing => {
		const { strength, error } = strengths[i] as { strength: number; error: number };
		const places = orders.flatMap((order) => (order.includes(i) ? [order.indexOf(i) + 1] : []));
		const against = (sign: 1 | -1) =>
			finalists.filter((_, k) => k !== i && sign * ((before[i]?.[k] as number) - (before[k]?.[i] as number)) > 0)
				.length;
		return {
			item,
			strength,
			error,
			rank: 1 + strengths.filter((other) => other.strength > strength + same).length,
			chance: 1 / (1 + Math.exp(-strength)),
			meanPlace: places.length === 0 ? null : places.reduce((sum, place) => sum + place, 0) / places.length,
			wins: against(1),
			losses: against(-1),
		};
	});
	return rows.sort((a, b) => a.rank - b.rank || byCode(a.item, b.item));
}
