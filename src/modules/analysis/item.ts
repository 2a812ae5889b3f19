/*
 * One thing that an analysis says, by whatever method: a page shows it, an editor removes or rewords it. Plain data.
 */

/** What it belongs to. `rationale`: why a reader should care; `trend`: how it compares with the archive. */
export const itemKinds = ['summary', 'reader-summary', 'rationale', 'trend', 'question'] as const;
export type ItemKind = (typeof itemKinds)[number];

/** A sentence of the article, and words that stand in it exactly so (the whole of it, where it is shown whole). */
export interface Evidence {
	sentence: number;
	quote: string;
}

export interface AnalysisItem {
	/** Stable within its analysis: `summary.1`, `industry.rationale.2`, `question.1`. */
	id: string;
	kind: ItemKind;
	/** The reader whom it is for, by the key of his profile; absent for all. */
	reader?: string;
	/** Plain text in the language of the article. */
	text: string;
	evidence: Evidence[];
	/** Articles of the archive that it speaks of, by id. */
	archive?: string[];
}

/** How far the article concerns a reader; `null` when the method abstains. */
export interface ReaderScore {
	reader: string;
	score: number | null;
}
