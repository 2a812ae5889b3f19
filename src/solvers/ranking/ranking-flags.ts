import type { Ratios } from './mixed-equations.ts';
import type { Pool } from './pools.ts';
import type { ScoreTable } from './score-table.ts';

/*
 * What must be said beside figures, because they can't say it themselves.
 */

export const itemFlagNames = [
	/** Somebody who scored it gave everything the same: that score says nothing of the order. */
	'constant-marks',
	/** Somebody who scored it scored so few that severity is hardly known. */
	'few-entries',
	'one-score',
	/** No chain of scores links it to the largest pool: its place beside the others rests on pools being alike. */
	'other-pool',
] as const;
export type ItemFlag = (typeof itemFlagNames)[number];
export type JurorFlag = Exclude<ItemFlag, 'one-score'>;

export const rankingFlagNames = [
	'no-scores',
	/** All scores are equal, or there is only one: there are no intervals, and adjusted is raw. */
	'no-spread',
	'one-item',
	'one-juror',
	/** No item has two scores: quality and noise can't be told apart, the intervals rest on the prior. */
	'noise-unknown',
	/** Nobody scored two items: severity and noise can't be told apart. */
	'severity-unknown',
	'disconnected',
	/** Jurors read pools of different quality; the model takes that into account. A random allocation would be better. */
	'uneven-pools',
] as const;
export type RankingFlag = (typeof rankingFlagNames)[number];

/** With fewer scores than this, a juror's severity is mostly the prior's. */
export const fewEntries = 3;

function constantJuror(table: ScoreTable, juror: number): boolean {
	const own = table.ofJuror[juror] as readonly number[];
	const first = table.value[own[0] as number];
	return own.length > 1 && own.every((s) => table.value[s] === first);
}

/** Flags of the jurors, in the order of the table. */
export function jurorFlags(table: ScoreTable, pools: readonly Pool[]): JurorFlag[][] {
	const main = new Set(pools[0]?.jurors);
	return table.jurors.map((juror, j) => [
		...(constantJuror(table, j) ? ['constant-marks' as const] : []),
		...((table.ofJuror[j] as readonly number[]).length < fewEntries ? ['few-entries' as const] : []),
		...(main.has(juror) ? [] : ['other-pool' as const]),
	]);
}

/** Flags of the items, in the order of the table. */
export function itemFlags(table: ScoreTable, pools: readonly Pool[]): ItemFlag[][] {
	const ofJurors = jurorFlags(table, pools);
	const main = new Set(pools[0]?.items);
	return table.items.map((item, i) => {
		const own = table.ofItem[i] as readonly number[];
		const among = (flag: JurorFlag) => own.some((s) => ofJurors[table.juror[s] as number]?.includes(flag));
		return [
			...(among('constant-marks') ? ['constant-marks' as const] : []),
			...(among('few-entries') ? ['few-entries' as const] : []),
			...(own.length === 1 ? ['one-score' as const] : []),
			...(own.length > 0 && !main.has(item) ? ['other-pool' as const] : []),
		];
	});
}

/** Flags of the whole ranking. */
export function rankingFlags(table: ScoreTable, pools: readonly Pool[], ratios: Ratios | null): RankingFlag[] {
	if (table.value.length === 0) return ['no-scores'];
	const scored = table.ofItem.filter((own) => own.length > 0);
	return [
		...(ratios ? [] : ['no-spread' as const]),
		...(scored.length === 1 ? ['one-item' as const] : []),
		...(table.jurors.length === 1 ? ['one-juror' as const] : []),
		...(scored.every((own) => own.length < 2) ? ['noise-unknown' as const] : []),
		...(table.ofJuror.every((own) => own.length < 2) ? ['severity-unknown' as const] : []),
		...(pools.length > 1 ? ['disconnected' as const] : []),
		...(ratios?.pool == null ? [] : ['uneven-pools' as const]),
	];
}
