/** How much each part counts in how well a reviewer fits a submission. */
export interface FitWeights {
	/** Of the affinity of texts. */
	text: number;
	/** Of shared tracks and keywords. */
	topic: number;
	/** How much an eager bid can add at most, of a fit of 0 to 1. */
	bid: number;
}

/** Text more than topics, since topics are coarse; a bid moves no pair by more than a fifth. */
export const defaultWeights: FitWeights = { text: 0.6, topic: 0.4, bid: 0.2 };

/** What is known of a pair. */
export interface FitParts {
	/** Affinity of texts, scaled within the call (`textScale`); NaN when it can't be said. */
	text: number;
	/** Of topics; NaN when nothing is said. */
	topic: number;
	/** 2 eager, 1 willing, 0 nothing said, -1 in a pinch, -2 no. */
	bid: number;
	/** He says 'no' to nearly everything: it counts like 'in a pinch'. */
	weakNo?: boolean;
}

/** Fit of a pair of which nothing is known: below one of which something is, above one that is known to be far apart. */
const unknownFit = 0.15;

/**
 * How well a pair fits without its bid, 0 to 1: the weighted mean of what is known. Pure.
 */
export function fitOf(parts: Pick<FitParts, 'text' | 'topic'>, weights: FitWeights = defaultWeights): number {
	let sum = 0;
	let total = 0;
	for (const [value, weight] of [
		[parts.text, weights.text],
		[parts.topic, weights.topic],
	] as const) {
		if (Number.isNaN(value)) continue;
		sum += weight * value;
		total += weight;
	}
	return total > 0 ? sum / total : unknownFit;
}

/**
 * The score of a pair, 0 to 1 + `weights.bid`: its fit, moved by the bid. A bid adds no more than `weights.bid`, and no more
 * than the fit itself: an eager bid on what somebody knows nothing of lifts nothing, which is what bids are misused for
 * (Wu et al., "Making Paper Reviewing Robust to Bid Manipulation Attacks", 2021). 'In a pinch' leaves six tenths, 'no' one. Pure.
 */
export function pairScore(parts: FitParts, weights: FitWeights = defaultWeights): number {
	const fit = fitOf(parts, weights);
	if (parts.bid > 0) return fit + Math.min(weights.bid, fit) * (parts.bid / 2);
	if (parts.bid === 0) return fit;
	return fit * (parts.bid === -2 && !parts.weakNo ? 0.1 : 0.6);
}

/**
 * What affinity of texts counts as one: that of the hundredth best pair in a hundred, so that scores mean the same in a call
 * of titles and in one of whole abstracts. 1 when nothing is known. Pure.
 */
export function textScale(values: Float32Array): number {
	const known = values.filter((value) => value > 0).sort();
	const at = Math.floor((known.length - 1) * 0.99);
	return known[at] ?? 1;
}

/** An affinity on that scale, 0 to 1; NaN stays NaN. Pure. */
export function scaledText(value: number, scale: number): number {
	return Math.min(1, value / scale);
}

/**
 * How well topics match: six tenths for the track, the rest for keywords, of which two shared ones are all that is asked.
 * NaN when the reviewer has named neither. Pure.
 */
export function topicMatch(
	reviewer: { tracks: readonly string[]; keywords: readonly string[] },
	submission: { track: string | null; keywords: readonly string[] },
): number {
	const asksTrack = reviewer.tracks.length > 0 && submission.track !== null;
	const asksKeywords = reviewer.keywords.length > 0 && submission.keywords.length > 0;
	if (!asksTrack && !asksKeywords) return Number.NaN;
	const track = asksTrack && reviewer.tracks.includes(submission.track as string) ? 1 : 0;
	const shared = Math.min(1, sharedKeywords(reviewer.keywords, submission.keywords).length / 2);
	if (!asksKeywords) return track;
	if (!asksTrack) return shared;
	return 0.6 * track + 0.4 * shared;
}

/** The keywords that both name, as the submission writes them; case and accents do not count. Pure. */
export function sharedKeywords(reviewer: readonly string[], submission: readonly string[]): string[] {
	const own = new Set(reviewer.map(keywordKey));
	return submission.filter((keyword) => own.has(keywordKey(keyword)));
}

/** A keyword by which it is compared. Pure. */
export function keywordKey(keyword: string): string {
	return keyword
		.normalize('NFKD')
		.replace(/[\u0300-\u036f]/g, '')
		.toLowerCase()
		.replace(/[\s\-‐–]+/gu, ' ')
		.trim();
}
