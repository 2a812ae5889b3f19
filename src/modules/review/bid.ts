/** How much somebody would like to review something: eager, willing, in a pinch, no. Nothing said is 0. */
export const bidValues = [2, 1, -1, -2] as const;
export type BidValue = (typeof bidValues)[number];
export const bidNames: Record<BidValue, 'eager' | 'willing' | 'pinch' | 'no'> = {
	2: 'eager',
	1: 'willing',
	[-1]: 'pinch',
	[-2]: 'no',
};

/** Reads what a form posts; 0 takes a bid back; undefined for anything else. Pure. */
export function readBid(text: string): BidValue | 0 | undefined {
	const value = Number(text);
	if (text.trim() === '' || !Number.isInteger(value)) return undefined;
	return value === 0 || (bidValues as readonly number[]).includes(value) ? (value as BidValue | 0) : undefined;
}

/** With fewer bids than this nobody is suspected of anything. */
const fewest = 10;

/**
 * Whether somebody turns nearly everything down: 'no' to nine of ten on which he has bid, and to half of what he was shown.
 * It narrows what he can be given to a few submissions, which is how rings bid; or he should not be on this panel. Pure.
 * @param values all his bids
 * @param shown how many submissions he may bid on
 */
export function refusesNearlyAll(values: readonly number[], shown: number): boolean {
	const no = values.filter((value) => value === -2).length;
	return values.length >= fewest && no >= 0.9 * values.length && no >= 0.5 * shown;
}
