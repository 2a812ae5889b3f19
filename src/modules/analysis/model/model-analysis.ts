import type { AnalysisItem, Evidence, ItemKind, ReaderScore } from '../item.ts';

/** Why a statement of a model was not kept. */
export const dropReasons = [
	'no-evidence',
	'unknown-sentence',
	'withheld-sentence',
	'quote-not-found',
	'quote-too-short',
	'unknown-archive',
	'figure',
	'name',
	'link',
	'markup',
	'control',
	'language',
	'advice',
	'prompt',
	'repeated',
	'too-many',
	'no-rationale',
] as const;
export type DropReason = (typeof dropReasons)[number];

/** A statement that was not kept, for the editor and for what is learnt of a model. */
export interface Dropped {
	kind: ItemKind | 'score';
	reader?: string;
	text: string;
	evidence: Evidence[];
	reason: DropReason;
	/** The figure, name or words that no evidence holds. */
	what?: string;
}

/** What is left of a language model's answer when all that is not supported is taken out. */
export interface ModelAnalysis {
	method: 'model';
	/** As the provider named it in the answer. */
	model: string;
	promptVersion: string;
	schemaVersion: string;
	readers: ReaderScore[];
	items: AnalysisItem[];
	dropped: Dropped[];
	/** How many statements the answer held. */
	stated: number;
	/** Sentences of the article that seemed to instruct a machine and were not shown to the model. */
	withheld: number[];
}
